import Charging
import JSON
import Postgres

/// How a field is stored: the expression that reads it, with the row called `r`, and what comes back.
struct StoredColumn {
    enum Kind { case integer, number, boolean, text, timestamp, document }

    let expression: SQL
    let kind: Kind

    static func integer(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .integer) }
    static func number(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .number) }
    static func boolean(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .boolean) }
    static func text(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .text) }
    static func timestamp(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .timestamp) }
    static func document(_ expression: SQL) -> StoredColumn { StoredColumn(expression: expression, kind: .document) }

    /// All values of this column, which stands at `place` in `rows`.
    func values(in rows: PostgresRows, at place: Int) throws -> Column {
        switch kind {
        case .integer: .integers(try rows.int64s(at: place))
        case .number: .numbers(try rows.doubles(at: place))
        case .boolean: .booleans(try rows.bools(at: place))
        case .text: .texts(try rows.strings(at: place))
        case .timestamp: .timestamps(try rows.timestamps(at: place).map { $0.map(Timestamp.init(microseconds:)) })
        case .document: .documents(try rows.jsons(at: place).map { try $0.map { try JSONValue(parsing: $0) } })
        }
    }
}

/// A field of the domain that has a column.
protocol StoredField: Hashable, Sendable, CaseIterable {
    var column: StoredColumn { get }
    /// What has to be so of a row for this viewer to see the field; nil for one that is seen in every row within reach.
    func guarding(_ viewer: Viewer) -> Statement?
    /// What is read in place of the column's expression where it depends on who reads.
    func expression(for viewer: Viewer) -> Statement?
}

extension StoredField {
    func guarding(_ viewer: Viewer) -> Statement? { nil }

    func expression(for viewer: Viewer) -> Statement? {
        guarding(viewer).map { "CASE WHEN \($0) THEN \(column.expression) END" }
    }
}

/// The columns of one statement: those asked for, always in the same order, so that its text repeats.
struct Selection<Field: StoredField> {
    let fields: [Field]
    /// Of the fields that depend on whom they are read for.
    private let expressions: [Field: Statement]

    init(_ wanted: Set<Field>, viewer: Viewer? = nil) {
        fields = Field.allCases.filter(wanted.contains)
        var expressions: [Field: Statement] = [:]
        if let viewer { for field in fields { expressions[field] = field.expression(for: viewer) } }
        self.expressions = expressions
    }

    /// `, r.a AS f0, r.b AS f1`
    var list: Statement {
        zip(fields, Self.names).reduce(into: Statement(SQL.empty)) { list, pair in
            if let expression = expressions[pair.0] {
                list += ", \(expression) AS \(pair.1.sql)"
            } else {
                list += Statement(", " + pair.0.column.expression + " AS " + pair.1.sql)
            }
        }
    }

    /// - Parameters:
    ///   - id: the place of the rows' ids.
    ///   - fields: the place of the first field; the others follow it.
    func batch(of rows: PostgresRows, id: Int, fields first: Int) throws -> RowBatch<Field> {
        var columns: [Field: Column] = [:]
        columns.reserveCapacity(fields.count)
        for (place, field) in fields.enumerated() {
            columns[field] = try field.column.values(in: rows, at: first + place)
        }
        return RowBatch(ids: try rows.presentInt64s(at: id), columns: columns)
    }

    private static var names: [(sql: SQL, text: String)] { selectionNames }
}

/// No table has as many fields; a longer one would lose its last fields in the first test that reads them all.
private let selectionNames: [(sql: SQL, text: String)] = [
    ("f0", "f0"), ("f1", "f1"), ("f2", "f2"), ("f3", "f3"), ("f4", "f4"), ("f5", "f5"), ("f6", "f6"), ("f7", "f7"),
    ("f8", "f8"), ("f9", "f9"), ("f10", "f10"), ("f11", "f11"), ("f12", "f12"), ("f13", "f13"), ("f14", "f14"),
    ("f15", "f15"), ("f16", "f16"), ("f17", "f17"), ("f18", "f18"), ("f19", "f19"), ("f20", "f20"), ("f21", "f21"),
    ("f22", "f22"), ("f23", "f23"), ("f24", "f24"), ("f25", "f25"), ("f26", "f26"), ("f27", "f27"), ("f28", "f28"),
    ("f29", "f29"), ("f30", "f30"), ("f31", "f31"), ("f32", "f32"), ("f33", "f33"), ("f34", "f34"), ("f35", "f35"),
    ("f36", "f36"), ("f37", "f37"), ("f38", "f38"), ("f39", "f39"), ("f40", "f40"), ("f41", "f41"), ("f42", "f42"),
    ("f43", "f43"), ("f44", "f44"), ("f45", "f45"), ("f46", "f46"), ("f47", "f47"),
]
