import JSON
import Testing

@Suite("Introspection", .timeLimit(.minutes(1)))
struct IntrospectionTests {
    /// What GraphiQL and code generators send.
    static let query = """
        query IntrospectionQuery { __schema { description queryType { name } mutationType { name } subscriptionType { name }
          types { ...FullType } directives { name description isRepeatable locations args { ...InputValue } } } }
        fragment FullType on __Type { kind name description specifiedByURL
          fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated
            deprecationReason }
          inputFields { ...InputValue } interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef } }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
        fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
          ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
        """

    @Test func `a client can load the schema`() async throws {
        let schema = try await TestAPI().data(of: Self.query)["__schema"]
        #expect(schema?["queryType"]?["name"] == "Query")
        #expect(schema?["subscriptionType"]?["name"] == "Subscription")
        let types = Set(schema?["types"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(
            types.isSuperset(of: ["Station", "SessionConnection", "OnboardStationInput", "ConnectorStatus", "DateTime"])
        )
        let station = schema?["types"]?.array?.first { $0["name"] == "Station" }
        #expect(station?["interfaces"]?[0]?["name"] == "Node")
        #expect(station?["description"] == "A charge point, as a site knows it.")
    }
}
