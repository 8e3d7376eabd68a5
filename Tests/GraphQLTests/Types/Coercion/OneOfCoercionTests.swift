import JSON
import Testing

@testable import GraphQL

/// Section 3.10.1, with its table of examples.
@Suite("Input coercion: @oneOf inputs")
struct OneOfCoercionTests {
    @Test(arguments: [
        ("{id: 1}", "{}", "{\"id\":\"1\"}"),
        ("{name: \"x\"}", "{}", "{\"name\":\"x\"}"),
        ("{name: $x}", "{\"x\":\"s\"}", "{\"name\":\"s\"}"),
        ("{in: {b: \"x\"}}", "{}", "{\"in\":{\"a\":1,\"b\":\"x\",\"must\":7}}"),
        ("$x", "{\"x\":{\"id\":\"1\"}}", "{\"id\":\"1\"}"),
    ])
    func `one field is what it has`(_ literal: String, _ variables: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: "Pick", variables: variables) == expected)
    }

    @Test(arguments: [
        ("{}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{id: null}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{id: 1, name: \"x\"}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{id: 1, name: null}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{name: $x}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{name: $x}", "{\"x\":null}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{id: 1, name: $x}", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{id: $x, name: $y}", "{\"x\":\"1\"}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("{nope: 1}", "{}", ": field \"nope\" is not defined by type \"Pick\""),
        ("{id: true}", "{}", ".id: expected a value of type ID"),
    ])
    func `none, several, null or a missing variable is refused`(
        _ literal: String, _ variables: String, _ problem: String
    ) throws {
        let found = try CoercionHarness().problem { try $0.literal(literal, as: "Pick", variables: variables) }
        #expect(found == problem)
    }

    @Test(arguments: [
        ("Pick", "{\"name\":\"x\"}", "{\"name\":\"x\"}"),
        ("[Pick!]", "{\"id\":1}", "[{\"id\":\"1\"}]"),
    ])
    func `a variable has one field too`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("Pick", "{}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("Pick", "{\"id\":null}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("Pick", "{\"id\":\"1\",\"name\":\"x\"}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("Pick", "{\"id\":\"1\",\"name\":null}", ": exactly one field of \"Pick\" must be given, and not null"),
        ("[Pick]", "[{\"id\":\"1\"},{}]", "[1]: exactly one field of \"Pick\" must be given, and not null"),
    ])
    func `and no more, no less`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }
}
