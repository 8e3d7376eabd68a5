/// The schema has a root type for each operation's kind.
enum OperationTypeExistence: ValidationRule {
    static let section = "5.2.1.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for case let operation? in document.owners.map(\.operation)
        where document.schema.rootType(of: operation.kind) == nil {
            report.report("the schema has no \(operation.kind.rawValue) type", at: operation.offset)
        }
    }
}
