/// Types that fragments and variables name exist.
enum KnownTypeNames: ValidationRule {
    static let section = "5.5.1.2, 5.8.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let variables = document.owners.flatMap { $0.operation?.variables ?? [] }.map(\.type.name)
        let conditions = document.owners.compactMap { $0.fragment?.typeCondition }
        let inline = document.inlineFragments.compactMap(\.node.typeCondition)
        for name in variables + conditions + inline where !report.isFull && document.schema.typeIDs[name.text] == nil {
            let known = document.schema.types.filter { !$0.isBuiltIn }.map(\.name)
            report.report(
                "unknown type \"\(name.text)\"\(report.suggestion(for: name.text, in: known))", at: name.offset)
        }
    }
}
