/// The loads of one level: collected, united where they are the same, then all run at once.
struct LevelLoads<Context: Sendable>: Sendable {
    /// A field that waits for a load.
    struct Waiter: Sendable {
        var scope: Int
        var resolution: Int
        fileprivate var places: KeyPlaces?
    }

    /// What became of a load, for one of the fields that waited for it.
    struct Finished {
        var waiter: Waiter
        var outcome: Result<FieldOutcome, any Error>
        /// Present when the request is traced.
        var measure: LoadMeasure?
        /// The field that stands for the load in a trace, where it is another.
        var first: Waiter?
    }

    private struct Load: Sendable {
        var request: FieldRequest
        var waiters: [Waiter]
        /// A load by key; otherwise it is for one field alone.
        var keyed: (any UnitableLoad<Context>)?
        var alone: (@Sendable (FieldRequest, Context) async throws -> FieldOutcome)?
    }

    private var loads: [Load] = []
    /// Loads by key that might be the same.
    private var alike: [LoadIdentity: [Int]] = [:]

    var isEmpty: Bool { loads.isEmpty }

    mutating func add(
        scope: Int, _ resolution: Int, _ request: FieldRequest, batch: any ObjectBatch, rows: Rows,
        resolve: @escaping FieldResolver<Context>.Loading
    ) {
        let waiter = Waiter(scope: scope, resolution: resolution)
        loads.append(
            Load(request: request, waiters: [waiter], alone: { try await resolve(batch, rows, $0, $1) }))
    }

    mutating func add(scope: Int, _ resolution: Int, _ request: FieldRequest, _ pending: any UnitableLoad<Context>) {
        let identity = pending.identity
        for index in alike[identity] ?? [] {
            guard let places = loads[index].keyed?.takeIn(pending) else { continue }
            loads[index].waiters.append(Waiter(scope: scope, resolution: resolution, places: places))
            loads[index].request.united.append((request.selection, resolution))
            return
        }
        alike[identity, default: []].append(loads.count)
        let waiter = Waiter(scope: scope, resolution: resolution, places: pending.places)
        loads.append(Load(request: request, waiters: [waiter], keyed: pending))
    }

    /// Starts all loads together, and gives the fields back in the order in which they were added.
    func run(_ context: Context, probe: LoadProbe?) async -> [Finished] {
        if loads.count == 1, let load = loads.first {
            return Self.finished(load, await Self.perform(load, at: 0, context, probe))
        }
        var results = [LoadResult?](repeating: nil, count: loads.count)
        await withTaskGroup(of: LoadResult.self) { group in
            for (index, load) in loads.enumerated() {
                group.addTask { await Self.perform(load, at: index, context, probe) }
            }
            for await result in group { results[result.index] = result }
        }
        var finished: [Finished] = []
        finished.reserveCapacity(loads.count)
        for (load, result) in zip(loads, results) {
            if let result { finished += Self.finished(load, result) }
        }
        guard finished.count > loads.count else { return finished }
        // United fields come back with the first of them; what depends on the order must not see that.
        return finished.sorted { ($0.waiter.scope, $0.waiter.resolution) < ($1.waiter.scope, $1.waiter.resolution) }
    }

    private static func finished(_ load: Load, _ result: LoadResult) -> [Finished] {
        load.waiters.enumerated().map { index, waiter in
            var outcome = result.outcome
            if let places = waiter.places, let keyed = load.keyed {
                outcome = Result {
                    try result.outcome.get().distributed(to: places, keyCount: keyed.keyCount)
                }
            }
            return Finished(
                waiter: waiter, outcome: outcome, measure: result.measure, first: index > 0 ? load.waiters[0] : nil)
        }
    }

    private static func perform(
        _ load: Load, at index: Int, _ context: Context, _ probe: LoadProbe?
    ) async -> LoadResult {
        guard let probe else { return LoadResult(index, await outcome(of: load, context)) }
        var result: Result<FieldOutcome, any Error>?
        let measure = await probe.measure { result = await outcome(of: load, context) }
        return LoadResult(index, result ?? .failure(ResolverFailure("the probe did not run the load")), measure)
    }

    private static func outcome(of load: Load, _ context: Context) async -> Result<FieldOutcome, any Error> {
        do {
            if let keyed = load.keyed {
                return .success(keyed.keyCount == 0 ? keyed.nothing : try await keyed.run(load.request, context))
            }
            guard let alone = load.alone else { throw ResolverFailure("a load without work") }
            return .success(try await alone(load.request, context))
        } catch {
            return .failure(error)
        }
    }
}

/// What a child task hands back. A reference, because a task group of Swift 6.3 returns a tuple of an index and a result
/// scrambled in optimised builds.
private final class LoadResult: Sendable {
    let index: Int
    let outcome: Result<FieldOutcome, any Error>
    let measure: LoadMeasure?

    init(_ index: Int, _ outcome: Result<FieldOutcome, any Error>, _ measure: LoadMeasure? = nil) {
        self.index = index
        self.outcome = outcome
        self.measure = measure
    }
}
