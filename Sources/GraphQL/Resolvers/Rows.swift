/// Rows of a batch: all of them, or some in ascending order without repetition.
public struct Rows: RandomAccessCollection, Sendable, Hashable {
    /// `nil` for all.
    let chosen: [Int32]?
    public let count: Int

    init(all count: Int) {
        chosen = nil
        self.count = count
    }

    init(chosen: [Int32]) {
        self.chosen = chosen
        count = chosen.count
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(position: Int) -> Int { chosen.map { Int($0[position]) } ?? position }

    /// The values at these rows of something that has one for each row of the batch.
    func pick<Value>(_ column: [Value]) -> [Value] {
        guard let chosen else { return column }
        return chosen.compactMap { column.indices.contains(Int($0)) ? column[Int($0)] : nil }
    }
}
