/// A subscription selects exactly one field, no meta field, and without conditions.
///
/// Section 5.2.4.1 with its algorithm CollectSubscriptionFields: a fragment that cannot apply to the root is passed over,
/// and each fragment counts once.
enum SubscriptionSingleRootField: ValidationRule {
    static let section = "5.2.4.1"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for case let operation? in document.owners.map(\.operation) where operation.kind == .subscription {
            let name = operation.name.map { "subscription \"\($0.text)\"" } ?? "an anonymous subscription"
            let fields = rootFields(of: operation, in: document, &report)
            if fields.isEmpty {
                report.report("\(name) must select a field", at: operation.offset)
            } else if let second = fields.first(where: { $0.responseKey != fields[0].responseKey }) {
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
        let all = document.document
        var waiting = Array(all.members(of: operation.selections).reversed())
        while let selection = waiting.popLast() {
            switch selection.kind {
            case .field(let field):
                fields.append(field)
                refuseConditions(field.directives, &report)
            case .inline(let fragment):
                refuseConditions(fragment.directives, &report)
                guard applies(fragment.typeCondition, in: document) else { continue }
                waiting += all.members(of: selection.selections).reversed()
            case .spread(let spread):
                refuseConditions(spread.directives, &report)
                guard seen.insert(spread.name.text).inserted, let fragment = document.fragment(spread.name.text),
                    applies(fragment.typeCondition, in: document)
                else { continue }
                waiting += all.members(of: fragment.selections).reversed()
            }
        }
        return fields
    }

    /// DoesFragmentTypeApply to the root.
    private static func applies(_ condition: Name?, in document: TypedDocument) -> Bool {
        guard let condition, let root = document.schema.subscriptionType else { return true }
        return document.schema.type(named: condition.text)?.isPossible(root) ?? false
    }

    private static func refuseConditions(_ directives: [DirectiveNode], _ report: inout ValidationReport) {
        for directive in directives where directive.name.text == "skip" || directive.name.text == "include" {
            report.report(
                "\"@\(directive.name.text)\" cannot be used at the root of a subscription", at: directive.offset)
        }
    }
}
