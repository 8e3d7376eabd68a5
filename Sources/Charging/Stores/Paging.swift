package import JSON

/// A position in a list: the value that the list is ordered by, and the row's id.
package struct ListPosition: Sendable, Hashable {
    package enum Key: Sendable, Hashable {
        case text(String)
        case timestamp(Timestamp)
        case integer(Int64)
    }

    package var key: Key
    package var id: Int64

    package init(key: Key, id: Int64) {
        self.key = key
        self.id = id
    }
}

/// Which part of a list: `first` rows behind `after`.
package struct PageRequest: Sendable, Hashable {
    package var first: Int
    package var after: ListPosition?
    /// Counting costs a statement of its own, so it is asked for.
    package var wantsTotal: Bool
    /// The rows themselves; false when only the total is of interest.
    package var wantsRows: Bool

    package init(first: Int, after: ListPosition? = nil, wantsTotal: Bool = false, wantsRows: Bool = true) {
        self.first = first
        self.after = after
        self.wantsTotal = wantsTotal
        self.wantsRows = wantsRows
    }
}

/// One page of rows per parent; a list without a parent is a page of one parent.
///
/// The rows of parent `p` are `rows[offsets[p]..<offsets[p + 1]]`; `positions` goes with the rows.
package struct RowPages<Field: Hashable & Sendable>: Sendable {
    package let rows: RowBatch<Field>
    package let offsets: [Int]
    package let positions: [ListPosition]
    /// One per parent.
    package let hasNext: [Bool]
    /// One per parent, or empty when the total was not asked for.
    package let totals: [Int]

    package init(
        rows: RowBatch<Field>, offsets: [Int], positions: [ListPosition], hasNext: [Bool], totals: [Int]
    ) {
        self.rows = rows
        self.offsets = offsets
        self.positions = positions
        self.hasNext = hasNext
        self.totals = totals
    }
}

/// All rows that belong to each parent, without pages; a row may stand under several parents.
///
/// The rows of parent `p` are those numbered `members[offsets[p]..<offsets[p + 1]]`.
package struct RowLists<Field: Hashable & Sendable>: Sendable {
    package let rows: RowBatch<Field>
    package let members: [Int]
    package let offsets: [Int]

    package init(rows: RowBatch<Field>, members: [Int], offsets: [Int]) {
        self.rows = rows
        self.members = members
        self.offsets = offsets
    }
}
