/// Variables that an operation uses, itself or through fragments, are defined by it.
enum NoUndefinedVariables: ValidationRule {
    static let section = "5.8.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for owner in document.operations {
            let uses = document.variableUses(of: owner)
            guard !uses.isEmpty, let operation = document.owners[owner].operation else { continue }
            let defined = Set(operation.variables.map(\.name.text))
            for use in uses where !defined.contains(use.name) {
                let name = operation.name.map { " by operation \"\($0.text)\"" } ?? ""
                report.report("variable \"$\(use.name)\" is not defined\(name)", at: use.offset)
            }
        }
    }
}
