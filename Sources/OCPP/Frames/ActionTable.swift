/// Which message an action stands for, seen from the side that receives it.
struct ActionTable: Sendable {
    enum Entry {
        case request(any OCPPRequest.Type)
        /// The version has it, but only this side sends it.
        case otherDirection
        case unknown
    }

    private let received: [String: any OCPPRequest.Type]
    private let sent: Set<String>

    init(received: [any OCPPRequest.Type], sent: [any OCPPRequest.Type]) {
        self.received = Dictionary(received.map { ($0.action, $0) }) { first, _ in first }
        self.sent = Set(sent.map { $0.action })
    }

    subscript(_ action: String) -> Entry {
        if let type = received[action] { return .request(type) }
        return sent.contains(action) ? .otherDirection : .unknown
    }
}
