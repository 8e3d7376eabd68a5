/// Where lists begin and end among their elements.
struct ListLevel: Sendable {
    /// List i has the elements `offsets[i]..<offsets[i + 1]`.
    var offsets: [Int32]
    /// Lists that are null, whatever their bounds; `nil`: none.
    var nullLists: [Bool]?

    var count: Int { max(0, offsets.count - 1) }

    /// Whether the bounds ascend and stay inside.
    func isValid(elementCount: Int?) -> Bool {
        guard let first = offsets.first, first >= 0, nullLists.map({ $0.count == count }) ?? true else { return false }
        var previous = first
        for offset in offsets {
            if offset < previous { return false }
            previous = offset
        }
        return elementCount.map { previous <= $0 } ?? true
    }

    func isNull(_ index: Int) -> Bool { nullLists?[index] ?? false }

    func range(_ index: Int) -> Range<Int> { Int(offsets[index])..<Int(offsets[index + 1]) }

    mutating func setNull(_ index: Int) {
        if nullLists == nil { nullLists = [Bool](repeating: false, count: count) }
        nullLists?[index] = true
    }

    /// Only the lists of these rows, and the places of the elements that they keep.
    func picking(_ rows: Rows) -> (level: ListLevel, elements: [Int32]) {
        var bounds: [Int32] = [0]
        var kept: [Int32] = []
        for row in rows where row < count {
            for element in range(row) { kept.append(Int32(clamping: element)) }
            bounds.append(Int32(clamping: kept.count))
        }
        return (ListLevel(offsets: bounds, nullLists: nullLists.map { rows.pick($0) }), kept)
    }
}
