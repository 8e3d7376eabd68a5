/// Variables are scalars, enums, input objects or lists of these.
enum VariablesAreInputTypes: ValidationRule {
    static let section = "5.8.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for variable in document.owners.flatMap({ $0.operation?.variables ?? [] }) {
            guard let type = document.schema.type(named: variable.type.name.text), !type.isInput else { continue }
            report.report(
                "variable \"$\(variable.name.text)\" cannot be of type \"\(variable.type.description)\"",
                at: variable.type.offset)
        }
    }
}
