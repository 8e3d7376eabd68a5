/// An operation defines each variable once.
enum UniqueVariableNames: ValidationRule {
    static let section = "5.8.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for case let operation? in document.owners.map(\.operation) {
            var seen: Set<String> = []
            for variable in operation.variables where !seen.insert(variable.name.text).inserted {
                report.report("there can be only one variable \"$\(variable.name.text)\"", at: variable.name.offset)
            }
        }
    }
}
