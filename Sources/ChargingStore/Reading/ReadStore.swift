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
        _ source: SQL, ids: [Int64], fields: Set<Field>, reach: Statement, viewer: Viewer? = nil
    ) async throws -> RowBatch<Field> {
        let selection = Selection(fields, viewer: viewer)
        guard !ids.isEmpty else { return RowBatch(ids: [], columns: selection.emptyColumns) }
        let rows = try await database.query(
            "SELECT r.id AS id\(selection.list) FROM \(source) WHERE r.id = ANY(\(ids)) AND \(reach)")
        return try selection.batch(of: rows, id: 0, fields: 1)
    }

    /// All rows under each parent.
    ///
    /// - Parameters:
    ///   - parent: the column that names the parent.
    ///   - source: begins with the table that has it.
    ///   - order: of the rows under one parent.
    func lists<Field: StoredField>(
        ofParents parents: [Int64], by parent: SQL, from source: SQL, reach: Statement, order: SQL, fields: Set<Field>,
        viewer: Viewer? = nil
    ) async throws -> RowLists<Field> {
        let selection = Selection(fields, viewer: viewer)
        guard !parents.isEmpty else { return try selection.lists(of: nil, parents: []) }
        let rows = try await database.query(
            """
            SELECT \(parent) AS parent, r.id AS id\(selection.list) FROM \(source)
            WHERE \(parent) = ANY(\(parents)) AND \(reach) ORDER BY \(parent), \(order)
            """)
        return try selection.lists(of: rows, parents: parents)
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
