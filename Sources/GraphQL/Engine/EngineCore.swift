import JSON

/// What all requests of an engine share.
final class EngineCore<Context: Sendable>: Sendable {
    let schema: Schema
    let coercion: InputCoercion
    let limits: Limits
    /// By type and field.
    let resolvers: [[FieldResolver<Context>?]]
    /// By type; only scalars and enums have one.
    let leafKinds: [LeafKind?]
    let typeNames: [AnsweredField]
    let onInternalError: @Sendable (any Error, String) -> Void
    let costs: CostTable
    let probe: LoadProbe
    let supervisor: ExecutionSupervisor

    init(
        schema: Schema, coercion: InputCoercion, limits: Limits, resolvers: [[FieldResolver<Context>?]],
        costs: CostTable, probe: LoadProbe,
        onInternalError: @escaping @Sendable (any Error, String) -> Void
    ) {
        self.schema = schema
        self.coercion = coercion
        self.limits = limits
        self.resolvers = resolvers
        self.onInternalError = onInternalError
        self.costs = costs
        self.probe = probe
        supervisor = ExecutionSupervisor(maximumAbandoned: limits.abandonedExecutions)
        leafKinds = schema.types.enumerated().map { index, type in
            type.isLeaf ? LeafKind(type, scalar: coercion.scalar(TypeID(index: index))) : nil
        }
        typeNames = schema.types.map { .encoded(JSONValue.string($0.name).encoded()) }
    }
}
