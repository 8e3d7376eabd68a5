/// Puts types in the place of their names.
extension SchemaBuilder {
    mutating func resolveTypes() {
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

    mutating func indexFields(of type: Int) {
        for (position, field) in parts.types[type].fields.enumerated() {
            parts.types[type].fieldIndices[field.name] = position
        }
    }

    mutating func typeIDs(_ names: [Name]) -> [TypeID] {
        names.compactMap { typeID($0) }
    }

    mutating func typeID(_ name: Name) -> TypeID? {
        if let id = parts.typeIDs[name.text] { return id }
        report("unknown type \"\(name.text)\"", at: name.offset)
        return nil
    }

    mutating func reference(_ node: TypeNode) -> TypeReference? {
        switch node {
        case .named(let name): typeID(name).map { .named($0) }
        case .list(let inner, _): reference(inner).map { .list($0) }
        case .nonNull(let inner): reference(inner).map { .nonNull($0) }
        }
    }

    mutating func field(_ node: FieldDefinitionNode, isHidden: Bool = false) -> Field? {
        let arguments = node.arguments.compactMap { inputValue($0) }
        guard let type = reference(node.type) else { return nil }
        return Field(
            name: node.name.text, description: node.description, arguments: arguments, type: type,
            deprecation: deprecation(node.directives), isHidden: isHidden, offset: node.name.offset,
            directives: node.directives)
    }

    mutating func inputValue(_ node: InputValueNode) -> InputValue? {
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

    /// Section 3.3.1. Without a schema definition the types with the default names are the roots.
    mutating func resolveRoots() {
        let own = schemaDefinitions.filter { !$0.isExtension }
        for further in own.dropFirst() { report("there can be only one schema definition", at: further.offset) }
        parts.description = own.first?.description
        var roots: [OperationKind: TypeID] = [:]
        if own.isEmpty {
            for kind in OperationKind.allCases { roots[kind] = parts.typeIDs[kind.defaultTypeName] }
            for node in schemaDefinitions where roots[.query] == nil {
                report("cannot extend the schema: there is none", at: node.offset)
            }
        }
        for operationType in schemaDefinitions.flatMap(\.operationTypes) {
            guard let id = typeID(operationType.type) else { continue }
            if roots[operationType.kind] != nil {
                report("there can be only one \(operationType.kind.rawValue) type", at: operationType.type.offset)
            }
            roots[operationType.kind] = id
        }
        parts.mutation = roots[.mutation]
        parts.subscription = roots[.subscription]
        guard let query = roots[.query] else {
            let isUnknown = schemaDefinitions.flatMap(\.operationTypes).contains { $0.kind == .query }
            if !isUnknown { report("the schema has no query type", at: own.first?.offset ?? 0) }
            return
        }
        parts.query = query
        if parts.types[query.index].kind == .object { addIntrospectionFields(to: query) }
    }

    mutating func addIntrospectionFields(to query: TypeID) {
        guard let document = try? Parser.parse(trusted: BuiltInTypes.queryFields),
            case .type(let definition)? = document.definitions.first
        else { return }
        for node in definition.fields {
            guard let field = field(node, isHidden: true) else { continue }
            parts.types[query.index].fieldIndices[field.name] = parts.types[query.index].fields.count
            parts.types[query.index].fields.append(field)
        }
    }

    mutating func linkPossibleTypes() {
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
