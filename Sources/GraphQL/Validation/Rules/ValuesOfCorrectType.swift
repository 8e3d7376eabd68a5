import JSON

/// Values in the document fit the types of their places, as input coercion has it.
///
/// Variables inside are taken to fit; that they do, and the names of fields, are other rules' business.
enum ValuesOfCorrectType: ValidationRule {
    static let section = "5.6.1"

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
        // What a custom scalar makes of a variable inside is known when the variable is.
        if schema[type.named].isCustomScalar, node.containsVariable { return }
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
            guard let definition = type.inputField(field.name.text) else { continue }
            check(field.value, type: definition.type, document, &report)
        }
        if type.isOneOf, fields.count != 1 || fields[0].value.isNull {
            report.report("exactly one field of \"\(type.name)\" must be given, and not null", at: node.offset)
        }
    }
}
