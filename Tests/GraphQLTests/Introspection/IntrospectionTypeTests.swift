import JSON
import Testing

@testable import GraphQL

/// Chapter 4, type by type: each field of each introspection type, for every kind of type it can be asked of.
@Suite("Introspection types")
struct IntrospectionTypeTests {
    private static let sdl = """
        "The whole" schema { query: Root mutation: Change }
        directive @d("why" a: [Int!]! = [1] @deprecated(reason: "r"), b: In) repeatable on FIELD | INPUT_OBJECT
        "S1" scalar S @specifiedBy(url: "https://example.com/s")
        scalar Plain
        "E1" enum E { "first" A B @deprecated C @deprecated(reason: "no C") }
        interface N { id: ID! }
        "I1" interface I implements N { id: ID! x("arg" a: Int = 5, old: E = B @deprecated): [[S!]]! }
        type O implements I & N { id: ID! x(a: Int = 5, old: E): [[S!]]! y: Float @deprecated(reason: "use x") }
        union U = O | Root
        input In { a: Int! = 3 "b1" b: [String] old: E @deprecated(reason: "gone") }
        input One @oneOf { a: Int b: In }
        type Root { o(in: In = {a: 1, b: ["x"]}, one: One): O u: U p: Plain }
        type Change { o: O }
        """

    private func ask(_ query: String) async throws -> JSONValue {
        let none = FieldResolver<Int>.leaf { _, _ in .null }
        let harness = try ExecutionHarness(
            Self.sdl,
            [
                "O.id": none, "O.x": none, "O.y": none, "Root.p": none, "Root.o": .object { _, _ in .null },
                "Root.u": .object { _, _ in .null }, "Change.o": .object { _, _ in .null },
            ])
        let outcome = await harness.run(query)
        #expect(outcome.response.errors == [])
        return try JSONValue(parsing: outcome.data)
    }

    private func type(_ name: String, _ selection: String) async throws -> JSONValue? {
        try await ask("{ __type(name: \"\(name)\") { \(selection) } }")["__type"]
    }

