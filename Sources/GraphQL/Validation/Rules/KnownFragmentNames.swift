/// Fragments that are spread exist.
enum KnownFragmentNames: ValidationRule {
    static let section = "5.5.2.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.spreads where document.fragments[use.node.name.text] == nil {
            report.report("unknown fragment \"\(use.node.name.text)\"", at: use.node.name.offset)
        }
    }
}
