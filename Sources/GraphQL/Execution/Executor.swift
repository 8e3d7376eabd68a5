import JSON

/// Executes a plan breadth-first: a field is resolved once for all objects of its level.
///
/// Chapter 6. *Scope*: objects of one concrete type that came out of one field, with the selection to answer for them.
/// Scopes that are ready are answered at once; resolvers that may suspend are collected until nothing is ready, then all
/// start together. Nothing recurses, and errors are turned into paths and nulls only afterwards, if there are any.
struct Executor<Context: Sendable>: Sendable {
    let core: EngineCore<Context>
    let plan: OperationPlan
    let variables: JSONObject
    let context: Context
    private(set) var scopes: [ExecutedScope] = []
    private(set) var failures: [FieldFailure] = []
    /// The caller's task was cancelled; the scopes are incomplete.
    private(set) var isCancelled = false
    /// Present when the request is traced.
    var trace: ExecutionTrace?
    private var nextReady = 0
    private var loads = LevelLoads<Context>()
    /// By resolution, coerced once for all scopes.
    private var arguments: [Result<JSONObject, FieldError>?]

    init(
        core: EngineCore<Context>, plan: OperationPlan, variables: JSONObject, context: Context, isTraced: Bool = false
    ) {
        self.core = core
        self.plan = plan
        self.variables = variables
        self.context = context
        trace = isTraced ? ExecutionTrace() : nil
        arguments = Array(repeating: nil, count: plan.resolutionCount)
    }

    /// Begins, and answers what needs no load.
    ///
    /// - Returns: whether that was all.
    mutating func start() -> Bool {
        addScope(selection: 0, batch: RootObject(), rows: Rows(all: 1), parent: nil)
        guard plan.kind != .mutation else {
            nextReady = 1
            return false
        }
        answerReady()
        return loads.isEmpty
    }

    /// Sections 6.2.1 and 6.2.2; the fields of a mutation run one after the other, each with all that is below it.
    mutating func finish() async {
        guard plan.kind == .mutation else { return await drain() }
        for resolution in plan.selections[0].resolutions.indices where !isCancelled {
            guard !Task.isCancelled else {
                isCancelled = true
                return
            }
            resolve(scope: 0, resolution)
            await drain()
        }
    }

    /// Section 6.2.3.2: the event is the value of the only root field.
    mutating func run(event: FieldOutcome) async {
        addScope(selection: 0, batch: RootObject(), rows: Rows(all: 1), parent: nil)
        nextReady = 1
        for (index, resolution) in plan.selections[0].resolutions.enumerated() {
            if resolution.field == nil { resolve(scope: 0, index) } else { complete(scope: 0, index, .success(event)) }
        }
        await drain()
    }

    /// Arguments of the root field of a subscription.
    mutating func rootRequest(_ resolution: Int) throws(FieldError) -> FieldRequest {
        addScope(selection: 0, batch: RootObject(), rows: Rows(all: 1), parent: nil)
        return try request(scope: 0, resolution)
    }

    private mutating func addScope(
        selection: Int, batch: any ObjectBatch, rows: Rows, parent: (scope: Int, field: Int)?
    ) {
        scopes.append(
            ExecutedScope(
                selection: selection, batch: batch, rows: rows,
                fields: Array(repeating: .waiting, count: plan.selections[selection].fields.count), parent: parent))
    }

    private mutating func drain() async {
        while true {
            answerReady()
            guard !loads.isEmpty else { return }
            guard !Task.isCancelled else {
                isCancelled = true
                return
            }
            let started = loads
            loads = LevelLoads()
            for finished in await started.run(context, probe: trace == nil ? nil : core.probe) {
                let waiter = finished.waiter
                if let measure = finished.measure { note(finished, measure) }
                complete(scope: waiter.scope, waiter.resolution, finished.outcome)
            }
            if Task.isCancelled { isCancelled = true }
        }
    }

