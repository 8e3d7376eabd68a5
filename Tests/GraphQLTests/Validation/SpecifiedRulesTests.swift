import JSON
import Testing

@testable import GraphQL

@Suite("The list of rules")
struct SpecifiedRulesTests {
    /// Every section of chapter 5 that states a rule (edition September 2025).
    static let sections: Set<String> = [
        "5.1.1", "5.2.1.1", "5.2.2.1", "5.2.3.1", "5.2.4.1", "5.3.1", "5.3.2", "5.3.3", "5.4.1", "5.4.2", "5.4.3",
        "5.5.1.1", "5.5.1.2", "5.5.1.3", "5.5.1.4", "5.5.2.1", "5.5.2.2", "5.5.2.3", "5.6.1", "5.6.2", "5.6.3", "5.6.4",
        "5.7.1", "5.7.2", "5.7.3", "5.8.1", "5.8.2", "5.8.3", "5.8.4", "5.8.5",
    ]

    @Test func `every section has a rule, and every rule a section`() {
        let claimed = Validator.specifiedRules.flatMap { $0.section.split(separator: ",") }
            .map { String($0.drop { $0 == " " }) }
        #expect(Set(claimed) == Self.sections)
    }

    @Test func `every rule has a file and a suite of its own`() throws {
        for rule in Validator.specifiedRules {
            let name = String(describing: rule)
            let source = try Checkout.text("Sources/GraphQL/Validation/Rules/\(name).swift")
            #expect(source.contains("enum \(name): ValidationRule"))
            let tests = try Checkout.text("Tests/GraphQLTests/Validation/Rules/\(name)Tests.swift")
            #expect(tests.contains("struct \(name)Tests"), "\(name)")
            #expect(tests.contains("expectErrors(") && tests.contains("\(name).self"), "\(name)")
        }
    }

    @Test func `no rule is listed twice`() {
        let names = Validator.specifiedRules.map { String(describing: $0) }
        #expect(Set(names).count == names.count)
    }

    /// Clients compare them, so they stay as they are.
    @Test func `an error names its rule`() throws {
        let errors = try RuleHarness.allErrors("{ nope books(frist: 1) { id } book { id } }")
        #expect(
            errors.compactMap { $0.extensions["rule"]?.string } == [
                "FieldsOnCorrectType", "KnownArgumentNames", "RequiredArguments",
            ])
    }

    @Test func `errors stop at the limit`() throws {
        var limits = Limits()
        limits.errors = 3
        #expect(try RuleHarness.allErrors("{ a b c d e f }", limits: limits).count == 3)
    }

    @Test func `only the first errors guess what was meant`() throws {
        let errors = try RuleHarness.allErrors("{ \((0..<20).map { "boook\($0): boook " }.joined()) }")
        #expect(errors.count == 20)
        #expect(errors.count { $0.message.hasSuffix("did you mean \"book\"?") } == 10)
    }

    @Test(arguments: [
        "{ __typename books { id } }", "{ work { __typename ... on Item { id } } }",
        "query ($x: Int = 3, $y: ID!) { books(first: $x) { id } book(isbn: $y) { id } }",
        "subscription { added { id ...F } } fragment F on Book { title }",
        "query ($x: ID!) { pick(by: {id: $x}) { id } }",
        "query A { ...F } query B { ...F } fragment F on Query { work { __typename } }",
        "{ __schema { types { name } } __type(name: \"Book\") { name } }",
    ])
    func `what is right passes them all`(_ query: String) throws {
        #expect(try RuleHarness.allErrors(query) == [])
    }
}
