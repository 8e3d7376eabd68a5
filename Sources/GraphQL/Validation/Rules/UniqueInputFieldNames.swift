/// A field of an input object is given once.
enum UniqueInputFieldNames: ValidationRule {
    static let section = "5.6.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let defaults = document.owners.flatMap { $0.operation?.variables ?? [] }.compactMap(\.defaultValue)
        var waiting = document.arguments.flatMap { $0.nodes.map(\.value) } + defaults
        waiting.reverse()
        while let value = waiting.popLast() {
            switch value.kind {
            case .list(let items): waiting += items.reversed()
            case .object(let fields):
                var seen: Set<String> = []
                for field in fields where !seen.insert(field.name.text).inserted {
                    report.report("there can be only one input field \"\(field.name.text)\"", at: field.name.offset)
                }
                waiting += fields.map(\.value).reversed()
            case .variable, .integer, .float, .string, .boolean, .null, .enumValue: break
            }
        }
    }
}
