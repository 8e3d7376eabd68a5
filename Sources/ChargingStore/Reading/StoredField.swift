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

    /// All values of this column, which has the name `name` in `rows`.
    func values(in rows: PostgresRows, named name: String) throws -> Column {
        switch kind {
        case .integer: .integers(try rows.int64s(name))
        case .number: .numbers(try rows.doubles(name))
        case .boolean: .booleans(try rows.bools(name))
        case .text: .texts(try rows.strings(name))
        case .timestamp: .timestamps(try rows.timestamps(name).map { $0.map(Timestamp.init(microseconds:)) })
        case .document: .documents(try rows.jsons(name).map { try $0.map { try JSONValue(parsing: $0) } })
        }
    }
}

/// A field of the domain that has a column.
protocol StoredField: Hashable, Sendable, CaseIterable {
    var column: StoredColumn { get }
}

/// The columns of one statement: those asked for, always in the same order, so that its text repeats.
struct Selection<Field: StoredField> {
    let fields: [Field]

    init(_ wanted: Set<Field>) {
        fields = Field.allCases.filter(wanted.contains)
    }

    /// `, r.a AS f0, r.b AS f1`
    var list: SQL {
        zip(fields, Self.names).reduce(into: SQL.empty) { list, pair in
            list += ", " + pair.0.column.expression + " AS " + pair.1.sql
        }
    }

    func batch(of rows: PostgresRows) throws -> RowBatch<Field> {
        RowBatch(ids: try rows.column("id"), columns: try columns(of: rows))
    }

    func columns(of rows: PostgresRows) throws -> [Field: Column] {
        var columns: [Field: Column] = [:]
        for (field, name) in zip(fields, Self.names) {
            columns[field] = try field.column.values(in: rows, named: name.text)
        }
        return columns
    }

    private static var names: [(sql: SQL, text: String)] { selectionNames }
}

/// No table has as many fields; a longer one would lose its last fields in the first test that reads them all.
private let selectionNames: [(sql: SQL, text: String)] = [
    ("f0", "f0"), ("f1", "f1"), ("f2", "f2"), ("f3", "f3"), ("f4", "f4"), ("f5", "f5"), ("f6", "f6"), ("f7", "f7"),
    ("f8", "f8"), ("f9", "f9"), ("f10", "f10"), ("f11", "f11"), ("f12", "f12"), ("f13", "f13"), ("f14", "f14"),
    ("f15", "f15"), ("f16", "f16"), ("f17", "f17"), ("f18", "f18"), ("f19", "f19"), ("f20", "f20"), ("f21", "f21"),
    ("f22", "f22"), ("f23", "f23"),
]
