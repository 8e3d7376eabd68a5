import JSON
import Testing

@testable import GraphQL

/// What each rule of section 5 refuses and lets pass, through one harness.
@Suite("Validation rules")
struct RuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var query: String

        init(_ rule: String, _ query: String) {
            self.rule = rule
            self.query = query
        }

        var testDescription: String { "\(rule): \(query)" }
    }

    private static let schema = Result { try Schema(sdl: Charging.sdl + " extend type Query { pick(by: Pick): Int }") }

    static func errors(in query: String) throws -> [GraphQLError] {
        let schema = try schema.get()
        let coercion = InputCoercion(schema: schema, scalars: ["DateTime": .dateTime, "JSON": .json])
        let validator = Validator(schema: schema, coercion: coercion, limits: Limits())
        var typed = TypedDocument(try Parser.parse(query, limits: Limits()), schema: schema, coercion: coercion)
        return validator.errors(in: &typed)
    }

    static let refused = [
        Case("ExecutableDefinitions", "{ broken } type A { a: Int }"),
        Case("ExecutableDefinitions", "{ broken } directive @x on FIELD"),
        Case("UniqueOperationNames", "query A { broken } mutation A { fail { id } }"),
        Case("LoneAnonymousOperation", "{ broken } query A { broken }"),
        Case("SubscriptionSingleRootField", "subscription { tick other: tick }"),
        Case(
            "SubscriptionSingleRootField",
            "subscription { ...F } fragment F on Subscription { tick stationChanged { id } }"),
        Case("SubscriptionSingleRootField", "subscription { __typename }"),
        Case("SubscriptionSingleRootField", "subscription ($x: Boolean!) { tick @skip(if: $x) }"),
        Case("KnownTypeNames", "query ($x: Nope) { echo(any: $x) }"),
        Case("KnownTypeNames", "{ ... on Nope { a } }"),
        Case("KnownTypeNames", "{ ...F } fragment F on Nope { a }"),
        Case("FragmentsOnCompositeTypes", "{ ... on Kind { a } }"),
        Case("FragmentsOnCompositeTypes", "{ ...F } fragment F on RenameInput { id }"),
        Case("VariablesAreInputTypes", "query ($x: Station) { echo(any: $x) }"),
        Case("LeafFieldSelections", "{ stations }"),
        Case("LeafFieldSelections", "{ broken { a } }"),
        Case("FieldsOnCorrectType", "{ nope }"),
        Case("FieldsOnCorrectType", "{ node(id: 1) { name } }"),
        Case("FieldsOnCorrectType", "{ things { id } }"),
        Case("FieldsOnCorrectType", "{ stations { __schema { description } } }"),
        Case("UniqueFragmentNames", "{ ...F } fragment F on Query { broken } fragment F on Query { now }"),
        Case("KnownFragmentNames", "{ ...F }"),
        Case("NoUnusedFragments", "{ broken } fragment F on Query { broken }"),
        Case("PossibleFragmentSpreads", "{ stations { ... on Session { id } } }"),
        Case("PossibleFragmentSpreads", "{ stations { ...F } } fragment F on Query { broken }"),
        Case("NoFragmentCycles", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
        Case("NoFragmentCycles", "{ stations { ...A } } fragment A on Station { neighbour { ...A } }"),
        Case("UniqueVariableNames", "query ($x: Int, $x: Int) { stations(first: $x) { id } }"),
        Case("NoUndefinedVariables", "{ stations(first: $x) { id } }"),
        Case("NoUndefinedVariables", "{ ...F } fragment F on Query { stations(first: $x) { id } }"),
        Case("NoUnusedVariables", "query ($x: Int) { broken }"),
        Case("KnownDirectives", "{ broken @nope }"),
        Case("KnownDirectives", "query @skip(if: true) { broken }"),
        Case("UniqueDirectivesPerLocation", "{ broken @skip(if: true) @skip(if: false) }"),
        Case("KnownArgumentNames", "{ stations(frist: 1) { id } }"),
        Case("KnownArgumentNames", "{ broken @skip(if: true, unless: false) }"),
        Case("UniqueArgumentNames", "{ stations(first: 1, first: 2) { id } }"),
        Case("ValuesOfCorrectType", "{ stations(first: \"1\") { id } }"),
        Case("ValuesOfCorrectType", "{ stations(filter: {kind: MEDIUM}) { id } }"),
        Case("ValuesOfCorrectType", "{ stations(filter: {nested: {ids: [null]}}) { id } }"),
        Case("ValuesOfCorrectType", "{ stations(filter: {nope: 1}) { id } }"),
        Case("ValuesOfCorrectType", "{ station(id: null) { id } }"),
        Case("ValuesOfCorrectType", "mutation { rename(input: {id: 1}) { id } }"),
        Case("ValuesOfCorrectType", "{ echo(at: \"yesterday\") }"),
        Case("ValuesOfCorrectType", "query ($x: Int = \"s\") { stations(first: $x) { id } }"),
        Case("ValuesOfCorrectType", "{ pick(by: {id: 1, name: \"x\"}) }"),
        Case("RequiredArguments", "{ station { id } }"),
        Case("RequiredArguments", "{ broken @skip }"),
        Case("VariablesInAllowedPosition", "query ($x: String) { stations(first: $x) { id } }"),
        Case("VariablesInAllowedPosition", "query ($x: ID) { station(id: $x) { id } }"),
        Case("VariablesInAllowedPosition", "query ($x: [Boolean]) { echo(flags: $x) }"),
        Case("VariablesInAllowedPosition", "query ($x: ID) { pick(by: {id: $x}) }"),
        Case("OverlappingFieldsCanBeMerged", "{ a: broken a: now }"),
        Case("OverlappingFieldsCanBeMerged", "{ station(id: 1) { id } station(id: 2) { id } }"),
        Case("OverlappingFieldsCanBeMerged", "{ things { ... on Station { x: number } ... on Session { x: note } } }"),
        Case(
            "OverlappingFieldsCanBeMerged", "{ stations { a: id } ...F } fragment F on Query { stations { a: name } }"),
        Case(
            "OverlappingFieldsCanBeMerged",
            "{ things { ... on Station { x: latest { y: id } } ... on Session { x: station { y: number } } } }"),
        Case("OverlappingFieldsCanBeMerged", "{ now } fragment Unused on Query { a: now a: broken }"),
        Case("VariablesInAllowedPosition", "query ($x: Int) { stations(filter: [$x]) { id } }"),
        Case("UniqueInputFieldNames", "{ stations(filter: {kind: SLOW, kind: FAST}) { id } }"),
    ]

    @Test(arguments: refused)
    func `is refused by its rule`(_ test: Case) throws {
        let errors = try Self.errors(in: test.query)
        #expect(errors.contains { $0.extensions["rule"]?.string == test.rule }, "\(errors)")
        #expect(errors.allSatisfy { !$0.locations.isEmpty })
    }

    @Test(arguments: [
        "{ __typename broken }", "{ things { __typename ... on Node { id } } }",
        "query ($x: Int = 3, $y: ID!) { stations(first: $x) { id } station(id: $y) { id } }",
        "query ($x: ID = 1) { station(id: $x) { id } }", "query ($x: Int) { stations(first: $x) { id } }",
        "{ things { ... on Station { x: id y: strict { id } } ... on Session { x: id y: station { id } } } }",
        "{ things { ... on Station { x: id } ... on Session { x: id } ... on Node { x: id } } }",
        "{ stations(first: 1, filter: {kind: SLOW}) { id } stations(filter: {kind: SLOW}, first: 1) { name } }",
        "query A { ...F } query B { ...F } fragment F on Query { broken }",
        "subscription { stationChanged { id ...F } } fragment F on Station { name }",
        "query ($x: ID!) { pick(by: {id: $x}) }", "query ($x: JSON) { echo(any: {a: [$x, RED]}) }",
        "{ stations { ... @include(if: true) { id } ...F @skip(if: false) } } fragment F on Node { id }",
        "{ echo(flags: true) __schema { types { name } } __type(name: \"Station\") { name } }",
    ])
    func `what is right passes`(_ query: String) throws {
        #expect(try Self.errors(in: query) == [])
    }

    @Test func `every rule of the list refuses something here`() {
        // The schema of these tests has all root types, so this one has a test of its own.
        let tested = Set(Self.refused.map(\.rule)).union(["OperationTypeExistence"])
        #expect(tested == Set(Validator.specifiedRules.map { String(describing: $0) }))
    }

    @Test func `an operation needs its root type`() throws {
        let schema = try Schema(sdl: "type Query { a: Int }")
        let coercion = InputCoercion(schema: schema)
        var typed = TypedDocument(
            try Parser.parse("mutation { a }", limits: Limits()), schema: schema, coercion: coercion)
        let errors = Validator(schema: schema, coercion: coercion, limits: Limits()).errors(in: &typed)
        #expect(errors.map(\.message) == ["the schema has no mutation type"])
    }

    @Test func `a misspelt name gets a suggestion`() throws {
        #expect(
            try Self.errors(in: "{ statoins { id } }").first?.message
                == "unknown field \"statoins\" of type \"Query\"; did you mean \"stations\"?")
    }
}
