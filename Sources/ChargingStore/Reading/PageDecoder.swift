import Charging
import JSON
import Postgres

/// Makes pages of the rows of a ``Listing``, and drops the row beyond each page that only tells whether there is more.
struct PageDecoder<Field: StoredField> {
    let columns: PageColumns<Field>
    let page: PageRequest

    func pages(rows: PostgresRows?, totals: [Int64]?, parentCount: Int) throws -> RowPages<Field> {
        let totals = (totals ?? []).map { Int(clamping: $0) }
        guard let rows else { return empty(parentCount: parentCount, totals: totals) }
        let batch = try columns.batch(of: rows)
        let keys = try columns.keys(of: rows, batch)
        let parents = columns.hasParents ? try rows.presentInt64s(at: 0) : nil
        let order =
            parents == nil && page.isFromEnd
            ? RowOrder(reversing: batch.count)
            : RowOrder(parents: parents, keys: keys, ids: batch.ids, isDescending: columns.order.isDescending)
        let kept = KeptRows(
            parents: parents, order: order, rowCount: batch.count, parentCount: parentCount, first: page.rowLimit,
            isFromEnd: page.isFromEnd)
        let positions = page.wantsPositions ? keys.map { ListPositions(keys: $0, ids: batch.ids) } : nil
        guard let chosen = kept.rows else {
            return RowPages(
                rows: batch, offsets: kept.offsets, positions: positions ?? ListPositions(), hasNext: kept.hasNext,
                totals: totals)
        }
        let picked = batch.picking(chosen)
        return RowPages(
            rows: picked, offsets: kept.offsets,
            positions: page.wantsPositions
                ? keys.map { ListPositions(keys: $0.picking(chosen), ids: picked.ids) } ?? ListPositions()
                : ListPositions(),
            hasNext: kept.hasNext, totals: totals)
    }

    private func empty(parentCount: Int, totals: [Int]) -> RowPages<Field> {
        RowPages(
            rows: RowBatch(ids: [], columns: columns.selection.emptyColumns),
            offsets: Array(repeating: 0, count: parentCount + 1), positions: ListPositions(),
            hasNext: Array(repeating: false, count: parentCount), totals: totals)
    }
}

/// The places of rows in the order of their parents and keys; `nil` rows when they lie in it already, as they do.
private struct RowOrder {
    private(set) var rows: [Int]?

    /// A list that was read from its end.
    init(reversing count: Int) { rows = (0..<count).reversed() }

    init(parents: [Int64]?, keys: ListPositions.Keys?, ids: [Int64], isDescending: Bool) {
        guard let parents, let keys else { return }
        switch keys {
        case .texts: break
        case .timestamps(let values): arrange(parents, values.map { $0?.microseconds }, ids, isDescending)
        case .integers(let values): arrange(parents, values, ids, isDescending)
        case .numbers(let values): arrange(parents, values, ids, isDescending)
        }
    }

    private mutating func arrange<Key: Comparable>(
        _ parents: [Int64], _ keys: [Key?], _ ids: [Int64], _ isDescending: Bool
    ) {
        func isBefore(_ left: Int, _ right: Int) -> Bool {
            guard parents[left] == parents[right] else { return parents[left] < parents[right] }
            let (one, other) = isDescending ? (right, left) : (left, right)
            // What has no key comes last, as in PostgreSQL.
            switch (keys[one], keys[other]) {
            case (let key?, let otherKey?): return (key, ids[one]) < (otherKey, ids[other])
            case (nil, nil): return ids[one] < ids[other]
            case (let key, _): return key != nil
            }
        }
        guard zip(ids.indices, ids.indices.dropFirst()).contains(where: { isBefore($1, $0) }) else { return }
        rows = ids.indices.sorted(by: isBefore)
    }
}

/// Which rows stay, and where each parent's begin.
private struct KeptRows {
    /// `nil`: all, as they lie.
    private(set) var rows: [Int]?
    private(set) var offsets = [0]
    private(set) var hasNext: [Bool] = []

