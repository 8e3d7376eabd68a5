import HTTPTypes

/// What names one request in the log, in its answer and in what a person quotes.
struct RequestID: Sendable, Hashable {
    /// Of the request that the task serves; nil for what the server does of its own accord.
    @TaskLocal static var current: RequestID?

    static let field = HTTPField.Name("X-Request-Id")
    private static let maximumLength = 64

    let text: String

    /// The one that was sent, if it is short and could not be taken for anything else in a line of the log; else a new one.
    init(_ sent: String?) {
        if let sent, Self.isHarmless(sent) {
            text = sent
        } else {
            let number = String(UInt64.random(in: .min ... .max), radix: 16)
            text = String(repeating: "0", count: max(0, 16 - number.utf8.count)) + number
        }
    }

    private static func isHarmless(_ text: String) -> Bool {
        (1...maximumLength).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
