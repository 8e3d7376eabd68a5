import JSON

/// The phases of a request one by one, without the cache between them: for measuring.
package struct EngineStages: Sendable {
    package struct Parsed: Sendable {
        fileprivate let document: Document
    }

    package struct Validated: Sendable {
        fileprivate let typed: TypedDocument
    }

    private let schema: Schema
    private let coercion: InputCoercion
    private let limits: Limits
    private let validator: Validator
    private let costs: CostTable

    package init(schema: Schema, limits: Limits = Limits()) {
        self.schema = schema
        self.limits = limits
        coercion = InputCoercion(schema: schema, scalars: [:])
        validator = Validator(schema: schema, coercion: coercion, limits: limits)
        costs = CostTable(schema, model: CostModel())
    }

    package func parse(_ text: String) throws(GraphQLError) -> Parsed {
        Parsed(document: try Parser.parse(text, limits: limits))
    }

    /// - Throws: ``RequestFailure`` with every error that the rules find.
    package func validate(_ parsed: Parsed) throws(RequestFailure) -> Validated {
        var typed = TypedDocument(parsed.document, schema: schema, coercion: coercion)
        let errors = validator.errors(in: &typed)
        guard errors.isEmpty else { throw RequestFailure(errors) }
        return Validated(typed: typed)
    }

    /// Plans one operation as for a request without variables.
    ///
    /// - Returns: how many selections the plan has.
    package func plan(_ validated: Validated, operation: String?) throws(GraphQLError) -> Int {
        let prepared = try PreparedDocument(validated.typed).operation(named: operation)
        let variables = try VariableCoercion.variables(
            [:], for: prepared.definition, coercion: coercion, document: validated.typed.document)
        return try prepared.plan(variables: variables, limits: limits, costs: costs).plan.selections.count
    }
}
