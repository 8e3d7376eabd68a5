import JSON
import Testing

@testable import GraphQL

/// CoerceResult of section 6.4.3, with the result coercion of each type in chapter 3.
@Suite("Result coercion")
struct ResultCoercionTests {
    /// As JSON values, and as the typed columns that hold the same.
    private func expect(
        _ type: String, _ value: JSONValue, _ expected: String, _ columns: LeafColumn...
    ) async throws {
        for column in [.json([value]), .constant(value)] + columns {
            let outcome = try await ExecutionHarness.field(
                type, with: "enum E { A B } scalar S", .leaf { _, _ in column })
            #expect(outcome.text == "{\"data\":{\"x\":\(expected)}}")
        }
    }

    private func expectError(_ type: String, _ value: JSONValue, _ columns: LeafColumn...) async throws {
        for column in [.json([value]), .constant(value)] + columns {
            let outcome = try await ExecutionHarness.field(
                type, with: "enum E { A B } scalar S", .leaf { _, _ in column })
            #expect(outcome.data == "{\"x\":null}")
            #expect(outcome.response.errors.map(\.message) == ["the value cannot be represented"])
            #expect(outcome.internalErrors.count == 1)
        }
    }

    @Test func `Int: whole numbers of 32 bits, also those that came as a fraction of nothing`() async throws {
        try await expect("Int", 2_147_483_647, "2147483647", .integers([2_147_483_647 as Int64]))
        try await expect("Int", -2_147_483_648, "-2147483648", .integers([-2_147_483_648 as Int64?]))
        try await expect("Int", 7.0, "7", .numbers([7.0]))
        try await expectError("Int", 2_147_483_648, .integers([2_147_483_648 as Int64]))
        try await expectError("Int", -2_147_483_649, .integers([-2_147_483_649 as Int64?]))
        try await expectError("Int", 1.5, .numbers([1.5]))
        try await expectError("Int", "7", .strings(["7"]))
        try await expectError("Int", true, .booleans([true]))
    }

    @Test func `Float: every finite number`() async throws {
        try await expect("Float", 1.5, "1.5", .numbers([1.5]), .numbers([1.5 as Double?]))
        try await expect("Float", 3, "3", .integers([3 as Int64]))
        try await expectError("Float", .number(.infinity), .numbers([.infinity]), .numbers([.infinity as Double?]))
        try await expectError("Float", .number(.nan), .numbers([.nan]))
        try await expectError("Float", "1.5", .strings(["1.5"]))
    }

    @Test func `String: text and nothing else`() async throws {
        try await expect("String", "a\"é😀\u{1}", "\"a\\\"é😀\\u0001\"", .strings(["a\"é😀\u{1}"]))
        try await expectError("String", 1, .integers([1 as Int64]))
        try await expectError("String", true, .booleans([true as Bool?]))
        try await expectError("String", ["a"])
    }

    @Test func `Boolean: true and false and nothing else`() async throws {
        try await expect("Boolean", true, "true", .booleans([true]), .booleans([true as Bool?]))
        try await expect("Boolean", false, "false", .booleans([false]))
        try await expectError("Boolean", 1, .integers([1 as Int64]))
        try await expectError("Boolean", "true", .strings(["true"]))
    }

    @Test func `ID: written as text, whatever it came as`() async throws {
        try await expect("ID", "a1", "\"a1\"", .strings(["a1"]))
        try await expect("ID", 7, "\"7\"", .integers([7 as Int64]), .integers([7 as Int64?]))
        try await expectError("ID", 1.5, .numbers([1.5]))
        try await expectError("ID", true, .booleans([true]))
    }

    @Test func `an enum: one of its values by name`() async throws {
        try await expect("E", "B", "\"B\"", .strings(["B"]), .strings(["B" as String?]))
        try await expectError("E", "C", .strings(["C"]), .strings(["C" as String?]))
        try await expectError("E", 1, .integers([1 as Int64]))
    }

    @Test func `a custom scalar: any JSON, if nothing else is said`() async throws {
        try await expect("S", ["a": [1, nil]], "{\"a\":[1,null]}")
        try await expect("S", "t", "\"t\"", .strings(["t"]))
        try await expectError("S", .number(.infinity), .numbers([.nan]))
    }

    @Test func `a custom scalar: what its own function makes of it`() async throws {
        struct Secret: Error {}
        let scalar = ScalarCoercion(
            parse: { $0 },
            serialize: { value in
                switch value {
                case "hidden": throw Secret()
                case "told": throw FieldError("not for you", code: .forbidden)
                default: return .array([value])
                }
            })
        let columns: [(LeafColumn, String, [String])] = [
            (.strings(["a"]), "[\"a\"]", []), (.json([1]), "[1]", []), (.constant("told"), "null", ["not for you"]),
            (.strings(["hidden"]), "null", ["the value cannot be represented"]),
        ]
        for (column, data, messages) in columns {
            let outcome = try await ExecutionHarness.field(
                "S", with: "scalar S", scalars: ["S": scalar], .leaf { _, _ in column })
            #expect(outcome.data == "{\"x\":\(data)}")
            #expect(outcome.response.errors.map(\.message) == messages)
        }
    }
}
