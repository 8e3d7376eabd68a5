/// An operation without a name is alone in its document.
enum LoneAnonymousOperation: ValidationRule {
    static let section = "5.2.3.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let operations = document.owners.compactMap(\.operation)
        guard operations.count > 1 else { return }
        for operation in operations where operation.name == nil {
            report.report("an operation without a name must be the only one", at: operation.offset)
        }
    }
}
