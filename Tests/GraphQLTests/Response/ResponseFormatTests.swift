import JSON
import Testing

@testable import GraphQL

/// Section 7.1: which entries a response has, and what is in them.
@Suite("Response format")
struct ResponseFormatTests {
    private func response(_ query: String, variables: JSONObject = [:]) async throws -> JSONObject {
        try #require(JSONValue(parsing: await Charging.run(query, variables: variables)).object)
    }

    @Test func `an execution result without errors has data and nothing else`() async throws {
        #expect(try await response("{ now }").names == ["data"])
    }

    @Test func `an execution result with errors has them first, and data with what there is`() async throws {
        let result = try await response("{ broken now }")
        #expect(result.names == ["errors", "data"])
        #expect(result["data"]?.object?.names == ["broken", "now"])
        #expect(result["data"]?["broken"] == JSONValue.null)
    }

    @Test func `data is null when an error reached the root`() async throws {
        let query = "{ stations(first: 1) { strict { id } } stations2: stations(first: 2) { strict { id } } }"
        let result = try await response(query)
        #expect(result.names == ["errors", "data"])
        #expect(result["data"] == JSONValue.null)
    }

    @Test(arguments: ["{ now", "{ nope }", "query ($x: Int!) { stations(first: $x) { id } }", "subscription { tick }"])
    func `a request error result has errors, at least one, and no data`(_ query: String) async throws {
        let result = try await response(query)
        #expect(result.names == ["errors"])
        #expect(result["errors"]?.array?.isEmpty == false)
    }

    @Test func `an error has a message, the places in the document, the path in the response and extensions`()
        async throws
    {
        let query = "{\n  s: station(id: \"S13\") {\n    tags\n  }\n}"
        let error = try #require(try await response(query)["errors"]?[0]?.object)
        #expect(error.names == ["message", "locations", "path", "extensions"])
        #expect(error["message"]?.string?.isEmpty == false)
        #expect(error["locations"] == [["line": 3, "column": 5]])
        #expect(error["path"] == ["s", "tags", 0])
        #expect(error["extensions"]?["code"] == "INTERNAL")
    }

    @Test func `an error of a field that the document asks for twice has both places`() async throws {
        let query = "{ broken ...F } fragment F on Query { broken }"
        let error = try #require(try await response(query)["errors"]?[0])
        #expect(error["locations"] == [["line": 1, "column": 3], ["line": 1, "column": 39]])
    }

    @Test func `an error of the whole request has no path, and no place if it has none in the document`() async throws {
        let syntax = try #require(try await response("{ now")["errors"]?[0]?.object)
        #expect(syntax.names == ["message", "locations", "extensions"])
        let operation = try #require(
            JSONValue(parsing: await Charging.run("query A { now } query B { now }"))["errors"]?[0]?.object)
        #expect(operation.names == ["message", "extensions"])
    }

    @Test func `only one error is listed for a place in the response`() async throws {
        // The note is null, so the session is, so the list is: one error tells of it.
        let text = try await Charging.run(
            "{ station(id: \"S3\") { sessions(first: 1) { note } } }", world: World(nullNotes: [30]))
        let errors = try JSONValue(parsing: text)["errors"]?.array
        #expect(errors?.map { $0["path"] } == [["station", "sessions", 0, "note"]])
    }

    @Test func `extensions of the response are a map, and there is no other entry beside`() async throws {
        let world = World()
        let response = await (try Charging.engine(world)).execute(GraphQLRequest(query: "{ broken }"), context: world)
        let result = try #require(JSONValue(parsing: response.bytes).object)
        #expect(result.names == ["errors", "data", "extensions"])
        #expect(result["extensions"]?.object?.isEmpty == false)
    }

    @Test func `what an application adds to an error is in its extensions`() async throws {
        let error = try #require(try await response("mutation { fail { id } }")["errors"]?[0]?.object)
        #expect(error["extensions"] == ["code": "CHARGER_OFFLINE", "operationId": "7"])
        #expect(error.names == ["message", "locations", "path", "extensions"])
    }
}
