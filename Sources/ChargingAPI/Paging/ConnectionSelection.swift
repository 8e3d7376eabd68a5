import Charging
import GraphQL
import JSON

/// What is asked of a connection, and so what has to be read.
struct ConnectionSelection: Hashable {
    /// Fields of the nodes that something is read for, by either way to them.
    let nodes: Set<String>
    let wantsRows: Bool
    let wantsTotal: Bool
    let wantsNext: Bool
    let wantsPositions: Bool

    /// The largest `first`.
    static let maximumPageSize = 500
    /// The most rows that one field may ask for over all its parents.
    static let maximumRows = 100_000

    init<Target: APIField>(_ field: FieldRequest, of target: Target.Type) {
        let selected = field.selectedFields()
        nodes = Target.wanted(
            field.selectedFields(at: ["nodes"]).union(field.selectedFields(at: ["edges", "node"])))
        wantsRows = !selected.isDisjoint(with: ["nodes", "edges", "pageInfo"])
        wantsTotal = selected.contains("totalCount")
        let pageInfo = selected.contains("pageInfo") ? field.selectedFields(at: ["pageInfo"]) : []
        wantsNext = pageInfo.contains("hasNextPage")
        wantsPositions =
            !pageInfo.isDisjoint(with: ["startCursor", "endCursor"])
            || selected.contains("edges") && field.selectedFields(at: ["edges"]).contains("cursor")
    }

    /// Reads `first` and `after`, and takes the page from what the request may load.
    func page(
        of list: CursorList, _ field: FieldRequest, parents: Int = 1, of budget: RowBudget
    ) throws -> PageRequest {
        let first = try pageSize(field)
        guard first * parents <= Self.maximumRows else {
            throw FieldError.limitExceeded(
                "rows of one field", value: first * parents, allowed: Self.maximumRows,
                message: "first: \(first) for each of \(parents) parents is \(first * parents) rows; at most "
                    + "\(Self.maximumRows) are allowed. Ask for shorter pages, or for fewer parents at once.")
        }
        if wantsRows { try budget.take(first * parents) }
        var page = PageRequest(
            first: first, wantsTotal: wantsTotal, wantsRows: wantsRows, wantsNext: wantsNext,
            wantsPositions: wantsPositions)
        if let after = field.string("after") {
            guard let cursor = Cursor(after, of: list) else {
                throw FieldError("after is not a cursor of this list.", code: .badUserInput, field: "after")
            }
            page.after = cursor.position
        }
        return page
    }

    private func pageSize(_ field: FieldRequest) throws -> Int {
        // Absent means the schema's default, so only an explicit null comes here without a value.
        let first = field.integer("first") ?? 50
        guard first >= 0 else {
            throw FieldError(
                "first is \(first); 0 to \(Self.maximumPageSize) is allowed.", code: .badUserInput,
                field: "first")
        }
        guard first <= Self.maximumPageSize else {
            var refusal = FieldError.limitExceeded(
                "rows of a page", value: first, allowed: Self.maximumPageSize,
                message: "first is \(first); 0 to \(Self.maximumPageSize) is allowed. Ask for the rest with after.")
            refusal.extensions["field"] = "first"
            throw refusal
        }
        return first
    }
}
