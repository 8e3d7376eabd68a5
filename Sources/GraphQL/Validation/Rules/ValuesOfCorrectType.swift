import JSON

/// Values in the document fit the types of their places.
enum ValuesOfCorrectType: ValidationRule {
    static let section = "5.6.1, 5.6.2, 5.6.4"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.values where !report.isFull { check(use.node, type: use.type, document, &report) }
    }

    private static func check(
        _ node: ValueNode, type: TypeReference, _ document: TypedDocument, _ report: inout ValidationReport
    ) {
        if case .variable = node.kind { return }
        let schema = document.schema
        if node.isNull {
            if type.isNonNull { report.report("expected \(schema.words(type)), found null", at: node.offset) }
            return
        }
        if let element = type.element {
            guard case .list(let items) = node.kind else { return check(node, type: element, document, &report) }
            for item in items { check(item, type: element, document, &report) }
            return
        }
        if schema[type.named].kind == .inputObject {
            return checkObject(node, type: schema[type.named], document, &report)
        }
        do throws(InputProblem) {
            _ = try document.coercion.leaf(node, type: type.named, variables: [:])
        } catch {
            report.report(error.message, at: error.offset ?? node.offset)
        }
    }

    private static func checkObject(
        _ node: ValueNode, type: NamedType, _ document: TypedDocument, _ report: inout ValidationReport
    ) {
        guard case .object(let fields) = node.kind else {
            return report.report("expected an object of type \(type.name)", at: node.offset)
        }
        for field in fields {
            if let definition = type.inputField(field.name.text) {
                check(field.value, type: definition.type, document, &report)
            } else {
                let known = type.inputFields.map(\.name)
                report.report(
                    "field \"\(field.name.text)\" is not defined by type \"\(type.name)\""
                        + Suggestion.words(field.name.text, in: known), at: field.name.offset)
            }
        }
        for definition in type.inputFields where definition.isRequired {
            guard !fields.contains(where: { $0.name.text == definition.name }) else { continue }
            report.report(
                "field \"\(type.name).\(definition.name)\" of type \(document.schema.words(definition.type)) is required",
                at: node.offset)
        }
        if type.isOneOf, fields.count != 1 || fields[0].value.isNull {
            report.report("exactly one field of \"\(type.name)\" must be given, and not null", at: node.offset)
        }
    }
}
