/// Variables that an operation defines are used.
enum NoUnusedVariables: ValidationRule {
    static let section = "5.8.4"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for owner in document.operations {
            guard let operation = document.owners[owner].operation, !operation.variables.isEmpty else { continue }
            let used = Set(document.variableUses(of: owner).map(\.name))
            for variable in operation.variables where !used.contains(variable.name.text) {
                report.report("variable \"$\(variable.name.text)\" is never used", at: variable.name.offset)
            }
        }
    }
}
