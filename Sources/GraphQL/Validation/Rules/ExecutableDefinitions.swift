/// A document that is executed has no type definitions.
enum ExecutableDefinitions: ValidationRule {
    static let section = "5.1.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for definition in document.document.definitions {
            switch definition {
            case .operation, .fragment: break
            case .schema(let node): report.report("a schema definition cannot be executed", at: node.offset)
            case .type(let node):
                report.report("the definition of \"\(node.name.text)\" cannot be executed", at: node.offset)
            case .directive(let node):
                report.report("the definition of \"@\(node.name.text)\" cannot be executed", at: node.offset)
            }
        }
    }
}
