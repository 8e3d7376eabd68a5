import JSON
import Testing

@testable import GraphQL

/// Section 3.9.
@Suite("Input coercion: enums")
struct EnumCoercionTests {
    @Test(arguments: [
        ("Kind", "FAST", "\"FAST\""),
        ("Kind", "null", "null"),
        ("[Kind!]", "[SLOW, FAST]", "[\"SLOW\",\"FAST\"]"),
        ("[Kind]", "SLOW", "[\"SLOW\"]"),
    ])
    func `a name of the enum is its value`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("Kind", "\"FAST\"", ": expected a value of type Kind"),
        ("Kind", "MEDIUM", ": \"MEDIUM\" is no value of enum \"Kind\""),
        ("Kind", "fast", ": \"fast\" is no value of enum \"Kind\""),
        ("Kind", "1", ": expected a value of type Kind"),
        ("Kind", "true", ": expected a value of type Kind"),
        ("Kind", "{}", ": expected a value of type Kind"),
        ("[Kind]", "[SLOW, \"FAST\"]", "[1]: expected a value of type Kind"),
    ])
    func `anything else is refused, a string above all`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("Kind", "\"FAST\"", "\"FAST\""),
        ("[Kind!]!", "\"SLOW\"", "[\"SLOW\"]"),
        ("Kind", "null", "null"),
    ])
    func `a variable has it as a string`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("Kind", "\"MEDIUM\"", ": \"MEDIUM\" is no value of enum \"Kind\""),
        ("Kind", "1", ": expected a value of type Kind"),
        ("Kind", "true", ": expected a value of type Kind"),
        ("[Kind]", "[\"SLOW\", \"x\"]", "[1]: \"x\" is no value of enum \"Kind\""),
    ])
    func `which must be a name of the enum`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }
}
