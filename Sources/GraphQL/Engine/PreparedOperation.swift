public import JSON

/// An operation that is ready to run: its document is valid, its variables are coerced, its plan is made.
public struct PreparedOperation<Context: Sendable>: Sendable {
    let core: EngineCore<Context>
    private let definition: PreparedDefinition
    let plan: OperationPlan
    private let variables: JSONObject
    private let documentText: String
    let options: RequestOptions

    init(
        core: EngineCore<Context>, definition: PreparedDefinition, plan: OperationPlan, variables: JSONObject,
        documentText: String, options: RequestOptions
    ) {
        self.core = core
        self.definition = definition
        self.plan = plan
        self.variables = variables
        self.documentText = documentText
        self.options = options
    }

    public var kind: OperationKind { plan.kind }
    public var name: String? { definition.definition.name?.text }

    /// Operations with the same key and the same context have the same response.
    public var key: OperationKey { OperationKey(document: documentText, operation: name, variables: variables) }

    /// The fields at the root, by their names in the schema; for hosts that count or restrict them.
    public var rootFields: [String] { plan.selections[0].resolutions.map(\.name) }

    /// Runs a query or a mutation.
    ///
    /// Cancelling the task ends the wait for resolvers that honour cancellation, starts no further level, and gives an
    /// error with the code `CANCELLED`.
    public func execute(context: Context) async -> GraphQLResponse {
        guard kind != .subscription else {
            return GraphQLResponse(
                failure: GraphQLError("a subscription needs a transport that streams", code: .badRequest))
        }
        var executor = Executor(core: core, plan: plan, variables: variables, context: context)
        await executor.run()
        return response(executor)
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

    private func sourceError(_ error: any Error, resolution: Int) -> GraphQLError {
        let selection = plan.selections[0]
        let field = selection.fields[selection.resolutions[resolution].answers.first ?? 0]
        let visible = (error as? any FieldErrorRepresentable)?.fieldError ?? .internal
        if !(error is any FieldErrorRepresentable) {
            core.onInternalError(error, "\(core.schema[selection.type].name).\(selection.resolutions[resolution].name)")
        }
        return GraphQLError(
            visible.message, code: visible.code,
            locations: field.offsets.map { definition.typed.document.location($0) },
            path: [.field(field.responseKey)], extensions: visible.extensions)
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
        if executor.isCancelled {
            return GraphQLResponse(failure: GraphQLError("the request was cancelled", code: .cancelled))
        }
        var scopes = executor.scopes
        var errors: [GraphQLError] = []
        var isNull = false
        if !executor.failures.isEmpty {
            var paths = ErrorPaths(scopes: scopes, plan: plan, limit: core.limits.errors)
            errors = paths.errors(for: executor.failures, in: definition.typed.document)
            isNull = NullPropagation.apply(to: &scopes, plan: plan)
        }
        guard
            let bytes = ResponseWriter.bytes(
                scopes: scopes, plan: plan, isNull: isNull, errors: errors, maximumBytes: core.limits.responseBytes)
        else {
            return GraphQLResponse(
                failure: Limits.exceeded(
                    "response bytes", value: core.limits.responseBytes + 1, allowed: core.limits.responseBytes))
        }
        return GraphQLResponse(bytes: bytes, errors: errors, hasData: !isNull)
    }
}

/// What makes two operations the same: document, operation and coerced variables.
public struct OperationKey: Sendable, Hashable {
    public let document: String
    public let operation: String?
    public let variables: JSONObject
}