    private mutating func answerReady() {
        while nextReady < scopes.count {
            for resolution in plan.selections[scopes[nextReady].selection].resolutions.indices {
                resolve(scope: nextReady, resolution)
            }
            nextReady += 1
        }
    }

    // MARK: One field

    private mutating func resolve(scope: Int, _ index: Int) {
        let selection = scopes[scope].selection
        let type = plan.selections[selection].type
        guard let field = plan.selections[selection].resolutions[index].field else {
            return answer(scope: scope, index, core.typeNames[type.index])
        }
        let request: FieldRequest
        do throws(FieldError) {
            request = try self.request(scope: scope, index)
        } catch {
            return fail(scope: scope, index, error)
        }
        switch core.resolvers[type.index][field]?.work {
        case .plain(let resolve):
            let batch = scopes[scope].batch
            let rows = scopes[scope].rows
            guard trace != nil else {
                return complete(scope: scope, index, Result { try resolve(batch, rows, request, context) })
            }
            let start = ContinuousClock.now
            complete(scope: scope, index, Result { try resolve(batch, rows, request, context) })
            note(scope: scope, index, start: start)
        case .loading(let resolve):
            loads.add(
                scope: scope, index, request, batch: scopes[scope].batch, rows: scopes[scope].rows, resolve: resolve)
        case .keyed(let prepare):
            do {
                loads.add(
                    scope: scope, index, request,
                    try prepare(scopes[scope].batch, scopes[scope].rows, request, context))
            } catch {
                fail(scope: scope, index, error)
            }
        case .events, nil:
            complete(scope: scope, index, .failure(ResolverFailure("the field has no resolver that answers")))
        }
    }

    private mutating func request(scope: Int, _ index: Int) throws(FieldError) -> FieldRequest {
        let selection = scopes[scope].selection
        let resolution = plan.selections[selection].resolutions[index]
        if arguments[resolution.id] == nil {
            arguments[resolution.id] = coerce(resolution, type: plan.selections[selection].type)
        }
        let coerced = try arguments[resolution.id]?.get() ?? JSONObject()
        return FieldRequest(
            schema: core.schema, plan: plan, selection: selection, resolution: index, arguments: coerced)
    }

    private func coerce(_ resolution: Resolution, type: TypeID) -> Result<JSONObject, FieldError> {
        switch resolution.arguments {
        case .constant(let arguments): return .success(arguments)
        case .variable(let nodes):
            let definitions = core.schema.field(resolution.name, of: type)?.arguments ?? []
            do throws(InputProblem) {
                return .success(try core.coercion.arguments(nodes, for: definitions, variables: variables))
            } catch {
                return .failure(FieldError(error.message, code: .badUserInput))
            }
        }
    }

    private mutating func answer(scope: Int, _ resolution: Int, _ answer: AnsweredField) {
        for field in plan.selections[scopes[scope].selection].resolutions[resolution].answers {
            scopes[scope].fields[field] = answer
        }
    }

    func fieldName(_ scope: Int, _ resolution: Int) -> String {
        let selection = plan.selections[scopes[scope].selection]
        return "\(core.schema[selection.type].name).\(selection.resolutions[resolution].name)"
    }

    private mutating func fail(scope: Int, _ resolution: Int, _ error: FieldError) {
        answer(scope: scope, resolution, .null)
        for field in plan.selections[scopes[scope].selection].resolutions[resolution].answers {
            failures.append(FieldFailure(scope: scope, field: field, position: -1, error: error))
        }
    }

    private mutating func fail(scope: Int, _ resolution: Int, _ error: any Error) {
        if let error = error as? any FieldErrorRepresentable {
            return fail(scope: scope, resolution, error.fieldError)
        }
        if error is CancellationError, Task.isCancelled {
            isCancelled = true
            return fail(scope: scope, resolution, FieldError("the request was cancelled", code: .cancelled))
        }
        core.onInternalError(error, fieldName(scope, resolution))
        fail(scope: scope, resolution, FieldError.internal)
    }

