import JSON
import Testing

@testable import GraphQL

/// Section 6.1.2, CoerceVariableValues.
@Suite("Variable coercion")
struct VariableCoercionTests {
    @Test(arguments: [
        ("$v: Int", "{}", "{}"),
        ("$v: Int", "{\"v\":null}", "{\"v\":null}"),
        ("$v: Int", "{\"v\":1}", "{\"v\":1}"),
        ("$v: Int = 3", "{}", "{\"v\":3}"),
        ("$v: Int = 3", "{\"v\":null}", "{\"v\":null}"),
        ("$v: Int! = 3", "{}", "{\"v\":3}"),
        ("$v: Int = null", "{}", "{\"v\":null}"),
        ("$v: [Kind] = SLOW", "{}", "{\"v\":[\"SLOW\"]}"),
        ("$v: In = {b: \"d\"}", "{}", "{\"v\":{\"a\":1,\"b\":\"d\",\"must\":7}}"),
        ("$v: In", "{\"v\":{\"b\":\"d\"}}", "{\"v\":{\"a\":1,\"b\":\"d\",\"must\":7}}"),
        ("$v: Int, $w: ID", "{\"w\":1,\"other\":true,\"v\":2}", "{\"v\":2,\"w\":\"1\"}"),
        ("$v: Missing", "{\"v\":1}", "{}"),
    ])
    func `values and defaults, and nothing that the operation does not define`(
        _ definitions: String, _ json: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().variables(definitions, json) == expected)
    }

    @Test(arguments: [
        ("$v: Int!", "{}", "variable \"$v\": a value of type Int! is required", "1:8"),
        ("$v: Int!", "{\"v\":null}", "variable \"$v\": expected Int!, found null", "1:8"),
        ("$v: Int! = 3", "{\"v\":null}", "variable \"$v\": expected Int!, found null", "1:8"),
        (
            "$w: Int, $v: [In!]", "{\"v\":[{\"b\":\"x\"},{\"b\":5}]}",
            "variable \"$v[1].b\": expected a value of type String", "1:17"
        ),
        ("$v: Pick", "{\"v\":{}}", "variable \"$v\": exactly one field of \"Pick\" must be given, and not null", "1:8"),
    ])
    func `what does not fit names the variable, the place in it and its definition`(
        _ definitions: String, _ json: String, _ message: String, _ place: String
    ) throws {
        let error = try #require(throws: GraphQLError.self) { try CoercionHarness().variables(definitions, json) }
        #expect(error.message == message)
        #expect(error.code == .badUserInput)
        #expect(error.locations.map(\.description) == [place])
    }
}
