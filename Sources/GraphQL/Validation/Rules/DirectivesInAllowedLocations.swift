/// Directives stand where their definition allows them.
enum DirectivesInAllowedLocations: ValidationRule {
    static let section = "5.7.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.directives {
            for node in use.nodes {
                guard let directive = document.schema.directive(named: node.name.text),
                    !directive.locations.contains(use.location)
                else { continue }
                report.report(
                    "directive \"@\(node.name.text)\" cannot be used on \(use.location.rawValue)", at: node.offset)
            }
        }
    }
}
