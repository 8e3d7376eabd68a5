/// What a traced execution writes down.
extension Executor {
    mutating func note(scope: Int, _ resolution: Int, start: ContinuousClock.Instant) {
        let entry = ExecutionTrace.Entry(
            path: path(scope, resolution), field: fieldName(scope, resolution), objects: scopes[scope].count,
            start: start, end: .now)
        trace?.add(entry)
    }

    mutating func note(_ load: LevelLoads<Context>.Finished, _ measure: LoadMeasure) {
        let waiter = load.waiter
        var entry = ExecutionTrace.Entry(
            path: path(waiter.scope, waiter.resolution), field: fieldName(waiter.scope, waiter.resolution),
            objects: scopes[waiter.scope].count, start: measure.start, end: measure.end)
        if let first = load.first {
            entry.loadedWith = path(first.scope, first.resolution)
        } else if case .success = load.outcome {
            entry.counts = measure.counts
        }
        trace?.add(entry)
    }

    /// Response keys from the root, without places in lists; of several aliases with the same arguments the first.
    private func path(_ scope: Int, _ resolution: Int) -> [String] {
        let selection = plan.selections[scopes[scope].selection]
        var path = selection.resolutions[resolution].answers.prefix(1).map { selection.fields[$0].responseKey }
        var parent = scopes[scope].parent
        while let (outer, field) = parent {
            path.append(plan.selections[scopes[outer].selection].fields[field].responseKey)
            parent = scopes[outer].parent
        }
        return path.reversed()
    }
}
