/// Brings resolvers into the order of the schema, and finds those that are missing or too much.
struct ResolverTable<Context: Sendable> {
    private(set) var resolvers: [[FieldResolver<Context>?]]
    private(set) var problems: [String] = []
    private let schema: Schema

    init(schema: Schema, groups: [ResolverGroup<Context>]) {
        self.schema = schema
        resolvers = schema.types.map { Array(repeating: nil, count: $0.kind == .object ? $0.fields.count : 0) }
        for group in groups {
            for (name, resolver) in group.fields { place(resolver, at: name) }
        }
        for (index, type) in schema.types.enumerated() where type.kind == .object {
            for (field, resolver) in zip(type.fields, resolvers[index]) where resolver == nil {
                problems.append("field \"\(type.name).\(field.name)\" has no resolver")
            }
        }
    }

    private mutating func place(_ resolver: FieldResolver<Context>, at name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let type = schema.typeIDs[parts[0]], schema[type].kind == .object,
            let field = schema[type].fieldIndices[parts[1]]
        else {
            return problems.append("resolver \"\(name)\" has no field in an object type")
        }
        if resolvers[type.index][field] != nil { problems.append("\"\(name)\" has more than one resolver") }
        let expected = expectedShape(of: schema[type].fields[field], isSubscription: type == schema.subscriptionType)
        if resolver.shape != expected {
            problems.append("resolver \"\(name)\" answers \(resolver.shape.words), the field needs \(expected.words)")
        }
        resolvers[type.index][field] = resolver
    }

    private func expectedShape(of field: Field, isSubscription: Bool) -> FieldResolver<Context>.Shape {
        if isSubscription { return .events }
        if schema[field.type.named].isLeaf { return .leaf }
        return field.type.element == nil ? .object : .list
    }
}

extension FieldResolver.Shape {
    fileprivate var words: String {
        switch self {
        case .leaf: "leaves"
        case .object: "an object"
        case .list: "a list of objects"
        case .events: "events"
        }
    }
}
