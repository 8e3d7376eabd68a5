/// No two fragments have the same name.
enum UniqueFragmentNames: ValidationRule {
    static let section = "5.5.1.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        var seen: [String: Int32] = [:]
        for case let name? in document.owners.map(\.fragment?.name) {
            if let first = seen[name.text] {
                report.report("there can be only one fragment named \"\(name.text)\"", at: first, name.offset)
            } else {
                seen[name.text] = name.offset
            }
        }
    }
}
