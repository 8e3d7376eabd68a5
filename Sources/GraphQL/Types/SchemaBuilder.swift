/// Builds a schema from a document: folds extensions in, resolves names, then has the result checked.
///
/// Everything that is wrong is collected; only text that does not parse ends the work at once.
struct SchemaBuilder {
    var parts = SchemaParts()
    private(set) var problems: [SchemaError.Problem] = []
    private let source: [UInt8]
    /// By the place of their type; extensions are folded in.
    private(set) var definitions: [TypeDefinition] = []
    private(set) var directiveDefinitions: [DirectiveDefinition] = []
    private(set) var schemaDefinitions: [SchemaDefinition] = []
    /// Built-in definitions that the author wrote down as well.
    private var repeated: Set<String> = []

    static func build(_ sdl: String) throws(SchemaError) -> SchemaParts {
        let document: Document
        do {
            document = try Parser.parse(trusted: sdl)
        } catch {
            throw SchemaError(problems: [.init(message: error.message, location: error.locations.first)])
        }
        var builder = SchemaBuilder(source: document.source)
        builder.addBuiltIns(for: document)
        builder.collect(document)
        builder.resolveTypes()
        builder.resolveRoots()
        builder.linkPossibleTypes()
        builder.parts.source = SchemaSource(builder)
        var check = SchemaValidation(builder)
        for problem in check.run() { builder.report(problem.message, at: problem.offset) }
        guard builder.problems.isEmpty else { throw SchemaError(problems: builder.problemsInOrder) }
        return builder.parts
    }

    private init(source: [UInt8]) { self.source = source }

    mutating func report(_ message: String, at offset: Int32) {
        let problem = SchemaError.Problem(message: message, location: SourceLocation(offset: offset, in: source))
        if !problems.contains(problem) { problems.append(problem) }
    }

    private var problemsInOrder: [SchemaError.Problem] {
        let places = problems.map { ($0.location?.line ?? 0, $0.location?.column ?? 0) }
        return zip(problems, places).enumerated()
            .sorted { ($0.element.1.0, $0.element.1.1, $0.offset) < ($1.element.1.0, $1.element.1.1, $1.offset) }
            .map(\.element.0)
    }

    // MARK: Collecting

    private mutating func addBuiltIns(for document: Document) {
        guard let builtIns = try? Parser.parse(trusted: BuiltInTypes.sdl) else {
            return report("the built-in types cannot be read", at: 0)
        }
        // Scalars that nothing refers to are no part of the schema (section 3.5).
        let introspection = builtIns.definitions.filter {
            if case .type(let type) = $0 { type.kind != .scalar } else { true }
        }
        let names = TypeNames.written(in: document.definitions).union(TypeNames.written(in: introspection))
        for definition in builtIns.definitions {
            switch definition {
            case .type(let type):
                let isScalar = BuiltInTypes.scalars.contains(type.name.text)
                if !isScalar || names.contains(type.name.text) { insert(type, isBuiltIn: true) }
            case .directive(let directive): insert(directive, isBuiltIn: true)
            case .schema, .operation, .fragment: break
            }
        }
    }

    private mutating func collect(_ document: Document) {
        for definition in document.definitions {
            switch definition {
            case .type(let type) where !type.isExtension: add(type)
            case .directive(let directive): add(directive)
            case .schema(let schema): schemaDefinitions.append(schema)
            case .operation(let operation): report("a schema cannot contain operations", at: operation.offset)
            case .fragment(let fragment): report("a schema cannot contain fragments", at: fragment.offset)
            case .type: break
            }
        }
        for case .type(let type) in document.definitions where type.isExtension { extend(type) }
    }

    private mutating func add(_ definition: TypeDefinition) {
        let name = definition.name.text
        if name.hasPrefix("__") {
            return report(
                "\"\(name)\" begins with two underscores, which introspection reserves", at: definition.name.offset)
        }
        guard let known = parts.typeIDs[name] else { return insert(definition, isBuiltIn: false) }
        if parts.types[known.index].isBuiltIn, definition.kind != .scalar {
            report("\"\(name)\" is a scalar of the specification", at: definition.name.offset)
        } else if parts.types[known.index].isBuiltIn, repeated.insert(name).inserted {
            // Authors may write the scalars of the specification down; that adds nothing but their directives.
            definitions[known.index].directives += definition.directives
        } else {
            report("there can be only one type \"\(name)\"", at: definition.name.offset)
        }
    }

    private mutating func insert(_ definition: TypeDefinition, isBuiltIn: Bool) {
        parts.typeIDs[definition.name.text] = TypeID(index: parts.types.count)
        var type = NamedType(
            name: definition.name.text, kind: .init(definition.kind), description: definition.description,
            offset: definition.name.offset)
        type.isBuiltIn = isBuiltIn
        parts.types.append(type)
        definitions.append(definition)
    }

    private mutating func add(_ definition: DirectiveDefinition) {
        let name = definition.name.text
        if name.hasPrefix("__") {
            return report(
                "\"@\(name)\" begins with two underscores, which introspection reserves", at: definition.name.offset)
        }
        guard let known = parts.directives.firstIndex(where: { $0.name == name }) else {
            return insert(definition, isBuiltIn: false)
        }
        guard parts.directives[known].isBuiltIn, repeated.insert("@" + name).inserted else {
            return report("there can be only one directive \"@\(name)\"", at: definition.name.offset)
        }
        // Authors may write the directives of the specification down, but not change what they mean.
        if !definition.means(directiveDefinitions[known]) {
            report("\"@\(name)\" is defined otherwise by the specification", at: definition.name.offset)
        }
    }

    private mutating func insert(_ definition: DirectiveDefinition, isBuiltIn: Bool) {
        directiveDefinitions.append(definition)
        parts.directives.append(
            Directive(
                name: definition.name.text, description: definition.description, arguments: [],
                isRepeatable: definition.isRepeatable,
                locations: definition.locations.compactMap { DirectiveLocation(rawValue: $0.text) },
                isBuiltIn: isBuiltIn, offset: definition.name.offset))
    }

    /// Section 3.4.3 and its like for each kind.
    private mutating func extend(_ node: TypeDefinition) {
        let name = node.name.text
        guard let id = parts.typeIDs[name], !name.hasPrefix("__") else {
            return report("cannot extend \"\(name)\": there is no such type", at: node.name.offset)
        }
        guard definitions[id.index].kind == node.kind else {
            return report(
                "cannot extend \"\(name)\" as \(node.kind.rawValue): it is \(definitions[id.index].kind.rawValue)",
                at: node.name.offset)
        }
        for directive in node.directives where node.kind == .inputObject && directive.name.text == "oneOf" {
            report("an extension cannot make \"\(name)\" a @oneOf input", at: directive.offset)
        }
        definitions[id.index].interfaces += node.interfaces
        definitions[id.index].directives += node.directives
        definitions[id.index].fields += node.fields
        definitions[id.index].members += node.members
        definitions[id.index].values += node.values
        definitions[id.index].inputFields += node.inputFields
    }
}

extension DirectiveDefinition {
    /// Whether it takes the same arguments as the other. Which places it names does not matter: editions differ in that.
    fileprivate func means(_ other: DirectiveDefinition) -> Bool {
        isRepeatable == other.isRepeatable
            && Set(arguments.map { "\($0.name.text): \($0.type.name.text)" })
                == Set(other.arguments.map { "\($0.name.text): \($0.type.name.text)" })
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
