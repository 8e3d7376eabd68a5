import Synchronization
import Testing

@testable import GraphQL

/// Section 6.4.4.
@Suite("Nulls and errors")
struct NullPropagationTests {
    @Test func `a null that is refused makes the nearest nullable parent null`() async throws {
        #expect(
            try await Charging.run("{ station(id: \"S3\") { id sessions { note } } }", world: World(nullNotes: [31]))
                == #"{"errors":[{"message":"cannot return null for non-nullable field Session.note","locations":[{"line":1,"column":37}],"path":["station","sessions",1,"note"],"extensions":{"code":"INTERNAL"}}],"data":{"station":null}}"#
        )
    }

    @Test func `when nothing on the way may be null, data is null`() async throws {
        let response = try await Charging.run(
            "{ stations(first: 2) { sessions { note } } }", world: World(failedNotes: [20]))
        #expect(
            response
                == #"{"errors":[{"message":"unreadable","locations":[{"line":1,"column":35}],"path":["stations",1,"sessions",0,"note"],"extensions":{"code":"CONFLICT"}}],"data":null}"#
        )
    }

    @Test func `elements of a list that may be null become null alone`() async throws {
        let response = try await Charging.run(
            "{ nodes { id ... on Session { n: note } } }", world: World(nullNotes: [70]))
        #expect(
            response
                == #"{"errors":[{"message":"cannot return null for non-nullable field Session.note","locations":[{"line":1,"column":31}],"path":["nodes",2,"n"],"extensions":{"code":"INTERNAL"}}],"data":{"nodes":[{"id":"S2"},null,null]}}"#
        )
    }

    @Test func `an object that stands at several places has an error at each`() async throws {
        let response = try await Charging.run(
            "{ stations(first: 4) { latest { note } } }", world: World(failedNotes: [71]))
        #expect(response.contains(#""path":["stations",1,"latest","note"]"#))
        #expect(response.contains(#""path":["stations",3,"latest","note"]"#))
        #expect(
            response.hasSuffix(
                #""data":{"stations":[{"latest":{"note":"note 70"}},{"latest":null},{"latest":null},{"latest":null}]}}"#
            ))
    }

    @Test func `a missing object where one must be fails its parent only`() async throws {
        let response = try await Charging.run(
            "{ station(id: \"S2\") { neighbour { neighbour { strict { id } } strict { id } } strict { id } } }")
        #expect(response.contains(#""path":["station","strict"]"#))
        #expect(response.hasSuffix(#""data":{"station":null}}"#))
    }

    @Test func `lists of leaves keep the rule too`() async throws {
        let query = "{ a: station(id: \"S13\") { tags } b: station(id: \"S1\") { tags grid } }"
        let response = try await Charging.run(query)
        #expect(response.contains(#""path":["a","tags",0]"#))
        #expect(response.hasSuffix(#""data":{"a":{"tags":null},"b":{"tags":["tag 1"],"grid":[[1,2],null,[]]}}}"#))
    }

    @Test func `an Int beyond 32 bits is an error of the field`() async throws {
        let response = try await Charging.run("{ station(id: \"S13\") { number } }")
        #expect(response.contains(#""message":"the value cannot be represented""#))
        #expect(response.hasSuffix(#""data":{"station":null}}"#))
    }

    @Test func `what a resolver throws is told if it is meant for clients, and hidden otherwise`() async throws {
        let world = World()
        #expect(
            try await Charging.run("mutation { fail { id } }", world: world)
                == #"{"errors":[{"message":"offline","locations":[{"line":1,"column":12}],"path":["fail"],"extensions":{"code":"CHARGER_OFFLINE","operationId":"7"}}],"data":{"fail":null}}"#
        )
        #expect(
            try await Charging.run("{ a: broken b: broken }", world: world).contains(
                #""message":"internal error","locations":[{"line":1,"column":3}],"path":["a"]"#))
        #expect(world.internalErrors.withLock { $0 } == ["Query.broken: Broken()"])
    }

    @Test func `no more errors are listed than the limit`() async throws {
        let world = World(nullNotes: Set(0..<10_000))
        let response = await (try Charging.engine(world)).execute(
            GraphQLRequest(query: "{ stations(first: 100) { sessions(first: 5) { note } } }"), context: world)
        #expect(response.errors.count == 100)
        #expect(!response.hasData)
    }
}
