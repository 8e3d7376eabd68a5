import JSON

/// A cost model applied to a schema: what each field and type weighs.
struct CostTable: Sendable {
    struct FieldCost: Sendable {
        var weight: Double
        /// Of arguments that weigh something when they are given.
        var argumentWeights: [String: Double] = [:]
        /// How deep the field's type has lists.
        var listDepth: Int
        /// Of the outermost list, where no argument says better.
        var assumedSize: Double
        var slicingArguments: [String] = []
        /// Fields of the objects inside to whose lists the slicing arguments apply; empty: to the field's own list.
        var sizedFields: Set<String> = []
        var requiresOneSlicingArgument = false
    }

    /// Of one object or value, by type.
    private(set) var types: [Double] = []
    /// By type and field.
    private(set) var fields: [[FieldCost]] = []
    /// Of lists inside lists.
    let assumedSize: Double
    private(set) var problems: [String] = []

    init(_ schema: Schema, model: CostModel) {
        assumedSize = Double(max(0, model.assumedListSize))
        for type in schema.types {
            let standard = type.isComposite ? model.objectWeight : model.leafWeight
            types.append(model.typeWeights[type.name] ?? weight(type.directives, of: type.name) ?? standard)
            fields.append(
                type.kind == .object
                    ? type.fields.map { fieldCost($0, of: type, in: schema, model: model) } : [])
        }
        let values = types + fields.flatMap { $0.flatMap { [$0.weight] + $0.argumentWeights.values } }
        if !values.allSatisfy({ $0 >= 0 && $0.isFinite }) { problems.append("a weight of the cost model is negative") }
    }

    private mutating func fieldCost(
        _ field: Field, of type: NamedType, in schema: Schema, model: CostModel
    ) -> FieldCost {
        let name = "\(type.name).\(field.name)"
        let answer = schema[field.type.named]
        let standard = answer.isComposite ? model.objectFieldWeight : model.leafFieldWeight
        var cost = FieldCost(
            weight: model.fieldWeights[name] ?? weight(field.directives, of: name) ?? standard,
            listDepth: field.type.listDepth, assumedSize: assumedSize)
        for argument in field.arguments {
            let weight = weight(argument.directives, of: "\(name)(\(argument.name):)")
            if let weight, weight != 0 { cost.argumentWeights[argument.name] = weight }
        }
        if let directive = field.directives.first(where: { $0.name.text == "listSize" }) {
            apply(directive, to: &cost, field: field, answer: answer, schema: schema, name: name)
        } else {
            cost.slicingArguments = model.slicingArguments.filter { argument in
                field.argument(argument).map { schema[$0.type.named].name == "Int" && $0.type.listDepth == 0 } ?? false
            }
            if cost.listDepth == 0, !cost.slicingArguments.isEmpty {
                cost.sizedFields = Set(model.sizedFields.filter { listField($0, of: answer) })
                if cost.sizedFields.isEmpty { cost.slicingArguments = [] }
            }
        }
        if let size = model.listSizes[name] { cost.assumedSize = Double(max(0, size)) }
        return cost
    }

    private func listField(_ name: String, of type: NamedType) -> Bool {
        type.fields.contains { $0.name == name && $0.type.listDepth > 0 }
    }

    // MARK: Directives

    /// `@cost(weight: "2.5")`; the specification has the weight as text, others as a number.
    private mutating func weight(_ directives: [DirectiveNode], of owner: String) -> Double? {
        guard let node = directives.first(where: { $0.name.text == "cost" }),
            let value = node.arguments.first(where: { $0.name.text == "weight" })?.value
        else { return nil }
        let weight: Double?
        switch value.kind {
        case .string(let text, _), .integer(let text), .float(let text): weight = Double(text)
        default: weight = nil
        }
        if let weight, weight.isFinite, weight >= 0 { return weight }
        problems.append("\(owner): the weight of @cost must be a number that is not negative")
        return nil
    }

    private mutating func apply(
        _ directive: DirectiveNode, to cost: inout FieldCost, field: Field, answer: NamedType, schema: Schema,
        name: String
    ) {
        func value(_ argument: String) -> JSONValue? {
            directive.arguments.first { $0.name.text == argument }.map {
                ScalarLiteral($0.value, variables: JSONObject()).plainValue
            }
                ?? schema.directive(named: "listSize")?.argument(argument)?.defaultValue.map {
                    ScalarLiteral($0, variables: JSONObject()).plainValue
                }
        }
        if let size = value("assumedSize")?.integer { cost.assumedSize = Double(max(0, size)) }
        let arguments = value("slicingArguments")?.array?.compactMap(\.string) ?? []
        let sized = value("sizedFields")?.array?.compactMap(\.string) ?? []
        for argument in arguments where field.argument(argument).map({ schema[$0.type.named].name != "Int" }) ?? true {
            problems.append(
                "\(name): @listSize names the slicing argument \"\(argument)\", which is no Int of the field")
        }
        for inner in sized where !listField(inner, of: answer) {
            problems.append("\(name): @listSize names the sized field \"\(inner)\", which is no list of \(answer.name)")
        }
        if cost.listDepth == 0, sized.isEmpty {
            problems.append("\(name): @listSize is on a field that is no list and names no sized fields")
        }
        cost.slicingArguments = arguments
        cost.sizedFields = Set(sized)
        cost.requiresOneSlicingArgument = !arguments.isEmpty && value("requireOneSlicingArgument")?.bool ?? true
    }
}
