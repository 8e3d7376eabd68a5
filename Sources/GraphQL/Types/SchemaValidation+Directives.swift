import JSON

/// Directives in a schema: their definitions (section 3.13) and their uses (section 5.7).
extension SchemaValidation {
    mutating func checkDirectiveDefinitions() {
        for (directive, definition) in zip(schema.directives, directives) where !directive.isBuiltIn {
            checkUnique(definition.arguments.map(\.name), what: "argument", of: "@\(directive.name)")
            checkArguments(directive.arguments, of: "@\(directive.name)")
            let isSelfReferring = definition.arguments.contains { argument in
                argument.directives.contains { $0.name.text == directive.name }
            }
            if isSelfReferring { report("directive \"@\(directive.name)\" refers to itself", at: directive.offset) }
        }
    }

    mutating func checkDirectiveUses() {
        for schema in schemas { checkUses(schema.directives, at: .schema) }
        for definition in directives {
            for argument in definition.arguments { checkUses(argument.directives, at: .argumentDefinition) }
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
            do throws(InputProblem) {
                _ = try coercion.arguments(node.arguments, for: directive.arguments, variables: [:])
            } catch {
                report("directive \"@\(name)\": \(error.message)", at: error.offset ?? node.offset)
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
