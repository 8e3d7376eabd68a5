import JSON
import Testing

@testable import GraphQL

/// Chapter 4.
@Suite("Introspection")
struct IntrospectionTests {
    /// What GraphiQL and code generators send.
    static let query = """
        query IntrospectionQuery {
          __schema {
            description
            queryType { name kind } mutationType { name kind } subscriptionType { name kind }
            types { ...FullType }
            directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description specifiedByURL isOneOf
          fields(includeDeprecated: true) {
            name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
          }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue {
          name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
        }
        fragment TypeRef on __Type {
          kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
          ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
        }
        """

    @Test func `the query of clients loads the whole schema`() async throws {
        let response = try JSONValue(parsing: await Charging.run(Self.query))
        #expect(response["errors"] == nil)
        let schema = try #require(response["data"]?["__schema"])
        #expect(schema["queryType"]?["name"] == "Query")
        let types = schema["types"]?.array ?? []
        let station = try #require(types.first { $0["name"] == "Station" })
        #expect(station["fields"]?.array?.compactMap { $0["name"]?.string }.prefix(3) == ["id", "name", "kind"])
        #expect(station["interfaces"]?[0]?["name"] == "Node")
        #expect(station["inputFields"] == JSONValue.null)
        let stations = types.first { $0["name"] == "Query" }?["fields"]?.array?.first { $0["name"] == "stations" }
        #expect(stations?["type"]?["kind"] == "NON_NULL")
        #expect(stations?["type"]?["ofType"]?["ofType"]?["ofType"]?["name"] == "Station")
        #expect(stations?["args"]?[0]?["defaultValue"] == "10")
        #expect(types.first { $0["name"] == "Pick" }?["isOneOf"] == true)
        #expect(types.contains { $0["name"] == "__Type" })
        #expect(
            schema["directives"]?.array?.compactMap { $0["name"]?.string } == [
                "skip", "include", "deprecated", "specifiedBy", "oneOf",
            ])
    }

    @Test func `one type is found by its name`() async throws {
        #expect(
            try await Charging.run(
                "{ a: __type(name: \"Kind\") { kind enumValues { name } fields { name } } b: __type(name: \"Nope\") { name } }"
            )
                == #"{"data":{"a":{"kind":"ENUM","enumValues":[{"name":"SLOW"},{"name":"FAST"}],"fields":null},"b":null}}"#
        )
    }

    @Test func `what is deprecated is listed on request only`() async throws {
        var group = ResolverGroup<Int>("Query")
        group["old"] = .leaf { _, _ in .null }
        let engine = try Engine(
            schema: Schema(sdl: "type Query { old(x: Int @deprecated): Int @deprecated(reason: \"gone\") }"),
            resolvers: [group])
        let query =
            "{ __type(name: \"Query\") { fields { name } all: fields(includeDeprecated: true) { deprecationReason args { name } } } }"
        let response = await engine.execute(GraphQLRequest(query: query), context: 0)
        #expect(
            response.textWithoutExtensions
                == #"{"data":{"__type":{"fields":[],"all":[{"deprecationReason":"gone","args":[]}]}}}"#)
    }

    @Test func `a request that may not ask is refused, although another's made the document known`() async throws {
        let world = World()
        let engine = try Charging.engine(world)
        let stranger = RequestOptions(allowsIntrospection: false)
        for query in [
            Self.query, "{ __type(name: \"Query\") { name } }",
            "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        ] {
            let before = await engine.execute(GraphQLRequest(query: query), context: world, options: stranger)
            #expect(before.errors.map(\.code) == [.validationFailed])
            #expect(await engine.execute(GraphQLRequest(query: query), context: world).hasData)
            let after = await engine.execute(GraphQLRequest(query: query), context: world, options: stranger)
            #expect(after.bytes == before.bytes)
        }
        let own = await engine.execute(GraphQLRequest(query: "{ __typename }"), context: world, options: stranger)
        #expect(own.hasData)
    }

    @Test(arguments: ["{ statoins { id } }", "{ station(idd: 1) { id } }", "{ stations(filter: {knd: SLOW}) { id } }"])
    func `who may not ask about the schema gets no guesses either`(query: String) async throws {
        let world = World()
        let engine = try Charging.engine(world)
        let open = await engine.execute(GraphQLRequest(query: query), context: world)
        #expect(open.errors.contains { $0.message.contains("did you mean") })
        let closed = await engine.execute(
            GraphQLRequest(query: query), context: world, options: RequestOptions(allowsIntrospection: false))
        #expect(closed.errors.count == open.errors.count)
        #expect(!closed.errors.contains { $0.message.contains("did you mean") })
    }
}
