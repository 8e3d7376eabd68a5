/// Writes nodes as GraphQL text that parses into the same nodes.
struct Printer {
    static func print(_ document: Document) -> String {
        var isAfterShortDefinition = false
        let parts = document.definitions.map { definition -> String in
            let text = print(definition, of: document, mayBeShorthand: !isAfterShortDefinition)
            isAfterShortDefinition = definition.takesBrace
            return text
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func print(_ definition: Definition, of document: Document, mayBeShorthand: Bool) -> String {
        switch definition {
        case .operation(let operation): print(operation, of: document, mayBeShorthand: mayBeShorthand)
        case .fragment(let fragment):
            description(fragment.description)
                + "fragment \(fragment.name.text) on \(fragment.typeCondition.text)\(print(fragment.directives)) "
                + print(fragment.selections, of: document, indentation: "")
        case .schema(let schema): print(schema)
        case .type(let type): print(type)
        case .directive(let directive):
            description(directive.description) + "directive @\(directive.name.text)"
                + print(directive.arguments, indentation: "") + (directive.isRepeatable ? " repeatable" : "") + " on "
                + directive.locations.map(\.text).joined(separator: " | ")
        }
    }

    // MARK: Executable

    private static func print(
        _ operation: OperationDefinition, of document: Document, mayBeShorthand: Bool
    ) -> String {
        let selections = print(operation.selections, of: document, indentation: "")
        let isShort =
            mayBeShorthand && operation.kind == .query && operation.name == nil && operation.variables.isEmpty
            && operation.directives.isEmpty && operation.description == nil
        if isShort { return selections }
        let variables = operation.variables.map { variable in
            description(variable.description) + "$\(variable.name.text): \(variable.type.description)"
                + (variable.defaultValue.map { " = \(print($0))" } ?? "") + print(variable.directives)
        }
        return description(operation.description) + operation.kind.rawValue
            + (operation.name.map { " \($0.text)" } ?? "")
            + (variables.isEmpty ? "" : "(\(variables.joined(separator: ", ")))")
            + print(operation.directives) + " " + selections
    }

    private static func print(_ set: SelectionSet, of document: Document, indentation: String) -> String {
        let inner = indentation + "  "
        let lines = document.members(of: set).map { inner + print($0, of: document, indentation: inner) }
        return "{\n\(lines.joined(separator: "\n"))\n\(indentation)}"
    }

    private static func print(_ selection: Selection, of document: Document, indentation: String) -> String {
        let inside =
            selection.selections.isEmpty
            ? "" : " " + print(selection.selections, of: document, indentation: indentation)
        switch selection.kind {
        case .field(let field):
            return (field.alias.map { "\($0.text): " } ?? "") + field.name.text + print(field.arguments)
                + print(field.directives) + inside
        case .spread(let spread): return "...\(spread.name.text)\(print(spread.directives))"
        case .inline(let fragment):
            return "..." + (fragment.typeCondition.map { " on \($0.text)" } ?? "") + print(fragment.directives)
                + inside
        }
    }

    private static func print(_ arguments: [ArgumentNode]) -> String {
        arguments.isEmpty ? "" : "(\(arguments.map { "\($0.name.text): \(print($0.value))" }.joined(separator: ", ")))"
    }

    private static func print(_ directives: [DirectiveNode]) -> String {
        directives.map { " @\($0.name.text)\(print($0.arguments))" }.joined()
    }

    static func print(_ value: ValueNode) -> String {
        switch value.kind {
        case .variable(let name): "$\(name)"
        case .integer(let digits), .float(let digits): digits
        case .string(let text, let isBlock):
            isBlock && BlockString.canWrite(text)
                ? BlockString.write(text, indentation: "") : StringLiteral.write(text)
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .enumValue(let name): name
        case .list(let items): "[\(items.map { print($0) }.joined(separator: ", "))]"
        case .object(let fields):
            "{\(fields.map { "\($0.name.text): \(print($0.value))" }.joined(separator: ", "))}"
        }
    }

    // MARK: Type system

    private static func description(_ text: String?, indentation: String = "") -> String {
        guard let text else { return "" }
        let literal =
            BlockString.canWrite(text)
            ? BlockString.write(text, indentation: indentation) : StringLiteral.write(text)
        return literal + "\n" + indentation
    }

    private static func print(_ schema: SchemaDefinition) -> String {
        let types = schema.operationTypes.map { "  \($0.kind.rawValue): \($0.type.text)" }
        return description(schema.description) + (schema.isExtension ? "extend " : "") + "schema"
            + print(schema.directives) + (types.isEmpty ? "" : " {\n\(types.joined(separator: "\n"))\n}")
    }

    private static func print(_ type: TypeDefinition) -> String {
        let head =
            description(type.description) + (type.isExtension ? "extend " : "")
            + "\(type.kind.rawValue) \(type.name.text)"
            + (type.interfaces.isEmpty ? "" : " implements " + type.interfaces.map(\.text).joined(separator: " & "))
            + print(type.directives)
        let members = type.members.isEmpty ? "" : " = " + type.members.map(\.text).joined(separator: " | ")
        let lines =
            type.fields.map { field in
                description(field.description, indentation: "  ") + field.name.text
                    + print(field.arguments, indentation: "  ") + ": \(field.type.description)"
                    + print(field.directives)
            }
            + type.values.map { description($0.description, indentation: "  ") + $0.name.text + print($0.directives) }
            + type.inputFields.map { print($0, indentation: "  ") }
        return head + members + (lines.isEmpty ? "" : " {\n\(lines.map { "  " + $0 }.joined(separator: "\n"))\n}")
    }

    private static func print(_ arguments: [InputValueNode], indentation: String) -> String {
        guard !arguments.isEmpty else { return "" }
        guard arguments.contains(where: { $0.description != nil }) else {
            return "(\(arguments.map { print($0, indentation: "") }.joined(separator: ", ")))"
        }
        let inner = indentation + "  "
        let lines = arguments.map { inner + print($0, indentation: inner) }
        return "(\n\(lines.joined(separator: "\n"))\n\(indentation))"
    }

    private static func print(_ value: InputValueNode, indentation: String) -> String {
        description(value.description, indentation: indentation) + "\(value.name.text): \(value.type.description)"
            + (value.defaultValue.map { " = \(print($0))" } ?? "") + print(value.directives)
    }
}

extension Definition {
    /// Whether a brace that follows would be taken for a part of this definition.
    fileprivate var takesBrace: Bool {
        switch self {
        case .operation, .fragment, .directive: false
        case .schema(let schema): schema.operationTypes.isEmpty
        case .type(let type):
            switch type.kind {
            case .scalar, .union: false
            case .object, .interface: type.fields.isEmpty
            case .enumeration: type.values.isEmpty
            case .inputObject: type.inputFields.isEmpty
            }
        }
    }
}
