import JSON

/// Executes GraphQL requests against one schema.
///
/// The phases, one folder each: Language (parse) → Validation → Planning → Execution (with the application's Resolvers) →
/// Response. Documents that come again skip the first three. Safe to use from any number of tasks at once.
public struct Engine<Context: Sendable>: Sendable {
    private let core: EngineCore<Context>
    private let validator: Validator
    private let cache: DocumentCache

    /// Makes an engine, or says everything that is missing.
    ///
    /// `costs` says what fields and objects weigh in the estimate that ``Limits/cost`` bounds; `probe` counts what the loads
    /// of traced requests do; `onInternalError` is called once for each failure that clients see as "internal error", with
    /// the name of the field.
    ///
    /// - Throws: ``EngineError`` when a field of an object type has no resolver, a resolver no field, or the two do not fit;
    ///   or when a scalar refuses a default of the schema.
    public init(
        schema: Schema, resolvers: [ResolverGroup<Context>], scalars: [String: ScalarCoercion] = [:],
        limits: Limits = Limits(), costs: CostModel = CostModel(),
        probe: LoadProbe? = nil, onInternalError: @escaping @Sendable (any Error, String) -> Void = { _, _ in }
    ) throws(EngineError) {
        let table = ResolverTable(schema: schema, groups: resolvers + Introspection<Context>.resolvers(for: schema))
        let unknown = scalars.keys.sorted().filter { name in
            schema.type(named: name)?.kind != .scalar || BuiltInTypes.scalars.contains(name)
        }
        let costs = CostTable(schema, model: costs)
        let coercion = InputCoercion(schema: schema, scalars: scalars)
        let problems =
            table.problems + unknown.map { "scalar \"\($0)\" is no custom scalar of the schema" } + costs.problems
            + coercion.refusedDefaults()
        guard problems.isEmpty else { throw EngineError(problems: problems) }
        core = EngineCore(
            schema: schema, coercion: coercion, limits: limits, resolvers: table.resolvers, costs: costs,
            probe: probe ?? .silent, onInternalError: onInternalError)
        validator = Validator(schema: schema, coercion: coercion, limits: limits)
        cache = DocumentCache(maximumCount: limits.cachedDocuments, maximumBytes: limits.cachedDocumentBytes)
    }

    /// Executions that nobody waits for any more, because their resolvers ignore that they were cancelled.
    public var abandonedExecutions: Int { core.supervisor.abandonedCount }

    public var documentCache: DocumentCacheStatus { cache.status }

    /// Prepares and executes in one step; subscriptions are refused (they need ``prepare(_:options:observer:)``).
    public func execute(
        _ request: GraphQLRequest, context: Context, options: RequestOptions = RequestOptions()
    ) async -> GraphQLResponse {
        do throws(RequestFailure) {
            return await (try prepare(request, options: options)).execute(context: context)
        } catch {
            return error.response
        }
    }

    /// Everything before execution: parse, validate and plan the document, or find it in the cache; coerce the variables.
    ///
    /// Afterwards the kind of the operation is known, and no resolver has run yet.
    public func prepare(
        _ request: GraphQLRequest, options: RequestOptions = RequestOptions(), observer: StageObserver? = nil
    ) throws(RequestFailure) -> PreparedOperation<Context> {
        var trace = options.isTraced ? PreparationTrace() : nil
        let document = try document(for: request.query, options, &trace, observer)
        let start = ContinuousClock.now
        do throws(GraphQLError) {
            let operation = try document.operation(named: request.operationName)
            let variables = try VariableCoercion.variables(
                request.variables, for: operation.definition, coercion: core.coercion, document: document.typed.document
            )
            let priced = try operation.plan(variables: variables, limits: core.limits, costs: core.costs)
            let cost = try cost(of: priced, variables)
            trace?.planning = start.duration(to: .now)
            observer?(.plan, start, .now)
            return PreparedOperation(
                core: core, definition: operation, plan: priced.plan, variables: variables, cost: cost,
                documentText: request.query, options: options, preparation: trace)
        } catch {
            throw RequestFailure([error])
        }
    }

    /// Parses and validates, and runs nothing: whether the document may be prepared, whichever of its operations is asked for.
    public func validate(_ document: String) throws(RequestFailure) {
        var trace: PreparationTrace?
        _ = try self.document(for: document, RequestOptions(), &trace, nil)
    }

    private func cost(of priced: PricedPlan, _ variables: JSONObject) throws(GraphQLError) -> CostReport {
        var estimated = priced.cost
        if estimated == nil {
            estimated = try CostEstimator.estimate(
                priced.plan, table: core.costs, schema: core.schema, variables: variables)
        }
        let cost = CostReport(estimated: estimated ?? 0, allowed: core.limits.cost)
        guard cost.estimated <= cost.allowed else {
            throw Limits.exceeded("units of estimated cost", value: cost.estimated, allowed: cost.allowed)
        }
        return cost
    }

    private func document(
        for text: String, _ options: RequestOptions, _ trace: inout PreparationTrace?, _ observer: StageObserver?
    ) throws(RequestFailure) -> PreparedDocument {
        if let known = cache.document(for: text) {
            if !options.allowsIntrospection { try refuseIntrospection(in: known) }
            return known
        }
        let start = ContinuousClock.now
        let document: Document
        do throws(GraphQLError) {
            document = try Parser.parse(text, limits: core.limits)
        } catch {
            throw RequestFailure([error])
        }
        let parsed = ContinuousClock.now
        observer?(.parse, start, parsed)
        var typed = TypedDocument(document, schema: core.schema, coercion: core.coercion)
        let errors = validator.errors(in: &typed, allowsIntrospection: options.allowsIntrospection)
        observer?(.validate, parsed, .now)
        guard errors.isEmpty else { throw RequestFailure(errors) }
        let prepared = PreparedDocument(typed)
        cache.insert(prepared, for: text)
        trace?.isCached = false
        trace?.parsing = start.duration(to: parsed)
        trace?.validation = parsed.duration(to: .now)
        return prepared
    }

    /// The document was found valid for somebody who may ask about the schema.
    private func refuseIntrospection(in document: PreparedDocument) throws(RequestFailure) {
        guard !document.introspectionUses.isEmpty else { return }
        let uses = document.introspectionUses.prefix(core.limits.errors).map { document.typed.fields[$0].node }
        throw RequestFailure(
            uses.map { node in
                GraphQLError(
                    FieldsOnCorrectType.introspectionRefusal(node.name.text), code: .validationFailed,
                    locations: [document.typed.document.location(node.offset)],
                    extensions: ["rule": "FieldsOnCorrectType"])
            })
    }
}
