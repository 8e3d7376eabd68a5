import Charging
import Postgres

/// What the API reads, out of PostgreSQL: one statement a call, whatever the number of parents.
///
/// Statements are composed of fixed pieces in a fixed order, so each shape of question has one text and is prepared once a
/// connection. Conformances stand in one file for each kind of row.
package struct ReadStore: Sendable {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// The rows of one table with these ids that the viewer reaches.
    func rows<Field: StoredField>(
        _ source: SQL, ids: [Int64], fields: Set<Field>, reach: Statement
    ) async throws -> RowBatch<Field> {
        let selection = Selection(fields)
        guard !ids.isEmpty else { return RowBatch(ids: [], columns: selection.emptyColumns) }
        let rows = try await database.query(
            "SELECT r.id AS id\(selection.list) FROM \(source) WHERE r.id = ANY(\(ids)) AND \(reach)")
        return try selection.batch(of: rows)
    }

    /// All rows under each parent; `source` begins behind the parents `p` and ends with the conditions.
    func lists<Field: StoredField>(
        ofParents parents: [Int64], _ source: Statement, order: SQL, fields: Set<Field>
    ) async throws -> RowLists<Field> {
        let selection = Selection(fields)
        guard !parents.isEmpty else { return try selection.lists(of: nil, parentCount: 0) }
        let rows = try await database.query(
            """
            SELECT p.ord AS parent, r.id AS id\(selection.list)
            FROM unnest(\(parents)) WITH ORDINALITY AS p(id, ord) \(source) ORDER BY p.ord, \(order)
            """)
        return try selection.lists(of: rows, parentCount: parents.count)
    }
}

extension String {
    /// A pattern for ILIKE that finds this text anywhere, its own wildcards taken literally.
    var containedPattern: String {
        var pattern = "%"
        for character in unicodeScalars {
            if character == "%" || character == "_" || character == "\\" { pattern.unicodeScalars.append("\\") }
            pattern.unicodeScalars.append(character)
        }
        return pattern + "%"
    }
}

extension Array where Element: RowIdentifier {
    var rawValues: [Int64] { map(\.rawValue) }
}
