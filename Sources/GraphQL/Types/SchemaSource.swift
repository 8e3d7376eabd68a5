/// What a schema was built from, extensions folded in: with it a schema can be written down again, the directives of its
/// author included.
struct SchemaSource: Sendable {
    /// The schema definition if one is needed, then directives, then types; nothing of what the specification defines.
    private(set) var definitions: [Definition] = []

    init() {}

    init(_ builder: SchemaBuilder) {
        if let schema = Self.schemaDefinition(builder) { definitions.append(.schema(schema)) }
        for (directive, node) in zip(builder.parts.directives, builder.directiveDefinitions) where !directive.isBuiltIn
        {
            definitions.append(.directive(node))
        }
        for (type, node) in zip(builder.parts.types, builder.definitions) {
            if !type.isBuiltIn {
                definitions.append(.type(node))
            } else if !node.directives.isEmpty {
                definitions.append(.type(node.asExtension))
            }
        }
    }

    /// `nil` where the default names say it all (section 3.3.1).
    private static func schemaDefinition(_ builder: SchemaBuilder) -> SchemaDefinition? {
        let parts = builder.parts
        guard !parts.types.isEmpty else { return nil }
        let roots: [(OperationKind, TypeID?)] = [
            (.query, parts.query), (.mutation, parts.mutation), (.subscription, parts.subscription),
        ]
        let directives = builder.schemaDefinitions.flatMap(\.directives)
        let isDefault = roots.allSatisfy { kind, id in parts.typeIDs[kind.defaultTypeName] == id }
        if isDefault, directives.isEmpty, parts.description == nil { return nil }
        let operationTypes = roots.compactMap { kind, id in
            id.map { (kind: kind, type: Name(text: parts.types[$0.index].name, offset: 0)) }
        }
        return SchemaDefinition(
            description: parts.description, directives: directives, operationTypes: operationTypes, isExtension: false,
            offset: 0)
    }
}

extension TypeDefinition {
    fileprivate var asExtension: TypeDefinition {
        var copy = self
        copy.isExtension = true
        copy.description = nil
        return copy
    }
}

extension Schema: Equatable {
    /// The schema as text, from which an equal one can be built: sorted as its author did, extensions folded in, without
    /// what the specification defines for every schema.
    public var sdl: String {
        Printer.print(Document(definitions: source.definitions, selections: [], source: []))
    }

    /// Equal schemas have the same definitions, descriptions and directives in the same order.
    public static func == (left: Schema, right: Schema) -> Bool { left.sdl == right.sdl }
}
