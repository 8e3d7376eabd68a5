/// Every fragment is reached by an operation.
enum NoUnusedFragments: ValidationRule {
    static let section = "5.5.1.4"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        var used: Set<String> = []
        for operation in document.operations {
            for owner in document.reached(from: operation) {
                if let name = document.owners[owner].fragment?.name.text { used.insert(name) }
            }
        }
        for case let fragment? in document.owners.map(\.fragment) where !used.contains(fragment.name.text) {
            report.report("fragment \"\(fragment.name.text)\" is never used", at: fragment.offset)
        }
    }
}
