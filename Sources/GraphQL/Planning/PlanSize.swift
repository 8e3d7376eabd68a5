/// Counts the fields that a plan answers when each selection is counted wherever it is used.
///
/// Shared selections make plans small, but execution and response grow with every use.
enum PlanSize {
    static func fields(of selections: [SelectionPlan]) -> Int {
        var known = [Int?](repeating: nil, count: selections.count)
        var waiting = [0]
        while let index = waiting.last {
            if known[index] != nil {
                waiting.removeLast()
                continue
            }
            let children = selections[index].fields.flatMap { $0.children.map(\.selection) }
            let unknown = children.filter { known[$0] == nil }
            guard unknown.isEmpty else {
                waiting += unknown
                continue
            }
            known[index] = selections[index].fields.reduce(0) { sum, field in
                // An object has one concrete type, so the largest counts.
                let inside = field.children.compactMap { known[$0.selection] }.max() ?? 0
                let (result, hasOverflowed) = sum.addingReportingOverflow(inside + 1)
                return hasOverflowed ? Int.max / 2 : min(result, Int.max / 2)
            }
            waiting.removeLast()
        }
        return known.first.flatMap(\.self) ?? 0
    }
}
