/// A field of an input object is given once.
enum UniqueInputFieldNames: ValidationRule {
    static let section = "5.6.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.inputObjects where use.fields.count > 1 && !report.isFull {
            var seen: Set<String> = []
            for field in use.fields where !seen.insert(field.name.text).inserted {
                report.report("there can be only one input field \"\(field.name.text)\"", at: field.name.offset)
            }
        }
    }
}
