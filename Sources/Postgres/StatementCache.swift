/// Which statements one connection has prepared, the least recently used ones forgotten first.
///
/// A pure value: it decides, the ``Connection`` sends.
struct StatementCache: Sendable {
    struct Lookup: Equatable {
        let name: String
        let isNew: Bool
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [PreparableStatement.Key: Entry] = [:]
    private var clock: UInt64 = 0
    /// Names that the server still holds and nobody will use again.
    private(set) var discarded: [String] = []

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { entries.count }

    mutating func use(_ key: PreparableStatement.Key) -> Lookup {
        clock += 1
        if let index = entries.index(forKey: key) {
            entries.values[index].lastUse = clock
            return Lookup(name: entries.values[index].name, isNew: false)
        }
        if entries.count >= limit { evict() }
        let name = "s\(clock)"
        entries[key] = Entry(name: name, lastUse: clock)
        return Lookup(name: name, isNew: true)
    }

    /// The statement is to be prepared anew on its next use. A name that the server does not hold is not discarded.
    mutating func forget(_ key: PreparableStatement.Key, name: String? = nil, isOnServer: Bool) {
        guard let entry = entries[key], name == nil || name == entry.name else { return }
        entries[key] = nil
        if isOnServer { discarded.append(entry.name) }
    }

    mutating func takeDiscarded() -> [String] {
        defer { discarded = [] }
        return discarded
    }

    mutating func discard(_ name: String) {
        discarded.append(name)
    }

    /// Removes a sixteenth at once, so that looking for the oldest is paid rarely.
    private mutating func evict() {
        let victims = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, limit / 16))
        for (key, entry) in victims {
            entries[key] = nil
            discarded.append(entry.name)
        }
    }
}
