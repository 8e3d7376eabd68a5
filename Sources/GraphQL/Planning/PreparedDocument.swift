import JSON
import Synchronization

/// A document that was parsed and validated, with the plans made from it so far.
final class PreparedDocument: Sendable {
    let typed: TypedDocument
    /// Where `__schema` and `__type` are asked for; a request that may not is refused, although the document is valid.
    let introspectionUses: [Int]
    private let operations: [PreparedDefinition]

    init(_ typed: TypedDocument) {
        self.typed = typed
        introspectionUses = typed.fields.indices.filter { typed.fields[$0].definition?.isHidden == true }
        operations = typed.operations.map { PreparedDefinition(owner: $0, in: typed) }
    }

    /// GetOperation, section 6.1.
    func operation(named name: String?) throws(GraphQLError) -> PreparedDefinition {
        if let name {
            if let operation = operations.first(where: { $0.definition.name?.text == name }) { return operation }
            throw GraphQLError("unknown operation \"\(name)\"", code: .badRequest)
        }
        guard let operation = operations.first else {
            throw GraphQLError("the document has no operation", code: .badRequest)
        }
        guard operations.count == 1 else {
            throw GraphQLError("\"operationName\" must say which of the operations to execute", code: .badRequest)
        }
        return operation
    }
}

/// One operation of a document.
final class PreparedDefinition: Sendable {
    /// A hostile client could ask for every combination of conditions.
    private static let maximumPlans = 16

    let definition: OperationDefinition
    let typed: TypedDocument
    private let selectionSet: Int
    /// Variables that `@skip` and `@include` look at.
    private let conditionVariables: [String]
    private let plans = Mutex<[[String: Bool]: PricedPlan]>([:])

    fileprivate init(owner: Int, in typed: TypedDocument) {
        self.typed = typed
        let owned = typed.owners[owner]
        selectionSet = owned.selectionSet
        definition =
            owned.operation
            ?? OperationDefinition(kind: .query, variables: [], directives: [], selections: .none, offset: 0)
        let used = Self.variablesInConditions(of: owner, in: typed)
        conditionVariables = definition.variables.map(\.name.text).filter { used.contains($0) }
    }

    /// Another operation of the document may use a variable of the same name for something else.
    private static func variablesInConditions(of operation: Int, in typed: TypedDocument) -> Set<String> {
        var used: Set<String> = []
        var waiting = typed.reached(from: operation).map { typed.owners[$0].selectionSet }
        while let selectionSet = waiting.popLast() {
            for item in typed.selectionSets[selectionSet] {
                for directive in item.directives
                where directive.name.text == "skip" || directive.name.text == "include" {
                    for case .variable(let name) in directive.arguments.map(\.value.kind) { used.insert(name) }
                }
                switch item.target {
                case .field(let field): if let inner = typed.fields[field].selectionSet { waiting.append(inner) }
                case .selectionSet(let inner): waiting.append(inner)
                case .fragment: break
                }
            }
        }
        return used
    }

    /// The plan for these (coerced) variables.
    func plan(
        variables: JSONObject, limits: Limits, costs: CostTable
    ) throws(GraphQLError) -> PricedPlan {
        var conditions: [String: Bool] = [:]
        for name in conditionVariables {
            guard let value = variables[name]?.bool else {
                throw GraphQLError(
                    "variable \"$\(name)\" decides a condition and must not be null", code: .badUserInput)
            }
            conditions[name] = value
        }
        if let plan = plans.withLock({ $0[conditions] }) { return plan }
        let made = try Planner.plan(
            definition, selectionSet: selectionSet, in: typed, conditions: conditions, limits: limits)
        var plan = PricedPlan(plan: made)
        if !made.costDependsOnVariables(costs) {
            plan.cost = try CostEstimator.estimate(made, table: costs, schema: typed.schema, variables: variables)
        }
        plans.withLock { plans in
            if plans.count >= Self.maximumPlans { plans.removeAll() }
            plans[conditions] = plan
        }
        return plan
    }
}

/// A plan with its cost, where that is the same for all variables.
struct PricedPlan: Sendable {
    var plan: OperationPlan
    var cost: Int?
}
