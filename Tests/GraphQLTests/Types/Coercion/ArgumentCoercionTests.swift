import JSON
import Testing

@testable import GraphQL

/// Section 6.4.1, CoerceArgumentValues.
@Suite("Argument coercion")
struct ArgumentCoercionTests {
    @Test(arguments: [
        ("", "x: Int", "{}", "{}"),
        ("", "x: Int = 3", "{}", "{\"x\":3}"),
        ("x: 5", "x: Int = 3", "{}", "{\"x\":5}"),
        ("x: null", "x: Int = 3", "{}", "{\"x\":null}"),
        ("x: $v", "x: Int", "{}", "{}"),
        ("x: $v", "x: Int = 3", "{}", "{\"x\":3}"),
        ("x: $v", "x: Int = 3", "{\"v\":null}", "{\"x\":null}"),
        ("x: $v", "x: Int = 3", "{\"v\":5}", "{\"x\":5}"),
        ("x: $v", "x: Int! = 3", "{}", "{\"x\":3}"),
        ("y: 2", "x: In = {b: \"d\"}, y: Int", "{}", "{\"x\":{\"a\":1,\"b\":\"d\",\"must\":7},\"y\":2}"),
        ("y: 2, x: 1", "x: Int, y: Int", "{}", "{\"x\":1,\"y\":2}"),
        ("x: 1", "x: [[Int]]", "{}", "{\"x\":[[1]]}"),
    ])
    func `values, defaults and variables in the order of the definition`(
        _ given: String, _ definitions: String, _ variables: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().arguments(given, of: definitions, variables: variables) == expected)
    }

    @Test(arguments: [
        ("", "x: Int!", "{}", "argument \"x\" of type Int! is required"),
        ("x: $v", "x: Int!", "{}", "argument \"x\" of type Int! is required"),
        ("x: $v", "x: Int!", "{\"v\":null}", "argument \"x\": expected Int!, found null"),
        ("x: $v", "x: Int! = 3", "{\"v\":null}", "argument \"x\": expected Int!, found null"),
        ("x: null", "x: Int! = 3", "{}", "argument \"x\": expected Int!, found null"),
        ("x: {b: 1}", "x: In", "{}", "argument \"x.b\": expected a value of type String"),
        ("x: [1, \"b\"]", "x: [Int]", "{}", "argument \"x[1]\": expected a value of type Int"),
    ])
    func `what does not fit names the argument and the place in it`(
        _ given: String, _ definitions: String, _ variables: String, _ message: String
    ) throws {
        let problem = try #require(throws: InputProblem.self) {
            try CoercionHarness().arguments(given, of: definitions, variables: variables)
        }
        #expect(problem.message == message)
    }
}
