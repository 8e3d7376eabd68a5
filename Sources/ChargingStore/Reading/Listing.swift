import Charging
import JSON
import Postgres

/// What a list is ordered by: one column, then the row's id, so that every row has one place and a position can be resumed.
struct ListOrder {
    enum Kind { case text, timestamp, integer, number }

    let key: SQL
    var id: SQL = "r.id"
    let kind: Kind
    var isDescending = false

    var clause: SQL {
        isDescending ? key + " DESC, " + id + " DESC" : key + ", " + id
    }

    /// From the end of the list.
    var reversed: SQL { isDescending ? key + ", " + id : key + " DESC, " + id + " DESC" }

    /// The same over the rows of a lateral subquery `x`.
    var outerClause: SQL { isDescending ? "p.ord, x.key DESC, x.id DESC" : "p.ord, x.key, x.id" }

    /// - Throws: ``ChargingError`` `.badInput` for a position of another order.
    func condition(after position: ListPosition) throws -> Statement {
        try condition(position, isDescending ? ") < (" : ") > (", field: "after")
    }

    func condition(before position: ListPosition) throws -> Statement {
        try condition(position, isDescending ? ") > (" : ") < (", field: "before")
    }

    private func condition(_ position: ListPosition, _ comparison: SQL, field: String) throws -> Statement {
        let row: SQL = "(" + key + ", " + id + comparison
        switch (kind, position.key) {
        case (.text, .text(let text)): return "\(row)\(text), \(position.id))"
        case (.timestamp, .timestamp(let time)): return "\(row)\(PostgresTimestamp(time)), \(position.id))"
        case (.integer, .integer(let value)): return "\(row)\(value), \(position.id))"
        case (.number, .number(let value)): return "\(row)\(value), \(position.id))"
        default: throw ChargingError(.badInput, "this cursor belongs to another list", field: field)
        }
    }

    func keys(in rows: PostgresRows, at place: Int) throws -> ListPositions.Keys {
        switch kind {
        case .text: .texts(try rows.strings(at: place))
        case .timestamp: .timestamps(try rows.timestamps(at: place).map { $0.map(Timestamp.init(microseconds:)) })
        case .integer: .integers(try rows.int64s(at: place))
        case .number: .numbers(try rows.doubles(at: place))
        }
    }

    /// Whether we compare keys as PostgreSQL does, which orders texts by its collation.
    var isOurs: Bool { kind != .text }
}

/// A list before it is asked for: where its rows come from, on which conditions, in which order.
///
/// Under parents, the conditions name the parent `p.id`.
struct Listing<Field: StoredField> {
    /// From the table of `r` on.
    let source: SQL
    var conditions: [Statement]
    let order: ListOrder
    /// Whose rights the fields depend on, where they do.
    var viewer: Viewer?
    /// It has no index for its order, and reads all that match on a connection of its own.
    var isHeavy = false
    /// The parents as a table `p` with at least `ord` and `id`, one row for each.
    var parents: ([Int64]) -> Statement = { "unnest(\($0)) WITH ORDINALITY AS p(id, ord)" }

    private var filter: Statement {
        conditions.dropFirst().reduce(conditions.first ?? "true") { $0 + " AND " + $1 }
    }

    /// One page of one list.
    func page(_ page: PageRequest, fields: Set<Field>, in database: Database) async throws -> RowPages<Field> {
        let columns = PageColumns(Selection(fields, viewer: viewer), order: order, page: page, hasParents: false)
        let results = try await run(page, in: database, rows: rowsStatement(page, columns)) {
            "SELECT count(*) AS total FROM \(source) WHERE \(filter)"
        }
        return try PageDecoder(columns: columns, page: page)
            .pages(rows: results.rows, totals: results.totals, parentCount: 1)
    }

    /// One page under each parent.
    func pages(
        ofParents parents: [Int64], page: PageRequest, fields: Set<Field>, in database: Database
    ) async throws -> RowPages<Field> {
        let columns = PageColumns(Selection(fields, viewer: viewer), order: order, page: page, hasParents: true)
        let decoder = PageDecoder(columns: columns, page: page)
        guard !parents.isEmpty else {
            return try decoder.pages(rows: nil, totals: page.wantsTotal ? [] : nil, parentCount: 0)
        }
        var rows: Statement = """
            SELECT p.ord AS parent, x.* FROM \(self.parents(parents))
            CROSS JOIN LATERAL (\(try rowsStatement(page, columns))) x
            """
        // The rows come out in this order as PostgreSQL works today. Where we can tell whether they did, it need not sort
        // them once more.
        if !order.isOurs { rows += Statement(" ORDER BY " + order.outerClause) }
        let results = try await run(page, in: database, rows: rows) {
            """
            SELECT (SELECT count(*) FROM \(source) WHERE \(filter)) AS total
            FROM \(self.parents(parents)) ORDER BY p.ord
            """
        }
        return try decoder.pages(rows: results.rows, totals: results.totals, parentCount: parents.count)
    }

    /// Reads one row beyond the page where it is asked whether there is more.
    private func rowsStatement(_ page: PageRequest, _ columns: PageColumns<Field>) throws -> Statement {
        var conditions = filter
        if let after = page.after { conditions += " AND \(try order.condition(after: after))" }
        if let before = page.before { conditions += " AND \(try order.condition(before: before))" }
        return """
            SELECT \(columns.list) FROM \(source) WHERE \(conditions)
            ORDER BY \(page.isFromEnd ? order.reversed : order.clause) LIMIT \(Int64(page.rowLimit + (page.wantsNext ? 1 : 0)))
            """
    }

    private func run(
        _ page: PageRequest, in database: Database, rows: Statement, totals: () -> Statement
    ) async throws -> (rows: PostgresRows?, totals: [Int64]?) {
        var statements: [Statement] = []
        if page.wantsRows { statements.append(rows) }
        if page.wantsTotal { statements.append(totals()) }
        guard !statements.isEmpty else { return (nil, nil) }
        let results =
            if isHeavy { try await database.alone(statements) } else if statements.count == 1 {
                [try await database.query(statements[0])]
            } else { try await database.pipeline(statements) }
        return (page.wantsRows ? results.first : nil, page.wantsTotal ? try results.last?.column("total") : nil)
    }
}

extension PageRequest {
    /// The API has refused larger pages already; this is the last guard.
    var rowLimit: Int { min(max(first, 0), 1_000) }
}
