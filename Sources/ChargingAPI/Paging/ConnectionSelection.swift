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
    let wantsPrevious: Bool
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
        wantsPrevious = pageInfo.contains("hasPreviousPage")
        wantsPositions =
            !pageInfo.isDisjoint(with: ["startCursor", "endCursor"])
            || selected.contains("edges") && field.selectedFields(at: ["edges"]).contains("cursor")
    }

    /// Reads `first`, `after`, `last` and `before` as Relay's specification of cursor connections has them, and takes the page from what the request may load.
    func page(
        of list: CursorList, _ field: FieldRequest, parents: Int = 1, of budget: RowBudget
    ) throws -> PageRequest {
        let last = try size("last", field), isFromEnd = last != nil
        let first = try last ?? size("first", field) ?? 50
        guard first * parents <= Self.maximumRows else {
            throw FieldError.limitExceeded(
                "rows of one field", value: first * parents, allowed: Self.maximumRows,
                message:
                    "\(isFromEnd ? "last" : "first"): \(first) for each of \(parents) parents is \(first * parents) rows; at most "
                    + "\(Self.maximumRows) are allowed. Ask for shorter pages, or for fewer parents at once.")
        }
        if wantsRows { try budget.take(first * parents) }
        var page = PageRequest(
            first: first, wantsTotal: wantsTotal, wantsRows: wantsRows,
            wantsNext: isFromEnd ? wantsPrevious : wantsNext,
            wantsPositions: wantsPositions)
        page.isFromEnd = isFromEnd
        page.after = try position("after", field, in: list)
        page.before = try position("before", field, in: list)
        return page
    }

    private func position(_ name: String, _ field: FieldRequest, in list: CursorList) throws -> ListPosition? {
        guard let text = field.string(name) else { return nil }
        guard let cursor = Cursor(text, of: list) else {
            throw FieldError("\(name) is not a cursor of this list.", code: .badUserInput, field: name)
        }
        return cursor.position
    }

    /// Nil where it is absent. The schema's default stands for a `first` that is absent, but for an explicit null.
    private func size(_ name: String, _ field: FieldRequest) throws -> Int? {
        guard let size = field.integer(name) else { return nil }
        guard size >= 0 else {
            throw FieldError(
                "\(name) is \(size); 0 to \(Self.maximumPageSize) is allowed.", code: .badUserInput, field: name)
        }
        guard size <= Self.maximumPageSize else {
            let other = name == "first" ? "after" : "before"
            var refusal = FieldError.limitExceeded(
                "rows of a page", value: size, allowed: Self.maximumPageSize,
                message: "\(name) is \(size); 0 to \(Self.maximumPageSize) is allowed. Ask for the rest with \(other).")
            refusal.extensions["field"] = .string(name)
            throw refusal
        }
        return size
    }
}
