/// The distinct ids among those of a level, and which of them each object has.
///
/// The same object may stand in several places of a level; a store is asked for it once.
struct UniqueIDs {
    private(set) var values: [Int64] = []
    /// For each object the index in `values`; -1 for none.
    private(set) var indices: [Int] = []

    init(_ ids: some Collection<Int64?>) {
        var known: [Int64: Int] = [:]
        known.reserveCapacity(ids.count)
        indices.reserveCapacity(ids.count)
        for id in ids {
            guard let id else {
                indices.append(-1)
                continue
            }
            if let index = known[id] {
                indices.append(index)
            } else {
                known[id] = values.count
                indices.append(values.count)
                values.append(id)
            }
        }
    }

    /// Every object has an id of its own.
    var areAllDistinct: Bool { values.count == indices.count }

    /// The row of each object among rows that came back in any order; -1 where it was not found.
    func rows(among found: [Int64]) -> [Int32] {
        let rowOfID = Dictionary(zip(found, 0...), uniquingKeysWith: { first, _ in first })
        let rowOfValue = values.map { id in rowOfID[id].map(Int32.init(clamping:)) ?? -1 }
        return indices.map { $0 < 0 ? -1 : rowOfValue[$0] }
    }
}
