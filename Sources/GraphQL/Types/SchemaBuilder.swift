/// Builds a schema from a document: folds extensions in, resolves names, then has the result checked.
struct SchemaBuilder {
    private var parts = SchemaParts()
    private var problems: [SchemaError.Problem] = []
    private let source: [UInt8]
    private var definitions: [TypeDefinition] = []
    private var directiveDefinitions: [DirectiveDefinition] = []
    private var schemaDefinitions: [SchemaDefinition] = []

    static func build(_ sdl: String) throws(SchemaError) -> SchemaParts {
        let document: Document
        do {
            document = try Parser.parse(trusted: sdl)
        } catch {
            throw SchemaError(problems: [.init(message: error.message, location: error.locations.first)])
        }
        var builder = SchemaBuilder(source: document.source)
        builder.addBuiltIns()
        builder.collect(document)
        builder.resolveTypes()
        builder.resolveRoots()
        builder.linkPossibleTypes()
        var check = SchemaValidation(
            parts: builder.parts, definitions: builder.definitions, directives: builder.directiveDefinitions,
            schemas: builder.schemaDefinitions)
        for problem in check.run() { builder.report(problem.message, at: problem.offset) }
        guard builder.problems.isEmpty else { throw SchemaError(problems: builder.problems) }
        return builder.parts
    }

    private init(source: [UInt8]) { self.source = source }

    private mutating func report(_ message: String, at offset: Int32?) {
        let location = offset.map { SourceLocation(offset: $0, in: source) }
        let problem = SchemaError.Problem(message: message, location: location)
        if !problems.contains(problem) { problems.append(problem) }
    }

    // MARK: Collecting

    private mutating func addBuiltIns() {
        guard let document = try? Parser.parse(trusted: BuiltInTypes.sdl) else {
            return report("the built-in types cannot be read", at: nil)
        }
        collect(document, isBuiltIn: true)
    }

    private mutating func collect(_ document: Document, isBuiltIn: Bool = false) {
        for definition in document.definitions {
            switch definition {
            case .type(let type) where !type.isExtension: addType(type, isBuiltIn: isBuiltIn)
            case .directive(let directive): addDirective(directive, isBuiltIn: isBuiltIn)
            case .schema(let schema): schemaDefinitions.append(schema)
            case .operation(let operation): report("a schema cannot contain operations", at: operation.offset)
            case .fragment(let fragment): report("a schema cannot contain fragments", at: fragment.offset)
            case .type: break
            }
        }
        for case .type(let type) in document.definitions where type.isExtension { extend(type) }
    }

    private mutating func addType(_ definition: TypeDefinition, isBuiltIn: Bool) {
        let name = definition.name.text
        guard parts.typeIDs[name] == nil else {
            // Authors may write the scalars of the specification down; it changes nothing.
            if BuiltInTypes.scalars.contains(name), definition.kind == .scalar { return }
            return report("there can be only one type \"\(name)\"", at: definition.offset)
        }
        if !isBuiltIn, name.hasPrefix("__") {
            report("\"\(name)\" begins with two underscores, which introspection reserves", at: definition.name.offset)
        }
        parts.typeIDs[name] = TypeID(index: parts.types.count)
        var type = NamedType(
            name: name, kind: .init(definition.kind), description: definition.description, offset: definition.offset)
        type.isBuiltIn = isBuiltIn
        parts.types.append(type)
        definitions.append(definition)
    }

    private mutating func addDirective(_ definition: DirectiveDefinition, isBuiltIn: Bool) {
        if parts.directives.contains(where: { $0.name == definition.name.text }) {
            return report("there can be only one directive \"@\(definition.name.text)\"", at: definition.offset)
        }
        if definition.name.text.hasPrefix("__") {
            report("\"@\(definition.name.text)\" begins with two underscores", at: definition.name.offset)
        }
        directiveDefinitions.append(definition)
        parts.directives.append(
            Directive(
                name: definition.name.text, description: definition.description, arguments: [],
                isRepeatable: definition.isRepeatable,
                locations: definition.locations.compactMap { DirectiveLocation(rawValue: $0.text) },
                isBuiltIn: isBuiltIn, offset: definition.offset))
    }

    /// Section 3.4.3 and its like for each kind.
    private mutating func extend(_ extensionNode: TypeDefinition) {
        let name = extensionNode.name.text
        guard let id = parts.typeIDs[name] else {
            return report("cannot extend \"\(name)\": there is no such type", at: extensionNode.name.offset)
        }
        guard definitions[id.index].kind == extensionNode.kind else {
            return report(
                "cannot extend \"\(name)\" as \(extensionNode.kind.rawValue): it is \(definitions[id.index].kind.rawValue)",
                at: extensionNode.name.offset)
        }
        definitions[id.index].interfaces += extensionNode.interfaces
        definitions[id.index].directives += extensionNode.directives
        definitions[id.index].fields += extensionNode.fields
        definitions[id.index].members += extensionNode.members
        definitions[id.index].values += extensionNode.values
        definitions[id.index].inputFields += extensionNode.inputFields
    }

    // MARK: Resolving names

