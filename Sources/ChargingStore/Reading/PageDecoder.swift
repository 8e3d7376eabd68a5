import Charging
import Postgres

/// Makes pages of the rows of a ``Listing``, and drops the row behind each page that only tells whether there is more.
struct PageDecoder<Field: StoredField> {
    let selection: Selection<Field>
    let order: ListOrder
    let first: Int

    func pages(
        rows: PostgresRows?, totals: [Int64]?, parentCount: Int, hasParents: Bool
    ) throws -> RowPages<Field> {
        let totals = (totals ?? []).map { Int(clamping: $0) }
        guard let rows else { return empty(parentCount: parentCount, totals: totals) }
        let batch = try selection.batch(of: rows)
        let parents: [Int64] = hasParents ? try rows.column("parent") : []
        let kept = Kept(
            parents: parents, rowCount: batch.count, parentCount: parentCount, hasParents: hasParents, first: first)
        let positions = try order.positions(in: rows, ids: batch.ids)
        guard kept.rows.count < batch.count else {
            return RowPages(
                rows: batch, offsets: kept.offsets, positions: positions, hasNext: kept.hasNext, totals: totals)
        }
        return RowPages(
            rows: batch.picking(kept.rows), offsets: kept.offsets, positions: kept.rows.map { positions[$0] },
            hasNext: kept.hasNext, totals: totals)
    }

    private func empty(parentCount: Int, totals: [Int]) -> RowPages<Field> {
        RowPages(
            rows: RowBatch(ids: [], columns: selection.emptyColumns),
            offsets: Array(repeating: 0, count: parentCount + 1), positions: [],
            hasNext: Array(repeating: false, count: parentCount), totals: totals)
    }

    /// Which rows stay, and where each parent's begin.
    private struct Kept {
        var rows: [Int] = []
        var offsets = [0]
        var hasNext: [Bool] = []

        /// `parents` are the ordinals (from 1) of the rows' parents, ascending.
        init(parents: [Int64], rowCount: Int, parentCount: Int, hasParents: Bool, first: Int) {
            var row = 0
            for ordinal in 0..<parentCount {
                let start = row
                while row < rowCount, !hasParents || parents[row] == Int64(ordinal) + 1 { row += 1 }
                rows.append(contentsOf: start..<min(row, start + first))
                offsets.append(rows.count)
                hasNext.append(row - start > first)
            }
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

    /// Rows that each name their parent by ordinal; a row that stands under several is kept once.
    func lists(of rows: PostgresRows?, parentCount: Int) throws -> RowLists<Field> {
        guard let rows else {
            return RowLists(
                rows: RowBatch(ids: [], columns: emptyColumns), members: [],
                offsets: Array(repeating: 0, count: parentCount + 1))
        }
        let batch = try batch(of: rows)
        let parents: [Int64] = try rows.column("parent")
        var numbers: [Int64: Int] = [:]
        var distinct: [Int] = []
        var members: [Int] = []
        var offsets = [0]
        for row in 0..<batch.count {
            while offsets.count < parents[row], offsets.count <= parentCount { offsets.append(members.count) }
            let number = numbers[batch.ids[row], default: distinct.count]
            if number == distinct.count {
                numbers[batch.ids[row]] = number
                distinct.append(row)
            }
            members.append(number)
        }
        while offsets.count <= parentCount { offsets.append(members.count) }
        let isDistinct = distinct.count == batch.count
        return RowLists(rows: isDistinct ? batch : batch.picking(distinct), members: members, offsets: offsets)
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
