import JSON
import Testing

@testable import GraphQL

/// Section 3.10, with its table of examples.
@Suite("Input coercion: input objects")
struct InputObjectCoercionTests {
    @Test(arguments: [
        ("{b: \"x\"}", "{}", "{\"a\":1,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", a: null}", "{}", "{\"a\":null,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", a: 2, must: 3}", "{}", "{\"a\":2,\"b\":\"x\",\"must\":3}"),
        (
            "{b: \"x\", list: FAST, nested: {b: \"y\"}, any: {deep: [1, RED]}}", "{}",
            "{\"a\":1,\"b\":\"x\",\"list\":[\"FAST\"],\"nested\":{\"a\":1,\"b\":\"y\",\"must\":7},\"any\":{\"deep\":[1,\"RED\"]},\"must\":7}"
        ),
        ("{b: \"x\", nested: null}", "{}", "{\"a\":1,\"b\":\"x\",\"nested\":null,\"must\":7}"),
    ])
    func `a literal gets the defaults, and keeps null apart from nothing`(
        _ literal: String, _ variables: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().literal(literal, as: "In", variables: variables) == expected)
    }

    @Test(arguments: [
        ("{b: $x}", "{\"x\":\"s\"}", "{\"a\":1,\"b\":\"s\",\"must\":7}"),
        ("{b: \"x\", a: $x}", "{\"x\":null}", "{\"a\":null,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", a: $x}", "{}", "{\"a\":1,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", nested: $x}", "{}", "{\"a\":1,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", must: $x}", "{}", "{\"a\":1,\"b\":\"x\",\"must\":7}"),
        ("{b: \"x\", list: [$x]}", "{\"x\":\"FAST\"}", "{\"a\":1,\"b\":\"x\",\"list\":[\"FAST\"],\"must\":7}"),
    ])
    func `variables inside: given, null, or left out`(_ literal: String, _ variables: String, _ expected: String) throws
    {
        #expect(try CoercionHarness().literal(literal, as: "In", variables: variables) == expected)
    }

    @Test(arguments: [
        ("{}", "{}", ": field \"b\" of type String! is required"),
        ("{b: $x}", "{}", ": field \"b\" of type String! is required"),
        ("{b: null}", "{}", ".b: expected String!, found null"),
        ("{b: $x}", "{\"x\":null}", ".b: expected String!, found null"),
        ("{b: \"x\", must: null}", "{}", ".must: expected Int!, found null"),
        ("{b: \"x\", must: $x}", "{\"x\":null}", ".must: expected Int!, found null"),
        ("{b: \"x\", c: 1}", "{}", ": field \"c\" is not defined by type \"In\""),
        ("{b: 5}", "{}", ".b: expected a value of type String"),
        (
            "{b: \"x\", nested: {b: \"y\", list: [SLOW, X]}}", "{}",
            ".nested.list[1]: \"X\" is no value of enum \"Kind\""
        ),
        ("\"x\"", "{}", ": expected an object of type In"),
        ("[]", "{}", ": expected an object of type In"),
        ("7", "{}", ": expected an object of type In"),
    ])
    func `what does not fit is refused in its place`(_ literal: String, _ variables: String, _ problem: String) throws {
        let found = try CoercionHarness().problem { try $0.literal(literal, as: "In", variables: variables) }
        #expect(found == problem)
    }

    @Test(arguments: [
        ("In", "{\"b\":\"x\"}", "{\"a\":1,\"b\":\"x\",\"must\":7}"),
        ("In", "{\"a\":null,\"b\":\"x\"}", "{\"a\":null,\"b\":\"x\",\"must\":7}"),
        (
            "In!", "{\"b\":\"x\",\"nested\":{\"b\":\"y\",\"any\":[{}]}}",
            "{\"a\":1,\"b\":\"x\",\"nested\":{\"a\":1,\"b\":\"y\",\"any\":[{}],\"must\":7},\"must\":7}"
        ),
        ("In", "null", "null"),
    ])
    func `a variable gets the defaults too`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("In", "{}", ": field \"b\" of type String! is required"),
        ("In", "{\"b\":null}", ".b: expected String!, found null"),
        ("In", "{\"b\":\"x\",\"must\":null}", ".must: expected Int!, found null"),
        ("In", "{\"b\":\"x\",\"nested\":{\"b\":5}}", ".nested.b: expected a value of type String"),
        ("In", "{\"b\":\"x\",\"list\":[\"FAST\",null]}", ".list[1]: expected Kind!, found null"),
        ("In", "{\"b\":\"x\",\"c\":1}", ": field \"c\" is not defined by type \"In\""),
        ("In", "\"abc\"", ": expected an object of type In"),
        ("In", "[]", ": expected an object of type In"),
        ("In!", "null", ": expected In!, found null"),
    ])
    func `and is refused in its place`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }
}
