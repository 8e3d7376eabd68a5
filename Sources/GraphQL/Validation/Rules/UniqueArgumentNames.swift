/// An argument is given once.
enum UniqueArgumentNames: ValidationRule {
    static let section = "5.4.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.arguments where use.nodes.count > 1 {
            var seen: Set<String> = []
            for node in use.nodes where !seen.insert(node.name.text).inserted {
                report.report(
                    "there can be only one argument \"\(node.name.text)\" of \(document.words(use.owner))",
                    at: node.name.offset)
            }
        }
    }
}
