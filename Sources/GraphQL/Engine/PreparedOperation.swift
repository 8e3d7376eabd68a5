public import JSON

/// An operation that is ready to run: its document is valid, its variables are coerced, its plan is made.
public struct PreparedOperation<Context: Sendable>: Sendable {
    let core: EngineCore<Context>
    private let definition: PreparedDefinition
    let plan: OperationPlan
    private let variables: JSONObject
    /// Told in the responses of queries and mutations.
    private let cost: CostReport
    private let documentText: String
    private let preparation: PreparationTrace?
    /// May be changed before the operation runs: what is allowed can depend on its ``kind``.
    public var options: RequestOptions
    /// By which the host's log knows the request: `extensions.requestId` of every internal error, for a person to quote. No
    /// part of the ``key``: who shares a subscription reads that of its first subscriber.
    public var requestID: String?
    /// How the host tells an error to who asks: in their language, for instance. Not part of the ``key`` either; of the
    /// engine's own refusals before the execution it is not asked.
    public var telling: (@Sendable (GraphQLError) -> GraphQLError)?

    init(
        core: EngineCore<Context>, definition: PreparedDefinition, plan: OperationPlan, variables: JSONObject,
        cost: CostReport, documentText: String, options: RequestOptions, preparation: PreparationTrace?
    ) {
        self.core = core
        self.definition = definition
        self.plan = plan
        self.variables = variables
        self.cost = cost
        self.documentText = documentText
        self.options = options
        self.preparation = preparation
    }

    public var kind: OperationKind { plan.kind }
    public var name: String? { definition.definition.name?.text }

    /// Operations with the same key and the same context have the same response.
    public var key: OperationKey {
        OperationKey(document: documentText, operation: name, variables: variables, options: options)
    }

    /// The fields at the root, by their names in the schema; for hosts that count or restrict them.
    public var rootFields: [String] { plan.selections[0].resolutions.map(\.name) }

    /// Whether fields of this object type are selected anywhere, but for `__typename`; for hosts whose answers depend on who
    /// asks only there.
    public func selects(from type: String) -> Bool {
        plan.selections.contains { selection in
            core.schema[selection.type].name == type && selection.resolutions.contains { $0.field != nil }
        }
    }

    /// The object types that fields are selected from, each time that a field leads to them; for hosts that restrict them.
    public var selectedObjects: [SelectedObject] {
        plan.selections.flatMap { selection in
            selection.fields.flatMap { field in
                field.children.compactMap { child in
                    let fields = plan.selections[child.selection].resolutions.filter { $0.field != nil }.map(\.name)
                    guard !fields.isEmpty else { return nil }
                    return SelectedObject(
                        type: core.schema[child.type].name, declaredType: core.schema[field.type.named].name,
                        fields: Set(fields))
                }
            }
        }
    }

    /// Runs a query or a mutation.
    ///
    /// Cancelling the task cancels the resolvers that run, starts no further ones, and gives an error with the code
    /// `CANCELLED`. Without a deadline everything runs in the caller's own task, and so ends when its resolvers have ended.
    /// With one, neither it nor cancellation waits for a resolver that goes on regardless: the wait ends at once, see
    /// ``RequestOptions/deadline`` and ``Limits/abandonedExecutions``.
    public func execute(context: Context) async -> GraphQLResponse {
        guard kind != .subscription else {
            return GraphQLResponse(
                failure: GraphQLError("a subscription needs a transport that streams", code: .badRequest))
        }
        var executor = Executor(
            core: core, plan: plan, variables: variables, context: context, isTraced: options.isTraced)
        if executor.start() { return response(executor) }
        guard let deadline = options.deadline else {
            await executor.finish()
            return response(executor)
        }
        return await finish(executor, within: deadline)
    }

    private func finish(_ begun: Executor<Context>, within deadline: Duration) async -> GraphQLResponse {
        let outcome = await core.supervisor.run(until: .now + deadline) {
            var executor = begun
            await executor.finish()
            return response(executor)
        }
        switch outcome {
        case .finished(let response): return response
        case .cancelled: return aborted(.requestCancelled)
        case .expired:
            return aborted(
                Limits.exceeded("milliseconds", value: nil, allowed: Int(clamping: deadline.microseconds / 1_000)))
        }
    }

    // MARK: Subscriptions

