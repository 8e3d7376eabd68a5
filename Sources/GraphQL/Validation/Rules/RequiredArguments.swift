/// Arguments that may not be null and have no default are given.
enum RequiredArguments: ValidationRule {
    static let section = "5.4.3"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for use in document.arguments {
            for definition in use.definitions ?? [] where definition.isRequired {
                guard !use.nodes.contains(where: { $0.name.text == definition.name }) else { continue }
                report.report(
                    "argument \"\(definition.name)\" of type \"\(document.schema.words(definition.type))\" is required by"
                        + " \(document.words(use.owner))", at: use.offset)
            }
        }
    }
}
