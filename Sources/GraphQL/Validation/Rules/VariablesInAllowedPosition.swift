/// A variable's type fits every place where it is used.
enum VariablesInAllowedPosition: ValidationRule {
    static let section = "5.8.5"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        let schema = document.schema
        for owner in document.operations {
            var variables: [String: VariableDefinition] = [:]
            for variable in document.owners[owner].operation?.variables ?? [] where variables[variable.name.text] == nil
            {
                variables[variable.name.text] = variable
            }
            for use in document.variableUses(of: owner) {
                guard let variable = variables[use.name], let expected = use.type,
                    let type = schema.resolve(variable.type)
                else { continue }
                guard !isAllowed(type, variable: variable, at: expected, use, schema) else { continue }
                if use.isInOneOf, !type.isNonNull {
                    report.report(
                        "variable \"$\(use.name)\" must not be nullable to be used in a @oneOf input",
                        at: variable.name.offset, use.offset)
                } else {
                    report.report(
                        "variable \"$\(use.name)\" of type \"\(variable.type.description)\" cannot be used where"
                            + " \"\(schema.words(expected))\" is expected", at: variable.name.offset, use.offset)
                }
            }
        }
    }

    /// IsVariableUsageAllowed; the fields of a `@oneOf` input count as if they could not be null.
    private static func isAllowed(
        _ type: TypeReference, variable: VariableDefinition, at expected: TypeReference,
        _ use: TypedDocument.VariableUse, _ schema: Schema
    ) -> Bool {
        guard expected.isNonNull || use.isInOneOf, !type.isNonNull else { return schema.isSubtype(type, of: expected) }
        let hasOwnDefault = variable.defaultValue.map { !$0.isNull } ?? false
        return (hasOwnDefault || use.hasDefault) && schema.isSubtype(type, of: expected.nullable)
    }
}
