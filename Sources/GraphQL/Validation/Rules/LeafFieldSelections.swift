/// Objects are asked for some of their fields; scalars and enums are not.
enum LeafFieldSelections: ValidationRule {
    static let section = "5.3.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.fields {
            guard let type = use.definition?.type else { continue }
            let isLeaf = document.schema[type.named].isLeaf
            guard isLeaf == (use.selectionSet != nil) else { continue }
            let what = isLeaf ? "has no fields to select" : "must have a selection of fields"
            report.report(
                "field \"\(use.node.name.text)\" of type \"\(document.schema.words(type))\" \(what)",
                at: use.node.offset)
        }
    }
}
