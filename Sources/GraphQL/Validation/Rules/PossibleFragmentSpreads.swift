/// A fragment can apply where it is spread: some object is of both types.
enum PossibleFragmentSpreads: ValidationRule {
    static let section = "5.5.2.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let schema = document.schema
        for use in document.inlineFragments {
            guard let name = use.node.typeCondition, let parent = use.parent, let type = schema.typeIDs[name.text],
                schema[type].isComposite, !schema.canOverlap(type, parent)
            else { continue }
            report.report(
                "objects of type \"\(schema[parent].name)\" can never be of type \"\(name.text)\"", at: use.node.offset)
        }
        for use in document.spreads {
            guard let name = document.fragment(use.node.name.text)?.typeCondition, let parent = use.parent,
                let type = schema.typeIDs[name.text], schema[type].isComposite, !schema.canOverlap(type, parent)
            else { continue }
            report.report(
                "fragment \"\(use.node.name.text)\" cannot be spread here: objects of type \"\(schema[parent].name)\" can"
                    + " never be of type \"\(name.text)\"", at: use.node.offset)
        }
    }
}
