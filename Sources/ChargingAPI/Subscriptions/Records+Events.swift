import Charging

extension Records where Field: NodeField {
    /// What an event tells, completed with those of the selected `columns` that it does not carry, read with the subscriber's rights.
    ///
    /// - Returns: nil where those rights do not reach it any more.
    static func completing(
        _ rows: RowBatch<Field>, live: [Field.Live], columns: Set<Field>, _ context: APIContext
    ) async throws -> Records<Field>? {
        guard !columns.isSubset(of: rows.columns.keys) else { return Records(rows, live: live) }
        do {
            let stored = try await Field.load(rows.ids, columns, context)
            guard stored.count == rows.count else { return nil }
            var rows = rows
            rows.columns.merge(stored.columns) { told, _ in told }
            return Records(rows, live: live)
        } catch let error as ChargingError {
            // What the event itself tells stays true while the database is away.
            return Records(rows, live: live, failure: error.fieldError)
        }
    }
}
