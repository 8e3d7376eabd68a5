/// A subscription selects exactly one field, no meta field, and without conditions.
enum SubscriptionSingleRootField: ValidationRule {
    static let section = "5.2.4.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for case let operation? in document.owners.map(\.operation) where operation.kind == .subscription {
            let name = operation.name.map { "subscription \"\($0.text)\"" } ?? "an anonymous subscription"
            let fields = rootFields(of: operation, in: document, &report)
            let keys = Set(fields.map(\.responseKey))
            if keys.count > 1, let second = fields.first(where: { $0.responseKey != fields[0].responseKey }) {
                report.report("\(name) must select only one field", at: second.offset)
            }
            for field in fields where field.name.text.hasPrefix("__") {
                report.report("\(name) must not select a meta field", at: field.offset)
            }
        }
    }

    private static func rootFields(
        of operation: OperationDefinition, in document: TypedDocument, _ report: inout ValidationReport
    ) -> [FieldNode] {
        var fields: [FieldNode] = []
        var seen: Set<String> = []
        var waiting = Array(operation.selections.reversed())
        while let selection = waiting.popLast() {
            switch selection {
            case .field(let field):
                fields.append(field)
                refuseConditions(field.directives, &report)
            case .inline(let fragment):
                refuseConditions(fragment.directives, &report)
                waiting += fragment.selections.reversed()
            case .spread(let spread):
                refuseConditions(spread.directives, &report)
                guard seen.insert(spread.name.text).inserted, let fragment = document.fragment(spread.name.text) else {
                    continue
                }
                waiting += fragment.selections.reversed()
            }
        }
        return fields
    }

    private static func refuseConditions(_ directives: [DirectiveNode], _ report: inout ValidationReport) {
        for directive in directives where directive.name.text == "skip" || directive.name.text == "include" {
            report.report(
                "\"@\(directive.name.text)\" cannot be used at the root of a subscription", at: directive.offset)
        }
    }
}
