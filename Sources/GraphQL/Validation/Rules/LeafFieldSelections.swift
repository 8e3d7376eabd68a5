/// Objects are asked for some of their fields; scalars and enums are not.
enum LeafFieldSelections: ValidationRule {
    static let section = "5.3.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.fields {
            guard let type = use.definition?.type else { continue }
            let words = document.schema.words(type)
            if document.schema[type.named].isLeaf, !use.node.selections.isEmpty {
                report.report(
                    "field \"\(use.node.name.text)\" of type \"\(words)\" has no fields to select", at: use.node.offset)
            } else if !document.schema[type.named].isLeaf, use.node.selections.isEmpty {
                report.report(
                    "field \"\(use.node.name.text)\" of type \"\(words)\" must have a selection of fields",
                    at: use.node.offset)
            }
        }
    }
}
