import JSON
import Testing

@testable import GraphQL

/// Sections 3.11 and 3.12.
@Suite("Input coercion: lists")
struct ListCoercionTests {
    @Test(arguments: [
        ("[Int]", "[1, 2, 3]", "[1,2,3]"),
        ("[Int]", "[]", "[]"),
        ("[Int]", "1", "[1]"),
        ("[Int]", "null", "null"),
        ("[Int]", "[1, null]", "[1,null]"),
        ("[[Int]]", "[[1], [2, 3]]", "[[1],[2,3]]"),
        ("[[Int]]", "[1, 2, 3]", "[[1],[2],[3]]"),
        ("[[Int]]", "[1, null, 3]", "[[1],null,[3]]"),
        ("[[Int]]", "1", "[[1]]"),
        ("[[Int]]", "null", "null"),
        ("[[[Int!]!]!]!", "1", "[[[1]]]"),
        ("[In]", "{b: \"x\"}", "[{\"a\":1,\"b\":\"x\",\"must\":7}]"),
    ])
    func `a literal is a list, or one value`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("[Int]", "[1, \"b\", true]", "[1]: expected a value of type Int"),
        ("[[Int]]", "[[1], [\"b\"]]", "[1][0]: expected a value of type Int"),
        ("[Int]", "\"b\"", ": expected a value of type Int"),
        ("[Int]", "[[1]]", "[0]: expected a value of type Int"),
        ("[Int!]", "[null]", "[0]: expected Int!, found null"),
        ("[Int]!", "null", ": expected [Int]!, found null"),
        ("[Int!]!", "[1, null]", "[1]: expected Int!, found null"),
        ("[[Int!]]", "[[1], [null]]", "[1][0]: expected Int!, found null"),
    ])
    func `each item has to fit, null included`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("[Int]", "[1,2,3]", "[1,2,3]"),
        ("[Int]", "1", "[1]"),
        ("[Int]", "null", "null"),
        ("[[Int]]", "[1,2,3]", "[[1],[2],[3]]"),
        ("[[Int]]", "[[1],null]", "[[1],null]"),
        ("[[Int]]", "1", "[[1]]"),
        ("[Int!]!", "[]", "[]"),
    ])
    func `a variable is a list, or one value`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("[Int]", "[1,\"b\",true]", "[1]: expected a value of type Int"),
        ("[[Int]]", "[[1],[\"b\"]]", "[1][0]: expected a value of type Int"),
        ("[Int!]", "[null]", "[0]: expected Int!, found null"),
        ("[Int]!", "null", ": expected [Int]!, found null"),
        ("[[Int!]!]", "[null]", "[0]: expected [Int!]!, found null"),
    ])
    func `of which each item has to fit`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }

    @Test(arguments: [
        ("[Int]", "[1, $x]", "{}", "[1,null]"), ("[Int]", "[1, $x]", "{\"x\":2}", "[1,2]"),
        ("[Int]", "[$x]", "{\"x\":null}", "[null]"), ("[[Int]]", "[$x]", "{\"x\":[1]}", "[[1]]"),
        ("[Int]", "$x", "{\"x\":[1]}", "[1]"),
    ])
    func `a variable without a value is null in a list`(
        _ type: String, _ literal: String, _ variables: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().literal(literal, as: type, variables: variables) == expected)
    }

    @Test(arguments: ["{}", "{\"x\":null}"])
    func `where null must not be it is refused`(_ variables: String) throws {
        let problem = try CoercionHarness().problem { try $0.literal("[1, $x]", as: "[Int!]", variables: variables) }
        #expect(problem == "[1]: expected Int!, found null")
    }

    @Test func `a variable without a value leaves the whole list out`() throws {
        #expect(try CoercionHarness().literal("$x", as: "[Int]") == nil)
    }
}
