/// Directives are defined by the schema.
enum KnownDirectives: ValidationRule {
    static let section = "5.7.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.directives where !report.isFull {
            for node in use.nodes where document.schema.directive(named: node.name.text) == nil {
                let known = document.schema.directives.map(\.name)
                report.report(
                    "unknown directive \"@\(node.name.text)\"\(report.suggestion(for: node.name.text, in: known))",
                    at: node.offset)
            }
        }
    }
}