    /// Opens the stream of a subscription's events (section 6.2.3.1).
    public func events(context: Context) async throws(RequestFailure) -> EventStream {
        guard kind == .subscription, let index = plan.selections[0].resolutions.firstIndex(where: { $0.field != nil }),
            let field = plan.selections[0].resolutions[index].field,
            case .events(let open)? = core.resolvers[plan.selections[0].type.index][field]?.work
        else {
            throw RequestFailure([GraphQLError("the operation is no subscription", code: .badRequest)])
        }
        var executor = Executor(core: core, plan: plan, variables: variables, context: context)
        let result: Result<EventStream, any Error>
        do {
            result = .success(try await open(try executor.rootRequest(index), context))
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let stream): return stream
        case .failure(let error): throw RequestFailure([sourceError(error, resolution: index)])
        }
    }

    /// What subscribers are told when the events end with this error.
    func streamFailure(_ error: any Error) -> GraphQLError {
        if error is CancellationError { return GraphQLError("the subscription was cancelled", code: .cancelled) }
        guard let index = plan.selections[0].resolutions.firstIndex(where: { $0.field != nil }) else {
            return told(GraphQLError("the subscription ended", code: .internal))
        }
        return sourceError(error, resolution: index)
    }

    private func sourceError(_ error: any Error, resolution: Int) -> GraphQLError {
        let selection = plan.selections[0]
        let field = selection.fields[selection.resolutions[resolution].answers.first ?? 0]
        let visible = (error as? any FieldErrorRepresentable)?.fieldError ?? .internal
        if !(error is any FieldErrorRepresentable) {
            core.onInternalError(error, "\(core.schema[selection.type].name).\(selection.resolutions[resolution].name)")
        }
        return told(
            GraphQLError(
                visible.message, code: visible.code,
                locations: field.offsets.map { definition.typed.document.location($0) },
                path: [.field(field.responseKey)], extensions: visible.extensions))
    }

    /// As the client reads it; with what a person can quote, if its cause is in the log only.
    private func told(_ error: GraphQLError) -> GraphQLError {
        var error = telling?(error) ?? error
        if error.code == .internal, let requestID { error.extensions["requestId"] = .string(requestID) }
        return error
    }

    /// The response for one event. Subscribers with equal keys and equal rights can share it.
    public func respond(to event: EventStream.Event, context: Context) async -> GraphQLResponse {
        guard kind == .subscription else {
            return GraphQLResponse(failure: GraphQLError("the operation is no subscription", code: .badRequest))
        }
        var executor = Executor(core: core, plan: plan, variables: variables, context: context)
        await executor.run(event: event.outcome)
        return response(executor)
    }

    public func respond(to event: any ObjectBatch, context: Context) async -> GraphQLResponse {
        await respond(to: EventStream.Event(event), context: context)
    }

    // MARK: Response

    private func response(_ executor: Executor<Context>) -> GraphQLResponse {
        if executor.isCancelled { return aborted(.requestCancelled, executor.trace) }
        var scopes = executor.scopes
        var errors: [GraphQLError] = []
        var isNull = false
        if !executor.failures.isEmpty {
            var paths = ErrorPaths(scopes: scopes, plan: plan, limit: core.limits.errors)
            errors = paths.errors(for: executor.failures, in: definition.typed.document).map(told)
            isNull = NullPropagation.apply(to: &scopes, plan: plan)
        }
        guard
            let bytes = ResponseWriter.bytes(
                scopes: scopes, plan: plan, isNull: isNull, errors: errors, extensions: extensions(executor.trace),
                maximumBytes: core.limits.responseBytes)
        else {
            return aborted(
                Limits.exceeded("response bytes", value: nil, allowed: core.limits.responseBytes), executor.trace)
        }
        return GraphQLResponse(bytes: bytes, errors: errors, hasData: !isNull)
    }

    private func aborted(_ error: GraphQLError, _ trace: ExecutionTrace? = nil) -> GraphQLResponse {
        GraphQLResponse(aborted: error, extensions: extensions(trace))
    }

    /// The member `extensions`, if there is anything to say beside the data (section 7.1).
    private func extensions(_ trace: ExecutionTrace?) -> [UInt8]? {
        guard kind != .subscription || trace != nil else { return nil }
        var writer = JSONWriter(reserving: trace == nil ? 64 : 4_096)
        writer.beginObject()
        if kind != .subscription { cost.write(to: &writer) }
        if let trace {
            writer.name("trace")
            writer.beginObject()
            preparation?.write(to: &writer)
            trace.write(to: &writer, began: preparation?.began ?? trace.start)
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes
    }
}

extension GraphQLError {
    fileprivate static var requestCancelled: GraphQLError {
        GraphQLError("the request was cancelled", code: .cancelled)
    }
}

/// What an operation selects from objects of one type.
public struct SelectedObject: Sendable, Hashable {
    public let type: String
    /// What the schema declares of the field that leads to them: an interface or union, or the type itself.
    public let declaredType: String
    /// By their names in the schema, without `__typename`.
    public let fields: Set<String>
}

/// What makes two operations the same: document, operation, coerced variables, and what the host wants told.
public struct OperationKey: Sendable, Hashable {
    public let document: String
    public let operation: String?
    public let variables: JSONObject
    public let options: RequestOptions
}
