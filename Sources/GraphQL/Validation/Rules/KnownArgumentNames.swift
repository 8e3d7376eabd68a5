/// Arguments are defined by their field or directive.
enum KnownArgumentNames: ValidationRule {
    static let section = "5.4.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.arguments where !report.isFull {
            guard let definitions = use.definitions else { continue }
            for node in use.nodes where !report.isFull && !definitions.contains(where: { $0.name == node.name.text }) {
                let known = definitions.map(\.name)
                report.report(
                    "unknown argument \"\(node.name.text)\" of \(document.words(use.owner))\(report.suggestion(for: node.name.text, in: known))",
                    at: node.name.offset)
            }
        }
    }
}
