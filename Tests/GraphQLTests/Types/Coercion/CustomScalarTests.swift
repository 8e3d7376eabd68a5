import JSON
import Testing

@testable import GraphQL

/// Section 3.5, custom scalars.
@Suite("Input coercion: custom scalars")
struct CustomScalarTests {
    @Test(arguments: [
        ("Any", "[1.5, {x: null, y: RED}, true, \"s\"]", "[1.5,{\"x\":null,\"y\":\"RED\"},true,\"s\"]"),
        ("Any", "9223372036854775807", "9223372036854775807"),
        ("Any", "null", "null"),
    ])
    func `JSON takes any literal`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("Decimal", "12.50", "\"12.50\""),
        ("Decimal", "123456789012345678901234567890", "\"123456789012345678901234567890\""),
        ("Decimal", "0.10000000000000000000001", "\"0.10000000000000000000001\""),
        ("Decimal", "-0", "\"-0\""),
        ("Decimal", "-7.0", "\"-7.0\""),
        ("Decimal", "\"12.50\"", "\"12.50\""),
        ("Decimal", "\"0\"", "\"0\""),
        ("[Decimal]", "1.10", "[\"1.10\"]"),
        ("Decimal", "null", "null"),
    ])
    func `a decimal keeps every digit`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("Decimal", "1e5", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"1e5\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\".\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"1.\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\".5\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"01\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"00.5\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"-\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"+1\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"1 \"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"1,5\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"1.2.3\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "\"٣\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "true", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "X", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "{}", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "[1]", ": expected a decimal number of at most 256 characters, such as 12.50"),
    ])
    func `what is no decimal is refused`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("Decimal", "\"12.50\"", "\"12.50\""),
        ("Decimal", "12", "\"12\""),
        ("Decimal", "-9223372036854775808", "\"-9223372036854775808\""),
    ])
    func `a variable is a string or a whole number`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("Decimal", "12.5", ": expected a decimal number as a string, such as \"12.50\", to keep its digits"),
        (
            "Decimal", "12345678901234567890",
            ": expected a decimal number as a string, such as \"12.50\", to keep its digits"
        ),
        ("Decimal", "\"x\"", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "true", ": expected a decimal number of at most 256 characters, such as 12.50"),
        ("Decimal", "[]", ": expected a decimal number of at most 256 characters, such as 12.50"),
    ])
    func `a fraction in JSON has lost its digits already`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }

    @Test(arguments: [
        ("DateTime", "\"2026-01-31T12:00:00Z\"", "\"2026-01-31T12:00:00Z\""),
        ("DateTime", "\"2026-01-31T12:00:00.5+02:00\"", "\"2026-01-31T12:00:00.5+02:00\""),
    ])
    func `an instant is a string`(_ type: String, _ literal: String, _ expected: String) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("DateTime", "\"yesterday\"", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "\"2026-02-30T12:00:00Z\"", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "20260131", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "X", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "{}", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
    ])
    func `that can be read as one`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("DateTime", "\"yesterday\"", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "1769860800", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
        ("DateTime", "{}", ": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"),
    ])
    func `as a variable too`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }

    @Test(arguments: [
        ("Big", "12345678901234567890123", "\"literal 12345678901234567890123\""),
        ("Big", "[1, X]", "[1,\"X\"]"),
        ("Big", "{a: 1, b: null}", "[[\"a\",1],[\"b\",null]]"),
    ])
    func `literals have their own coercion where the scalar says so`(
        _ type: String, _ literal: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().literal(literal, as: type) == expected)
    }

    @Test(arguments: [
        ("Big", "\"12\"", "\"parsed 12\"")
    ])
    func `and variables theirs`(_ type: String, _ json: String, _ expected: String) throws {
        #expect(try CoercionHarness().value(json, as: type) == expected)
    }

    @Test(arguments: [
        ("Big", "1.5", ": expected a value of type Big")
    ])
    func `any other error is called a wrong value`(_ type: String, _ literal: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.literal(literal, as: type) } == problem)
    }

    @Test(arguments: [
        ("Big", "12", ": expected digits")
    ])
    func `an error for the client is told as it is`(_ type: String, _ json: String, _ problem: String) throws {
        #expect(try CoercionHarness().problem { try $0.value(json, as: type) } == problem)
    }

    @Test(arguments: [
        ("[1, $x]", "{\"x\":2}", "[1,2]"), ("[1, $x]", "{}", "[1,null]"),
        ("{a: $x}", "{\"x\":{\"b\":1}}", "[[\"a\",{\"b\":1}]]"),
        ("{a: $x, b: 1}", "{}", "[[\"b\",1]]"), ("{a: $x}", "{\"x\":null}", "[[\"a\",null]]"),
    ])
    func `variables inside a literal are seen with their values`(
        _ literal: String, _ variables: String, _ expected: String
    ) throws {
        #expect(try CoercionHarness().literal(literal, as: "Big", variables: variables) == expected)
    }

    @Test func `a decimal has at most so many characters`() throws {
        let digits = String(repeating: "7", count: ScalarCoercion.maximumDecimalLength)
        #expect(try CoercionHarness().literal(digits, as: "Decimal") == "\"\(digits)\"")
        #expect(throws: InputProblem.self) { try CoercionHarness().literal(digits + "7", as: "Decimal") }
    }

    @Test func `a default that its scalar refuses is told when the engine is made`() throws {
        let schema = try Schema(
            sdl: """
                type Query { a(x: Decimal = 1.5, y: [Decimal] = ["no"]): Int } scalar Decimal
                input I { z: Decimal = true, ok: Decimal = "7" }
                """)
        var query = ResolverGroup<Void>("Query")
        query["a"] = .leaf { _, _ in .constant(1) }
        let error = try #require(throws: EngineError.self) {
            try Engine<Void>(schema: schema, resolvers: [query], scalars: ["Decimal": .decimal])
        }
        #expect(
            error.problems.map { $0.prefix { $0 != ":" } } == [
                "default of \"y[0]\" of \"Query.a\"", "default of \"z\" of \"I\"",
            ])
    }

    @Test func `a decimal goes out as it came`() async throws {
        let schema = try Schema(
            sdl: "type Query { echo(x: Decimal): Decimal, list: [Decimal], wrong: Decimal } scalar Decimal")
        var query = ResolverGroup<Void>("Query")
        query["echo"] = .leaf { field, _ in .constant(field.arguments["x"] ?? .null) }
        query["list"] = .leaf { _, _ in .constant(["1.10", 7, "0.000000000000000000000000000001"]) }
        query["wrong"] = .leaf { _, _ in .constant("1,5") }
        let engine = try Engine<Void>(schema: schema, resolvers: [query], scalars: ["Decimal": .decimal])
        let response = await engine.execute(
            GraphQLRequest(query: "{ echo(x: 100000000000000000000.10) list wrong }"), context: ())
        let json = try JSONValue(parsing: response.bytes)
        #expect(json["data"]?["echo"] == "100000000000000000000.10")
        #expect(json["data"]?["list"] == ["1.10", "7", "0.000000000000000000000000000001"])
        #expect(json["data"]?["wrong"] == JSONValue.null)
        #expect(json["errors"]?[0]?["path"] == ["wrong"])
    }
}