    @Test func `__typename: every object tells its type, whatever it is asked through`() async throws {
        #expect(
            try await Charging.run("{ __typename things { __typename } node(id: \"S1\") { a: __typename } }")
                == #"{"data":{"__typename":"Query","things":[{"__typename":"Session"},{"__typename":"Station"},{"__typename":"Station"}],"node":{"a":"Station"}}}"#
        )
        #expect(
            try await ask("{ __schema { __typename queryType { __typename } } }")["__schema"]
                == ["__typename": "__Schema", "queryType": ["__typename": "__Type"]])
    }

    @Test func `__Schema: description, roots, types and directives`() async throws {
        let schema = try #require(
            try await ask(
                "{ __schema { description queryType { name } mutationType { name } subscriptionType { name } types { name } directives { name } } }"
            )["__schema"])
        #expect(schema["description"] == "The whole")
        #expect(schema["queryType"]?["name"] == "Root")
        #expect(schema["mutationType"]?["name"] == "Change")
        #expect(schema["subscriptionType"] == JSONValue.null)
        let types = Set(schema["types"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(types.isSuperset(of: ["S", "E", "N", "I", "O", "U", "In", "One", "Root", "Change", "Plain", "__Type"]))
        #expect(types.isSuperset(of: ["Int", "Float", "String", "Boolean", "ID", "__Schema", "__DirectiveLocation"]))
        let directives = Set(schema["directives"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(directives == ["skip", "include", "deprecated", "specifiedBy", "oneOf", "d"])
    }

    /// A built-in scalar that nothing refers to is not part of the schema (section 3.5).
    @Test func `__Schema: built-in scalars only where they are used`() async throws {
        let harness = try ExecutionHarness("type Query { a: Int }", ["Query.a": .leaf { _, _ in .null }])
        let data = try JSONValue(parsing: await harness.run("{ __schema { types { name } } }").data)
        let names = Set(data["__schema"]?["types"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(names.isSuperset(of: ["Int", "String", "Boolean"]))
        #expect(names.isDisjoint(with: ["Float", "ID"]))
        #expect(await harness.run("{ __type(name: \"Float\") { name } }").data == #"{"__type":null}"#)
    }

    private static let all =
        "kind name description specifiedByURL isOneOf fields { name } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } ofType { name }"

    @Test(arguments: [
        ("S", #"{"kind":"SCALAR","name":"S","description":"S1","specifiedByURL":"https://example.com/s"}"#),
        ("Plain", #"{"kind":"SCALAR","name":"Plain"}"#), ("Int", #"{"kind":"SCALAR","name":"Int"}"#),
        (
            "O",
            #"{"kind":"OBJECT","name":"O","fields":[{"name":"id"},{"name":"x"}],"interfaces":[{"name":"I"},{"name":"N"}]}"#
        ),
        ("Root", #"{"kind":"OBJECT","name":"Root","fields":[{"name":"o"},{"name":"u"},{"name":"p"}],"interfaces":[]}"#),
        (
            "I",
            #"{"kind":"INTERFACE","name":"I","description":"I1","fields":[{"name":"id"},{"name":"x"}],"interfaces":[{"name":"N"}],"possibleTypes":[{"name":"O"}]}"#
        ),
        ("U", #"{"kind":"UNION","name":"U","possibleTypes":[{"name":"O"},{"name":"Root"}]}"#),
        ("E", #"{"kind":"ENUM","name":"E","description":"E1","enumValues":[{"name":"A"}]}"#),
        ("In", #"{"kind":"INPUT_OBJECT","name":"In","isOneOf":false,"inputFields":[{"name":"a"},{"name":"b"}]}"#),
        ("One", #"{"kind":"INPUT_OBJECT","name":"One","isOneOf":true,"inputFields":[{"name":"a"},{"name":"b"}]}"#),
    ])
    func `__Type: what belongs to the kind, and null for the rest`(_ name: String, _ expected: String) async throws {
        var type = try #require(try await type(name, Self.all)?.object)
        // Built-in types are described too; in which words is nobody's business.
        if name == "Int" { type["description"] = .null }
        var present = JSONObject()
        for member in type.members where !member.value.isNull { present[member.name] = member.value }
        #expect(try JSONValue.object(present) == JSONValue(parsing: expected))
    }

    @Test func `__Type: lists and types that are not null are around another`() async throws {
        let fields = try await type(
            "O",
            "fields { type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }"
        )
        let type = try #require(fields?["fields"]?[1]?["type"])
        #expect(type["kind"] == "NON_NULL")
        #expect(type["name"] == JSONValue.null)
        #expect(type["ofType"]?["kind"] == "LIST")
        #expect(type["ofType"]?["ofType"]?["kind"] == "LIST")
        #expect(type["ofType"]?["ofType"]?["ofType"]?["kind"] == "NON_NULL")
        #expect(type["ofType"]?["ofType"]?["ofType"]?["ofType"] == ["kind": "SCALAR", "name": "S"])
    }

    @Test func `__Type: a name that is unknown is null`() async throws {
        #expect(try await type("Nope", "name") == JSONValue.null)
    }

    @Test func `__Field: name, description, arguments, type and deprecation`() async throws {
        let fields = try await type(
            "O",
            "fields(includeDeprecated: true) { name description args { name } type { name } isDeprecated deprecationReason }"
        )
        #expect(
            fields?["fields"]?[2] == [
                "name": "y", "description": nil, "args": [], "type": ["name": "Float"], "isDeprecated": true,
                "deprecationReason": "use x",
            ])
        #expect(fields?["fields"]?[1]?["args"] == [["name": "a"], ["name": "old"]])
        #expect(fields?["fields"]?[0]?["deprecationReason"] == JSONValue.null)
    }

    @Test func `__InputValue: of fields, of inputs and of directives, with defaults as literals`() async throws {
        let value = "{ name description defaultValue isDeprecated deprecationReason type { kind name } }"
        let input = try await type("In", "inputFields(includeDeprecated: true) \(value)")
        #expect(input?["inputFields"]?[0]?["defaultValue"] == "3")
        #expect(
            input?["inputFields"]?[1] == [
                "name": "b", "description": "b1", "defaultValue": nil, "isDeprecated": false, "deprecationReason": nil,
                "type": ["kind": "LIST", "name": nil],
            ])
        #expect(input?["inputFields"]?[2]?["deprecationReason"] == "gone")
        let field = try await type("I", "fields { args(includeDeprecated: true) \(value) }")
        #expect(field?["fields"]?[1]?["args"]?[0]?["description"] == "arg")
        #expect(field?["fields"]?[1]?["args"]?[1]?["defaultValue"] == "B")
        #expect(field?["fields"]?[1]?["args"]?[1]?["deprecationReason"] == "No longer supported")
        let root = try await type("Root", "fields { args \(value) }")
        let literal = try #require(root?["fields"]?[0]?["args"]?[0]?["defaultValue"]?.string)
        #expect(try Parser.parseValue(literal) == Parser.parseValue("{a: 1, b: [\"x\"]}"))
    }

    @Test func `__EnumValue: deprecated ones on request`() async throws {
        let values = try await type(
            "E", "enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }")
        #expect(
            values?["enumValues"] == [
                ["name": "A", "description": "first", "isDeprecated": false, "deprecationReason": nil],
                ["name": "B", "description": nil, "isDeprecated": true, "deprecationReason": "No longer supported"],
                ["name": "C", "description": nil, "isDeprecated": true, "deprecationReason": "no C"],
            ])
    }

    @Test func `__Directive: where it may stand, how often, and with what`() async throws {
        let schema = try await ask(
            "{ __schema { directives { name description isRepeatable locations args { name } all: args(includeDeprecated: true) { name defaultValue } } } }"
        )
        let directives = schema["__schema"]?["directives"]?.array ?? []
        #expect(
            directives.first { $0["name"] == "d" } == [
                "name": "d", "description": nil, "isRepeatable": true, "locations": ["FIELD", "INPUT_OBJECT"],
                "args": [["name": "b"]],
                "all": [["name": "a", "defaultValue": "[1]"], ["name": "b", "defaultValue": nil]],
            ])
        let skip = directives.first { $0["name"] == "skip" }
        #expect(skip?["isRepeatable"] == false)
        #expect(skip?["locations"] == ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"])
    }
}
