import JSON

/// Directives in a schema: their definitions (section 3.13) and their uses.
extension SchemaValidation {
    mutating func checkDirectiveDefinitions() {
        let references = DirectiveReferences(definitions, directives)
        for (directive, definition) in zip(schema.directives, directives) where !directive.isBuiltIn {
            checkUnique(definition.arguments.map(\.name), what: "argument", of: "@\(directive.name)")
            checkArguments(directive.arguments, of: "@\(directive.name)")
            if references.leadBack(to: directive.name) {
                report("directive \"@\(directive.name)\" refers to itself", at: directive.offset)
            }
        }
    }

    mutating func checkDirectiveUses() {
        checkUses(schemas.flatMap(\.directives), at: .schema)
        for definition in directives {
            for argument in definition.arguments { checkUses(argument.directives, at: .argumentDefinition) }
        }
        for (type, definition) in zip(schema.types, definitions) where type.isBuiltIn {
            for node in definition.directives where node.name.text == "specifiedBy" {
                report("\"\(type.name)\" is specified by GraphQL itself", at: node.offset)
            }
        }
        for type in definitions {
            checkUses(type.directives, at: type.kind.directiveLocation)
            for value in type.values { checkUses(value.directives, at: .enumValue) }
            for field in type.inputFields { checkUses(field.directives, at: .inputFieldDefinition) }
            for field in type.fields {
                checkUses(field.directives, at: .fieldDefinition)
                for argument in field.arguments { checkUses(argument.directives, at: .argumentDefinition) }
            }
        }
    }

    private mutating func checkUses(_ nodes: [DirectiveNode], at location: DirectiveLocation) {
        var seen: Set<String> = []
        for node in nodes {
            let name = node.name.text
            guard let directive = schema.directive(named: name) else {
                report("unknown directive \"@\(name)\"", at: node.offset)
                continue
            }
            if !directive.locations.contains(location) {
                report("directive \"@\(name)\" cannot be used on \(location.rawValue)", at: node.offset)
            }
            if !seen.insert(name).inserted, !directive.isRepeatable {
                report("directive \"@\(name)\" can be used only once here", at: node.offset)
            }
            checkUnique(node.arguments.map(\.name), what: "argument", of: "@\(name)")
            for argument in node.arguments where directive.argument(argument.name.text) == nil {
                report("unknown argument \"\(argument.name.text)\" of \"@\(name)\"", at: argument.name.offset)
            }
            checkArguments(of: node, for: directive)
        }
    }

    private mutating func checkArguments(of node: DirectiveNode, for directive: Directive) {
        for definition in directive.arguments {
            guard let argument = node.arguments.first(where: { $0.name.text == definition.name }) else {
                if definition.isRequired {
                    let type = schema.words(definition.type)
                    report(
                        "directive \"@\(directive.name)\": argument \"\(definition.name)\" of type \(type) is required",
                        at: node.offset)
                }
                continue
            }
            do throws(InputProblem) {
                guard schema[definition.type.named].isInput else { continue }
                _ = try coercion.literal(argument.value, as: definition.type, variables: [:])
            } catch {
                report(
                    "directive \"@\(directive.name)\": argument \"\(definition.name)\(error.pathWords)\": \(error.message)",
                    at: error.offset ?? argument.value.offset)
            }
        }
    }
}

extension TypeDefinition.Kind {
    fileprivate var directiveLocation: DirectiveLocation {
        switch self {
        case .scalar: .scalar
        case .object: .object
        case .interface: .interface
        case .union: .union
        case .enumeration: .enumeration
        case .inputObject: .inputObject
        }
    }
}
