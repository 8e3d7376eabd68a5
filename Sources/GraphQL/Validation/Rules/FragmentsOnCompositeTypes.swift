/// Fragments are on objects, interfaces or unions.
enum FragmentsOnCompositeTypes: ValidationRule {
    static let section = "5.5.1.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let conditions = document.owners.compactMap { $0.fragment?.typeCondition }
        let inline = document.inlineFragments.compactMap(\.node.typeCondition)
        for name in conditions + inline {
            guard let type = document.schema.type(named: name.text), !type.isComposite else { continue }
            report.report("a fragment cannot be on \"\(name.text)\", which has no fields", at: name.offset)
        }
    }
}