    /// `parents` are the ordinals (from 1) of the rows' parents.
    init(parents: [Int64]?, order: RowOrder, rowCount: Int, parentCount: Int, first: Int, isFromEnd: Bool) {
        var kept: [Int] = []
        kept.reserveCapacity(rowCount)
        offsets.reserveCapacity(parentCount + 1)
        var place = 0
        for ordinal in 0..<parentCount {
            let start = place
            while place < rowCount, parents.map({ $0[order.rows?[place] ?? place] == Int64(ordinal) + 1 }) ?? true {
                place += 1
            }
            for row in isFromEnd ? max(start, place - first)..<place : start..<min(place, start + first) {
                kept.append(order.rows?[row] ?? row)
            }
            offsets.append(kept.count)
            hasNext.append(place - start > first)
        }
        if kept.count < rowCount || order.rows != nil { rows = kept }
    }
}

extension ListPositions.Keys {
    fileprivate func picking(_ rows: [Int]) -> Self {
        switch self {
        case .texts(let values): .texts(rows.map { values[$0] })
        case .timestamps(let values): .timestamps(rows.map { values[$0] })
        case .integers(let values): .integers(rows.map { values[$0] })
        case .numbers(let values): .numbers(rows.map { values[$0] })
        }
    }
}

extension Selection {
    var emptyColumns: [Field: Column] {
        fields.reduce(into: [:]) { columns, field in
            columns[field] =
                switch field.column.kind {
                case .integer: .integers([])
                case .number: .numbers([])
                case .boolean: .booleans([])
                case .text: .texts([])
                case .timestamp: .timestamps([])
                case .document: .documents([])
                }
        }
    }

    /// Rows that each name their parent, ascending; a row that stands under several is kept once.
    func lists(of rows: PostgresRows?, parents wanted: [Int64]) throws -> RowLists<Field> {
        guard let rows, rows.count > 0 else {
            return RowLists(
                rows: RowBatch(ids: [], columns: emptyColumns), members: [],
                offsets: Array(repeating: 0, count: wanted.count + 1))
        }
        let batch = try batch(of: rows, id: 1, fields: 2)
        let parents = try rows.presentInt64s(at: 0)
        var numbers = RowNumbers(reserving: batch.count)
        var distinct: [Int] = []
        let numberOfRow = batch.ids.indices.map { row -> Int in
            let number = numbers.number(of: batch.ids[row])
            if number == distinct.count { distinct.append(row) }
            return number
        }
        var members: [Int] = []
        members.reserveCapacity(batch.count)
        var offsets = [0]
        offsets.reserveCapacity(wanted.count + 1)
        // Parents are mostly asked for in the order of their ids: then each one's rows begin where the last one's end.
        var row = 0
        for parent in wanted {
            if row == parents.count || parents[row] != parent { row = parents.firstPlace(of: parent) }
            while row < parents.count, parents[row] == parent {
                members.append(numberOfRow[row])
                row += 1
            }
            offsets.append(members.count)
        }
        let isDistinct = distinct.count == batch.count
        return RowLists(rows: isDistinct ? batch : batch.picking(distinct), members: members, offsets: offsets)
    }
}

extension [Int64] {
    /// Where a number begins among ascending ones, or would.
    fileprivate func firstPlace(of wanted: Int64) -> Int {
        var range = 0..<count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = self[middle] < wanted ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}

extension RowBatch {
    func picking(_ rows: [Int]) -> RowBatch {
        RowBatch(ids: rows.map { ids[$0] }, columns: columns.mapValues { $0.picking(rows) })
    }
}

extension Column {
    func picking(_ rows: [Int]) -> Column {
        switch self {
        case .integers(let values): .integers(rows.map { values[$0] })
        case .numbers(let values): .numbers(rows.map { values[$0] })
        case .booleans(let values): .booleans(rows.map { values[$0] })
        case .texts(let values): .texts(rows.map { values[$0] })
        case .timestamps(let values): .timestamps(rows.map { values[$0] })
        case .documents(let values): .documents(rows.map { values[$0] })
        }
    }
}