    private mutating func resolveTypes() {
        for index in parts.types.indices {
            let definition = definitions[index]
            parts.types[index].interfaces = typeIDs(definition.interfaces)
            parts.types[index].setPossibleTypes(typeIDs(definition.members))
            parts.types[index].fields = definition.fields.compactMap { field($0) }
            parts.types[index].inputFields = definition.inputFields.compactMap { inputValue($0) }
            parts.types[index].values = definition.values.map {
                EnumValue(name: $0.name.text, description: $0.description, deprecation: deprecation($0.directives))
            }
            parts.types[index].directives = definition.directives
            parts.types[index].isOneOf = definition.directives.contains { $0.name.text == "oneOf" }
            parts.types[index].specifiedBy = stringArgument("url", of: "specifiedBy", in: definition.directives)
            indexFields(of: index)
        }
        for index in parts.directives.indices {
            parts.directives[index].arguments = directiveDefinitions[index].arguments.compactMap { inputValue($0) }
        }
    }

    private mutating func indexFields(of type: Int) {
        for (position, field) in parts.types[type].fields.enumerated() {
            parts.types[type].fieldIndices[field.name] = position
        }
    }

    private mutating func typeIDs(_ names: [Name]) -> [TypeID] {
        names.compactMap { typeID($0) }
    }

    private mutating func typeID(_ name: Name) -> TypeID? {
        if let id = parts.typeIDs[name.text] { return id }
        report("unknown type \"\(name.text)\"", at: name.offset)
        return nil
    }

    private mutating func reference(_ node: TypeNode) -> TypeReference? {
        switch node {
        case .named(let name): typeID(name).map { .named($0) }
        case .list(let inner, _): reference(inner).map { .list($0) }
        case .nonNull(let inner): reference(inner).map { .nonNull($0) }
        }
    }

    private mutating func field(_ node: FieldDefinitionNode) -> Field? {
        guard let type = reference(node.type) else { return nil }
        return Field(
            name: node.name.text, description: node.description,
            arguments: node.arguments.compactMap { inputValue($0) },
            type: type, deprecation: deprecation(node.directives), offset: node.name.offset,
            directives: node.directives)
    }

    private mutating func inputValue(_ node: InputValueNode) -> InputValue? {
        guard let type = reference(node.type) else { return nil }
        return InputValue(
            name: node.name.text, description: node.description, type: type, defaultValue: node.defaultValue,
            deprecation: deprecation(node.directives), offset: node.name.offset, directives: node.directives)
    }

    private func deprecation(_ directives: [DirectiveNode]) -> String? {
        guard directives.contains(where: { $0.name.text == "deprecated" }) else { return nil }
        return stringArgument("reason", of: "deprecated", in: directives) ?? "No longer supported"
    }

    private func stringArgument(_ argument: String, of directive: String, in directives: [DirectiveNode]) -> String? {
        let node = directives.first { $0.name.text == directive }
        guard case .string(let value, _)? = node?.arguments.first(where: { $0.name.text == argument })?.value.kind
        else { return nil }
        return value
    }

    // MARK: Roots and links

    /// Section 3.3.1.
    private mutating func resolveRoots() {
        var roots: [OperationKind: Name] = [:]
        let own = schemaDefinitions.filter { !$0.isExtension }
        if own.count > 1 { report("there can be only one schema definition", at: own[1].offset) }
        parts.description = own.first?.description
        for operationType in schemaDefinitions.flatMap(\.operationTypes) {
            if roots.updateValue(operationType.type, forKey: operationType.kind) != nil {
                report("there can be only one \(operationType.kind.rawValue) type", at: operationType.type.offset)
            }
        }
        if own.isEmpty {
            for (kind, name) in [
                (OperationKind.query, "Query"), (.mutation, "Mutation"), (.subscription, "Subscription"),
            ]
            where roots[kind] == nil && parts.typeIDs[name].map({ parts.types[$0.index].kind == .object }) == true {
                roots[kind] = Name(text: name, offset: 0)
            }
        }
        parts.mutation = roots[.mutation].flatMap { typeID($0) }
        parts.subscription = roots[.subscription].flatMap { typeID($0) }
        guard let name = roots[.query] else { return report("the schema has no query type", at: nil) }
        guard let query = typeID(name) else { return }
        parts.query = query
        addIntrospectionFields(to: query)
    }

    private mutating func addIntrospectionFields(to query: TypeID) {
        guard let document = try? Parser.parse(trusted: BuiltInTypes.queryFields),
            case .type(let definition)? = document.definitions.first
        else { return }
        for node in definition.fields {
            guard var field = field(node) else { continue }
            field.isHidden = true
            parts.types[query.index].fieldIndices[field.name] = parts.types[query.index].fields.count
            parts.types[query.index].fields.append(field)
        }
    }

    private mutating func linkPossibleTypes() {
        var implementers: [TypeID: [TypeID]] = [:]
        for (index, type) in parts.types.enumerated() where type.kind == .object {
            for interface in type.interfaces { implementers[interface, default: []].append(TypeID(index: index)) }
        }
        for index in parts.types.indices {
            switch parts.types[index].kind {
            case .object: parts.types[index].setPossibleTypes([TypeID(index: index)])
            case .interface: parts.types[index].setPossibleTypes(implementers[TypeID(index: index)] ?? [])
            case .union, .scalar, .enumeration, .inputObject: break
            }
        }
    }
}

extension NamedType.Kind {
    fileprivate init(_ kind: TypeDefinition.Kind) {
        self =
            switch kind {
            case .scalar: .scalar
            case .object: .object
            case .interface: .interface
            case .union: .union
            case .enumeration: .enumeration
            case .inputObject: .inputObject
            }
    }
}
