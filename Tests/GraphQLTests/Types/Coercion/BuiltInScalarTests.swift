import JSON
import Testing

@testable import GraphQL

/// Sections 3.5.1 to 3.5.5.
@Suite("Input coercion: built-in scalars")
struct BuiltInScalarTests {
    @Test(arguments: [
        ("Int", "5", "5"),
        ("Int", "-0", "0"),
        ("Int", "2147483647", "2147483647"),
        ("Int", "-2147483648", "-2147483648"),
        ("Int", "null", "null"),
        ("Float", "5", "5"),
        ("Float", "-1.5e2", "-150"),
        ("Float", "1e300", "1e+300"),
        ("Float", "-0", "0"),
        ("String", "\"x\"", "\"x\""),
        ("String", "\"\"\"x\"\"\"", "\"x\""),
        ("String", "\"\"", "\"\""),
        ("Boolean", "true", "true"),
        ("Boolean", "false", "false"),
        ("ID", "\"x\"", "\"x\""),
        ("ID", "7", "\"7\""),
        ("ID", "-4", "\"-4\""),
        ("ID", "123456789012345678901234567890", "\"123456789012345678901234567890\""),
    ])
    func `a literal becomes a value of its type`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("Int", "5.0", ": expected a value of type Int"),
        ("Int", "2147483648", ": expected a value of type Int"),
        ("Int", "-2147483649", ": expected a value of type Int"),
        ("Int", "99999999999999999999", ": expected a value of type Int"),
        ("Int", "\"5\"", ": expected a value of type Int"),
        ("Int", "true", ": expected a value of type Int"),
        ("Int", "FIVE", ": expected a value of type Int"),
        ("Int", "{}", ": expected a value of type Int"),
        ("Float", "\"1\"", ": expected a value of type Float"),
        ("Float", "1e999", ": expected a value of type Float"),
        ("Float", "true", ": expected a value of type Float"),
        ("String", "5", ": expected a value of type String"),
        ("String", "X", ": expected a value of type String"),
        ("String", "true", ": expected a value of type String"),
        ("Boolean", "1", ": expected a value of type Boolean"),
        ("Boolean", "\"true\"", ": expected a value of type Boolean"),
        ("ID", "1.5", ": expected a value of type ID"),
        ("ID", "1.0", ": expected a value of type ID"),
        ("ID", "true", ": expected a value of type ID"),
        ("ID", "X", ": expected a value of type ID"),
    ])
    func `a literal of another kind is refused`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("Int", "5", "5"),
        ("Int", "5.0", "5"),
        ("Int", "-0.0", "0"),
        ("Int", "-2147483648", "-2147483648"),
        ("Int", "2.147483647e9", "2147483647"),
        ("Int", "null", "null"),
        ("Float", "5", "5"),
        ("Float", "0.5", "0.5"), ("Float", "9007199254740992", "9007199254740992"),
        ("String", "\"é😀\"", "\"é😀\""),
        ("Boolean", "false", "false"),
        ("ID", "\"x\"", "\"x\""),
        ("ID", "7", "\"7\""),
        ("ID", "4.0", "\"4\""),
        ("ID", "9223372036854775807", "\"9223372036854775807\""),
    ])
    func `a variable becomes a value of its type`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("Int", "5.5", ": expected a value of type Int"),
        ("Int", "2147483648", ": expected a value of type Int"),
        ("Int", "-2147483649", ": expected a value of type Int"),
        ("Int", "1e20", ": expected a value of type Int"),
        ("Int", "\"5\"", ": expected a value of type Int"),
        ("Int", "true", ": expected a value of type Int"),
        ("Int", "[]", ": expected a value of type Int"),
        ("Float", "\"1\"", ": expected a value of type Float"),
        ("Float", "9007199254740993", ": expected a value of type Float"),
        ("Float", "false", ": expected a value of type Float"),
        ("String", "5", ": expected a value of type String"),
        ("String", "true", ": expected a value of type String"),
        ("String", "{}", ": expected a value of type String"),
        ("Boolean", "1", ": expected a value of type Boolean"),
        ("Boolean", "\"true\"", ": expected a value of type Boolean"),
        ("Boolean", "0", ": expected a value of type Boolean"),
        ("ID", "1.5", ": expected a value of type ID"),
        ("ID", "1e300", ": expected a value of type ID"),
        ("ID", "true", ": expected a value of type ID"),
    ])
    func `a variable of another kind is refused`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }
}
