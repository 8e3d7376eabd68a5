/// No two operations have the same name.
enum UniqueOperationNames: ValidationRule {
    static let section = "5.2.2.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        var seen: [String: Int32] = [:]
        for case let name? in document.owners.map(\.operation?.name) {
            if let first = seen[name.text] {
                report.report("there can be only one operation named \"\(name.text)\"", at: first, name.offset)
            } else {
                seen[name.text] = name.offset
            }
        }
    }
}
