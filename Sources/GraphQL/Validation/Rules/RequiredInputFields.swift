/// Fields of an input object that may not be null and have no default are given.
///
/// That they are not given as null is checked with their values.
enum RequiredInputFields: ValidationRule {
    static let section = "5.6.4"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.inputObjects where !report.isFull {
            guard let type = use.type.map({ document.schema[$0] }) else { continue }
            for definition in type.inputFields where definition.isRequired {
                guard !use.fields.contains(where: { $0.name.text == definition.name }) else { continue }
                report.report(
                    "field \"\(type.name).\(definition.name)\" of type"
                        + " \"\(document.schema.words(definition.type))\" is required", at: use.offset)
            }
        }
    }
}
