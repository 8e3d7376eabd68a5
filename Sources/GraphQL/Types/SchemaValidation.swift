/// Checks the rules of chapter 3 on a schema whose names are resolved.
///
/// The rules are sorted by section in the extensions of this type; none stops another.
struct SchemaValidation {
    struct Problem {
        var message: String
        var offset: Int32
    }

    let schema: Schema
    let definitions: [TypeDefinition]
    let directives: [DirectiveDefinition]
    let schemas: [SchemaDefinition]
    let coercion: InputCoercion
    private(set) var problems: [Problem] = []

    init(_ builder: SchemaBuilder) {
        schema = Schema(builder.parts)
        definitions = builder.definitions
        directives = builder.directiveDefinitions
        schemas = builder.schemaDefinitions
        // Custom scalars take what they get here; what they parse is checked when an engine knows them. Each default is
        // looked at where it is defined, so none needs those of the fields inside it, which may go in circles.
        coercion = InputCoercion(schema: schema, fillsDefaults: false)
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

    mutating func report(_ message: String, at offset: Int32) {
        problems.append(Problem(message: message, offset: offset))
    }

    /// Section 3.3.1: the roots are different object types.
    private mutating func checkRoots() {
        var seen: Set<TypeID> = []
        for kind in OperationKind.allCases {
            guard let id = schema.rootType(of: kind), !schema[id].isBuiltIn else { continue }
            let node = schemas.flatMap(\.operationTypes).first { $0.kind == kind && $0.type.text == schema[id].name }
            let offset = node?.type.offset ?? schema[id].offset
            if schema[id].kind != .object {
                report("root type \"\(schema[id].name)\" must be an object type", at: offset)
            }
            if !seen.insert(id).inserted { report("the root operation types must be different types", at: offset) }
        }
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
        case .enumeration: checkValues(of: type, definition: definition)
        case .inputObject: checkInputObject(type, definition: definition)
        }
    }

    mutating func checkUnique(_ names: [Name], what: String, of owner: String) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name.text).inserted {
            report("there can be only one \(what) \"\(name.text)\" in \"\(owner)\"", at: name.offset)
        }
    }

    /// Section 2.1.8.
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

    /// Section 3.8.
    private mutating func checkMembers(of type: NamedType, definition: TypeDefinition) {
        if definition.members.isEmpty { report("union \"\(type.name)\" must have members", at: type.offset) }
        checkUnique(definition.members, what: "member", of: type.name)
        for member in definition.members {
            guard let id = schema.typeIDs[member.text], schema[id].kind != .object else { continue }
            report("\"\(member.text)\" is no object type and cannot be in union \"\(type.name)\"", at: member.offset)
        }
    }

    /// Section 3.9.
    private mutating func checkValues(of type: NamedType, definition: TypeDefinition) {
        if definition.values.isEmpty { report("enum \"\(type.name)\" must have values", at: type.offset) }
        checkUnique(definition.values.map(\.name), what: "value", of: type.name)
        for value in definition.values { checkReserved(value.name.text, of: type.name, at: value.name.offset) }
    }
}
