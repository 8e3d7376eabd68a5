/// Decides whether a document may run.
///
/// Section 5. Limits come first, because the rules are only cheap for documents within them.
struct Validator {
    /// Every rule in the order of their answers: what a later rule assumes, an earlier one checks.
    static let specifiedRules: [any ValidationRule.Type] = [
        ExecutableDefinitions.self,
        OperationTypeExistence.self,
        UniqueOperationNames.self,
        LoneAnonymousOperation.self,
        SubscriptionSingleRootField.self,
        KnownTypeNames.self,
        FragmentsOnCompositeTypes.self,
        VariablesAreInputTypes.self,
        LeafFieldSelections.self,
        FieldsOnCorrectType.self,
        UniqueFragmentNames.self,
        KnownFragmentNames.self,
        NoUnusedFragments.self,
        PossibleFragmentSpreads.self,
        NoFragmentCycles.self,
        UniqueVariableNames.self,
        NoUndefinedVariables.self,
        NoUnusedVariables.self,
        KnownDirectives.self,
        DirectivesInAllowedLocations.self,
        UniqueDirectivesPerLocation.self,
        KnownArgumentNames.self,
        UniqueArgumentNames.self,
        ValuesOfCorrectType.self,
        KnownInputFieldNames.self,
        UniqueInputFieldNames.self,
        RequiredInputFields.self,
        RequiredArguments.self,
        VariablesInAllowedPosition.self,
        OverlappingFieldsCanBeMerged.self,
    ]

    private static let ruleNames = specifiedRules.map { String(describing: $0) }

    let schema: Schema
    let coercion: InputCoercion
    let limits: Limits

    /// All errors of the document; none means it may be planned.
    func errors(in typed: inout TypedDocument, allowsIntrospection: Bool = true) -> [GraphQLError] {
        typed.allowsIntrospection = allowsIntrospection
        if let refusal = DocumentLimits.refusal(of: typed, limits: limits) { return [refusal] }
        var report = ValidationReport(
            document: typed.document, maximumErrors: limits.errors, mayGuess: allowsIntrospection)
        for (rule, name) in zip(Self.specifiedRules, Self.ruleNames) where !report.isFull {
            report.rule = name
            rule.check(typed, &report)
        }
        return report.errors
    }
}
