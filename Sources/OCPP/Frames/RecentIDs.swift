/// The last few message ids of some kind; the oldest makes room for the newest.
struct RecentIDs: Sendable, Equatable, Codable {
    private let limit: Int
    private var ids: [MessageID] = []

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// What is read may come from anywhere.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(limit: try values.decode(Int.self, forKey: .limit))
        ids = try values.decode([MessageID].self, forKey: .ids).suffix(limit)
    }

    func contains(_ id: MessageID) -> Bool {
        ids.contains(id)
    }

    mutating func insert(_ id: MessageID) {
        if ids.count == limit { ids.removeFirst() }
        ids.append(id)
    }

    mutating func remove(_ id: MessageID) -> Bool {
        guard let position = ids.firstIndex(of: id) else { return false }
        ids.remove(at: position)
        return true
    }

    mutating func removeAll() {
        ids.removeAll()
    }
}
