/// Counts the fields that a plan answers when each selection is counted wherever it is used.
///
/// Shared selections make plans small, but execution and response grow with every use.
enum PlanSize {
    static func fields(of selections: [SelectionPlan], bottomUp: [Int]) -> Int {
        var known = [Int](repeating: 0, count: selections.count)
        for index in bottomUp {
            known[index] = selections[index].fields.reduce(0) { sum, field in
                // An object has one concrete type, so the largest counts.
                let inside = field.children.map { known[$0.selection] }.max() ?? 0
                let (result, hasOverflowed) = sum.addingReportingOverflow(inside + 1)
                return hasOverflowed ? Int.max / 2 : min(result, Int.max / 2)
            }
        }
        return known.first ?? 0
    }

    /// The selections that the root reaches, each after all that it uses; there are no cycles in a plan.
    static func bottomUp(_ selections: [SelectionPlan]) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(selections.count)
        var isDone = [Bool](repeating: false, count: selections.count)
        var waiting = [0]
        while let index = waiting.last {
            if !isDone[index] {
                let open = selections[index].fields.flatMap { $0.children.map(\.selection) }.filter { !isDone[$0] }
                guard open.isEmpty else {
                    waiting += open
                    continue
                }
                isDone[index] = true
                order.append(index)
            }
            waiting.removeLast()
        }
        return order
    }
}
