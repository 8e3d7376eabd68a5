/// Arguments are defined by their field or directive.
enum KnownArgumentNames: ValidationRule {
    static let section = "5.4.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.arguments where !report.isFull {
            guard let definitions = use.definitions else { continue }
            let known = definitions.map(\.name)
            for node in use.nodes where !report.isFull && !known.contains(node.name.text) {
                report.report(
                    "unknown argument \"\(node.name.text)\" of \(use.owner)\(report.suggestion(for: node.name.text, in: known))",
                    at: node.name.offset)
            }
        }
    }
}
