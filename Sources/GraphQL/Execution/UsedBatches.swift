/// Which rows of the batches that came out of a field are referred to, and where they stand among those.
struct UsedBatches {
    /// By batch; `nil` when nothing refers to it.
    private(set) var rows: [Rows?]
    /// By batch and row, the place among the used rows; empty when all rows are used.
    private var places: [[Int32]]

    init(_ references: [ObjectReference], batches: [any ObjectBatch]) {
        var used = batches.map { [Bool](repeating: false, count: max(0, $0.count)) }
        for reference in references where reference.batch >= 0 {
            used[Int(reference.batch)][Int(reference.row)] = true
        }
        rows = []
        places = []
        for flags in used {
            let count = flags.count { $0 }
            guard count < flags.count || count == 0 else {
                rows.append(Rows(all: count))
                places.append([])
                continue
            }
            var chosen: [Int32] = []
            chosen.reserveCapacity(count)
            var place = [Int32](repeating: -1, count: flags.count)
            for (row, isUsed) in flags.enumerated() where isUsed {
                place[row] = Int32(clamping: chosen.count)
                chosen.append(Int32(clamping: row))
            }
            rows.append(count == 0 ? nil : Rows(chosen: chosen))
            places.append(place)
        }
    }

    func links(_ references: [ObjectReference], levels: [ListLevel], children: [Int32]) -> ObjectLinks {
        let targets = references.map { reference -> Int32 in
            guard reference.batch >= 0 else { return -1 }
            let place = places[Int(reference.batch)]
            return place.isEmpty ? reference.row : place[Int(reference.row)]
        }
        guard children.count > 1 else {
            return ObjectLinks(levels: levels, targets: targets, scope: children.first ?? -1)
        }
        let scopes = references.map { $0.batch < 0 ? -1 : children[Int($0.batch)] }
        return ObjectLinks(levels: levels, targets: targets, scope: -1, scopes: scopes)
    }
}
