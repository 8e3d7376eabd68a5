import Charging
import GraphQL

/// One page of rows per parent: the batch behind every type `…Connection`.
struct Connection<Field: APIField>: ObjectBatch {
    let records: Records<Field>
    let offsets: [Int32]
    let positions: ListPositions
    let hasNext: [Bool]
    let hasPrevious: [Bool]
    /// Empty when the total was not asked for.
    let totals: [Int]
    let list: CursorList

    init(
        _ pages: RowPages<Field>, page: PageRequest, list: CursorList, selection: ConnectionSelection,
        context: APIContext
    ) {
        records = Records(pages.rows, selection: selection.nodes, context: context)
        offsets = pages.offsets.map(Int32.init(clamping:))
        positions = pages.positions
        // What lies beyond the cursors of the request is there: somebody got them from a row.
        hasNext =
            page.isFromEnd
            ? pages.hasNext.map { _ in page.before != nil } : pages.hasNext.map { $0 || page.before != nil }
        hasPrevious = pages.hasNext.map { page.after != nil || page.isFromEnd && $0 }
        totals = pages.totals
        self.list = list
    }

    var count: Int { max(0, offsets.count - 1) }

    /// The cursor of a row; nil where there is no such row.
    func cursor(_ row: Int) -> String? {
        positions.indices.contains(row) ? Cursor(list, positions[row]).text : nil
    }

    /// The first and last row of a parent; nil when the page is empty.
    func ends(of parent: Int) -> (first: Int, last: Int)? {
        let start = Int(offsets[parent]), end = Int(offsets[parent + 1])
        return start < end ? (start, end - 1) : nil
    }
}

/// The rows of all pages, each with its cursor.
struct Edges<Field: APIField>: ObjectBatch {
    let connection: Connection<Field>
    var count: Int { connection.records.count }
}

/// Where each page stands in its list.
struct PageInfos: ObjectBatch {
    let hasNext: [Bool]
    let hasPrevious: [Bool]
    let startCursors: [String?]
    let endCursors: [String?]

    init(_ connection: Connection<some APIField>) {
        hasNext = connection.hasNext
        hasPrevious = connection.hasPrevious
        let ends = (0..<connection.count).map(connection.ends(of:))
        startCursors = ends.map { $0.flatMap { connection.cursor($0.first) } }
        endCursors = ends.map { $0.flatMap { connection.cursor($0.last) } }
    }

    var count: Int { startCursors.count }
}
