package import JSON

/// A position in a list: the value that the list is ordered by, and the row's id.
package struct ListPosition: Sendable, Hashable {
    package enum Key: Sendable, Hashable {
        case text(String)
        case timestamp(Timestamp)
        case integer(Int64)
        case number(Double)
    }

    package var key: Key
    package var id: Int64

    package init(key: Key, id: Int64) {
        self.key = key
        self.id = id
    }
}

/// The positions of the rows of a list, made one at a time where somebody asks.
package struct ListPositions: RandomAccessCollection, Sendable {
    package enum Keys: Sendable {
        case texts([String?])
        case timestamps([Timestamp?])
        case integers([Int64?])
        case numbers([Double?])
    }

    private let keys: Keys
    private let ids: [Int64]

    /// Keys and ids go together; a row without a key has no position to go on from.
    package init(keys: Keys, ids: [Int64]) {
        self.keys = keys
        self.ids = ids
    }

    package init() { self.init(keys: .integers([]), ids: []) }

    package var startIndex: Int { 0 }
    package var endIndex: Int { ids.count }

    package subscript(row: Int) -> ListPosition {
        let key: ListPosition.Key =
            switch keys {
            case .texts(let values): .text(values[row] ?? "")
            case .timestamps(let values): .timestamp(values[row] ?? Timestamp(microseconds: 0))
            case .integers(let values): .integer(values[row] ?? 0)
            case .numbers(let values): .number(values[row] ?? 0)
            }
        return ListPosition(key: key, id: ids[row])
    }
}

/// Which part of a list: of the rows behind `after` and before `before` the first, or the last.
package struct PageRequest: Sendable, Hashable {
    package var first: Int
    package var after: ListPosition?
    package var before: ListPosition?
    /// `first` counts from the end of the list.
    package var isFromEnd = false
    /// Counting costs a statement of its own, so it is asked for.
    package var wantsTotal: Bool
    /// The rows themselves; false when only the total is of interest.
    package var wantsRows: Bool
    /// Whether there are more rows in the direction in which they are counted costs one row more under each parent.
    package var wantsNext: Bool
    /// The rows' positions, from which a later page goes on.
    package var wantsPositions: Bool

    package init(
        first: Int, after: ListPosition? = nil, wantsTotal: Bool = false, wantsRows: Bool = true,
        wantsNext: Bool = true, wantsPositions: Bool = true
    ) {
        self.first = first
        self.after = after
        self.wantsTotal = wantsTotal
        self.wantsRows = wantsRows
        self.wantsNext = wantsNext
        self.wantsPositions = wantsPositions
    }
}

/// One page of rows per parent; a list without a parent is a page of one parent.
///
/// The rows of parent `p` are `rows[offsets[p]..<offsets[p + 1]]`; `positions` goes with the rows,
/// and is empty when it was not asked for.
package struct RowPages<Field: Hashable & Sendable>: Sendable {
    package let rows: RowBatch<Field>
    package let offsets: [Int]
    package let positions: ListPositions
    /// One per parent, in the direction in which rows are counted; false for all when it was not asked for.
    package let hasNext: [Bool]
    /// One per parent, or empty when the total was not asked for.
    package let totals: [Int]

    package init(
        rows: RowBatch<Field>, offsets: [Int], positions: ListPositions, hasNext: [Bool], totals: [Int]
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
