/// The objects for which a field is resolved: some or all rows of a batch.
public struct Objects<Batch: ObjectBatch>: Sendable {
    public let batch: Batch
    public let rows: Rows

    init(batch: Batch, rows: Rows) {
        self.batch = batch
        self.rows = rows
    }

    public var count: Int { rows.count }

    /// Whether all rows of the batch are wanted, as is usual.
    public var isWhole: Bool { rows.chosen == nil }

    /// The wanted rows' values; no copy when the batch is wanted whole.
    public func pick<Value>(_ column: [Value]) -> [Value] { rows.pick(column) }

    public func map<Value>(_ transform: (Batch, Int) throws -> Value) rethrows -> [Value] {
        try rows.map { try transform(batch, $0) }
    }
}
