/// Fields exist on the type that they are asked of.
enum FieldsOnCorrectType: ValidationRule {
    static let section = "5.3.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.fields where !report.isFull {
            guard let parent = use.parent else { continue }
            let name = use.node.name.text
            if let definition = use.definition {
                if definition.isHidden, !document.allowsIntrospection {
                    report.report(introspectionRefusal(name), at: use.node.offset)
                }
                continue
            }
            let known = document.schema[parent].fields.filter { !$0.isHidden }.map(\.name)
            report.report(
                "unknown field \"\(name)\" of type \"\(document.schema[parent].name)\"\(report.suggestion(for: name, in: known))",
                at: use.node.offset)
        }
    }

    static func introspectionRefusal(_ name: String) -> String {
        "introspection is switched off: \"\(name)\" cannot be asked for"
    }
}
