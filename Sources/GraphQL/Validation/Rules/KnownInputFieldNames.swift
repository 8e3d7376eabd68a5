/// Fields of an input object are defined by its type.
enum KnownInputFieldNames: ValidationRule {
    static let section = "5.6.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.inputObjects where !report.isFull {
            guard let type = use.type.map({ document.schema[$0] }) else { continue }
            for field in use.fields where !report.isFull && type.inputField(field.name.text) == nil {
                let known = type.inputFields.map(\.name)
                report.report(
                    "field \"\(field.name.text)\" is not defined by type \"\(type.name)\""
                        + report.suggestion(for: field.name.text, in: known), at: field.name.offset)
            }
        }
    }
}
