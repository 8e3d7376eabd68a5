/// A directive stands only once in a place, unless it is repeatable.
enum UniqueDirectivesPerLocation: ValidationRule {
    static let section = "5.7.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.directives where use.nodes.count > 1 {
            var seen: Set<String> = []
            for node in use.nodes where !seen.insert(node.name.text).inserted {
                guard document.schema.directive(named: node.name.text)?.isRepeatable == false else { continue }
                report.report("directive \"@\(node.name.text)\" can be used only once here", at: node.offset)
            }
        }
    }
}