    // MARK: Completing

    private mutating func complete(scope: Int, _ resolution: Int, _ outcome: Result<FieldOutcome, any Error>) {
        do {
            switch try outcome.get() {
            case .leaf(let column): try completeLeaf(column, scope: scope, resolution)
            case .composite(let result): try completeObjects(result, scope: scope, resolution)
            }
        } catch {
            fail(scope: scope, resolution, error)
        }
    }

    private mutating func completeLeaf(_ column: LeafColumn, scope: Int, _ resolution: Int) throws {
        let selection = plan.selections[scopes[scope].selection]
        let answers = selection.resolutions[resolution].answers
        guard let first = answers.first, let kind = core.leafKinds[selection.fields[first].type.named.index] else {
            throw ResolverFailure("a leaf was answered where objects are expected")
        }
        var completion = LeafCompletion(kind: kind, field: fieldName(scope, resolution))
        let storage = try completion.complete(
            column, type: selection.fields[first].type, rows: scopes[scope].rows, batchCount: scopes[scope].batch.count)
        if let blame = completion.problems.lazy.compactMap(\.blame).first {
            core.onInternalError(ResolverFailure(blame), fieldName(scope, resolution))
        }
        for problem in completion.problems {
            for field in answers {
                failures.append(
                    FieldFailure(
                        scope: scope, field: field, position: problem.index, path: problem.path, error: problem.error))
            }
        }
        if case .constant(let value) = storage {
            answer(scope: scope, resolution, .encoded(value.encoded()))
        } else {
            answer(scope: scope, resolution, .leaf(storage))
        }
    }

    private mutating func completeObjects(_ result: CompositeResult, scope: Int, _ resolution: Int) throws {
        let selection = plan.selections[scopes[scope].selection]
        let answers = selection.resolutions[resolution].answers
        guard let first = answers.first, core.schema[selection.fields[first].type.named].isComposite else {
            throw ResolverFailure("objects were answered where a leaf is expected")
        }
        let type = selection.fields[first].type
        let name = fieldName(scope, resolution)
        let completion = try CompositeCompletion(
            result, type: type, rows: scopes[scope].rows, batchCount: scopes[scope].batch.count, field: name)
        let types = try result.batches.map { try concreteType($0.type, of: type.named, field: name) }
        if completion.problems.contains(where: \.isNullRefused) {
            core.onInternalError(ResolverFailure("\(name): null for a type that is not null"), name)
        }
        let batches = UsedBatches(completion.references, batches: result.batches.map(\.batch))
        for field in answers {
            for problem in completion.problems {
                failures.append(
                    FieldFailure(
                        scope: scope, field: field, position: problem.position, path: problem.path, error: problem.error
                    ))
            }
            var children = [Int32](repeating: -1, count: types.count)
            for (index, type) in types.enumerated() {
                guard let rows = batches.rows[index], let inner = selection.fields[field].selection(for: type) else {
                    continue
                }
                children[index] = Int32(clamping: scopes.count)
                addScope(selection: inner, batch: result.batches[index].batch, rows: rows, parent: (scope, field))
            }
            scopes[scope].fields[field] = .links(
                batches.links(completion.references, levels: completion.levels, children: children))
        }
    }

    /// ResolveAbstractType, section 6.4.3.
    private func concreteType(_ name: String?, of type: TypeID, field: String) throws -> TypeID {
        guard let name else {
            guard core.schema[type].kind == .object else {
                throw ResolverFailure("\(field): a batch for \(core.schema[type].name) must say its type")
            }
            return type
        }
        guard let id = core.schema.typeIDs[name], core.schema[type].isPossible(id) else {
            throw ResolverFailure("\(field): \(name) is no possible type of \(core.schema[type].name)")
        }
        return id
    }
}
