import JSON

/// Checks the rules of section 3 on a schema whose names are resolved.
struct SchemaValidation {
    struct Problem {
        var message: String
        var offset: Int32?
    }

    let schema: Schema
    let definitions: [TypeDefinition]
    let directives: [DirectiveDefinition]
    let schemas: [SchemaDefinition]
    let coercion: InputCoercion
    private(set) var problems: [Problem] = []

    init(
        parts: SchemaParts, definitions: [TypeDefinition], directives: [DirectiveDefinition],
        schemas: [SchemaDefinition]
    ) {
        schema = Schema(parts)
        self.definitions = definitions
        self.directives = directives
        self.schemas = schemas
        coercion = InputCoercion(schema: schema)
    }

    mutating func run() -> [Problem] {
        checkRoots()
        for index in schema.types.indices where !schema.types[index].isBuiltIn {
            check(TypeID(index: index))
        }
        checkDirectiveDefinitions()
        checkDirectiveUses()
        checkInputCycles()
        return problems
    }

    mutating func report(_ message: String, at offset: Int32?) {
        problems.append(Problem(message: message, offset: offset))
    }

    /// Section 3.3.1: the roots are different object types.
    private mutating func checkRoots() {
        let roots = [schema.queryType] + [schema.mutationType, schema.subscriptionType].compactMap(\.self)
        for root in roots where schema[root].kind != .object {
            report("root type \"\(schema[root].name)\" must be an object type", at: schema[root].offset)
        }
        if Set(roots).count < roots.count { report("the root operation types must be different types", at: nil) }
    }

    private mutating func check(_ id: TypeID) {
        let type = schema[id]
        let definition = definitions[id.index]
        switch type.kind {
        case .scalar: break
        case .object, .interface:
            checkFields(of: type, definition: definition)
            checkInterfaces(of: id, definition: definition)
        case .union: checkMembers(of: type, definition: definition)
        case .enumeration:
            if definition.values.isEmpty { report("enum \"\(type.name)\" must have values", at: type.offset) }
            checkUnique(definition.values.map(\.name), what: "value", of: type.name)
        case .inputObject: checkInputObject(type, definition: definition)
        }
    }

    mutating func checkUnique(_ names: [Name], what: String, of owner: String) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name.text).inserted {
            report("there can be only one \(what) \"\(name.text)\" in \"\(owner)\"", at: name.offset)
        }
    }

    mutating func checkReserved(_ name: String, of owner: String, at offset: Int32) {
        guard name.hasPrefix("__") else { return }
        report("\"\(name)\" of \"\(owner)\" begins with two underscores, which introspection reserves", at: offset)
    }

    /// Sections 3.6 and 3.7.
    private mutating func checkFields(of type: NamedType, definition: TypeDefinition) {
        if definition.fields.isEmpty { report("type \"\(type.name)\" must have fields", at: type.offset) }
        checkUnique(definition.fields.map(\.name), what: "field", of: type.name)
        for node in definition.fields {
            checkUnique(node.arguments.map(\.name), what: "argument", of: "\(type.name).\(node.name.text)")
        }
        for field in type.fields where !field.isHidden {
            checkReserved(field.name, of: type.name, at: field.offset)
            if !schema[field.type.named].isOutput {
                report("field \"\(type.name).\(field.name)\" must have an output type", at: field.offset)
            }
            checkArguments(field.arguments, of: "\(type.name).\(field.name)")
        }
    }

    mutating func checkArguments(_ arguments: [InputValue], of owner: String) {
        for argument in arguments {
            checkReserved(argument.name, of: owner, at: argument.offset)
            checkInputValue(argument, of: owner)
        }
    }

    mutating func checkInputValue(_ value: InputValue, of owner: String) {
        guard schema[value.type.named].isInput else {
            return report("\"\(value.name)\" of \"\(owner)\" must have an input type", at: value.offset)
        }
        if value.isRequired, value.deprecation != nil {
            report("\"\(value.name)\" of \"\(owner)\" is required and cannot be deprecated", at: value.offset)
        }
        guard let defaultValue = value.defaultValue else { return }
        do throws(InputProblem) {
            // A default that needs defaults in a circle would never end; it is reported by its own rule.
            guard !hasEndlessDefaults(value.type.named) else { return }
            _ = try coercion.literal(defaultValue, as: value.type, variables: [:])
        } catch {
            report("default of \"\(value.name)\" of \"\(owner)\": \(error.message)", at: error.offset ?? value.offset)
        }
    }

    /// Section 3.8.
    private mutating func checkMembers(of type: NamedType, definition: TypeDefinition) {
        if definition.members.isEmpty { report("union \"\(type.name)\" must have members", at: type.offset) }
        checkUnique(definition.members, what: "member", of: type.name)
        for member in definition.members {
            guard let id = schema.typeIDs[member.text], schema[id].kind != .object else { continue }
            report("\"\(member.text)\" is no object type and cannot be in union \"\(type.name)\"", at: member.offset)
        }
    }
}
