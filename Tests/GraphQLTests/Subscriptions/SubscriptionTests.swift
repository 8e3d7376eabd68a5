import JSON
import Testing

@testable import GraphQL

/// Section 6.2.3.
@Suite("Subscriptions")
struct SubscriptionTests {
    private func responses(_ query: String, world: World = World()) async throws -> [String] {
        let operation = try (try Charging.engine(world)).prepare(GraphQLRequest(query: query))
        var responses: [String] = []
        for try await event in try await operation.events(context: world) {
            responses.append(String(decoding: await operation.respond(to: event, context: world).bytes, as: UTF8.self))
        }
        return responses
    }

    @Test(.timeLimit(.minutes(1))) func `each event is executed like a query`() async throws {
        #expect(
            try await responses(
                "subscription { changed: stationChanged { __typename id sessions(first: 1) { note } } }") == [
                    #"{"data":{"changed":{"__typename":"Station","id":"S1","sessions":[{"note":"note 10"}]}}}"#,
                    #"{"data":{"changed":{"__typename":"Station","id":"S3","sessions":[{"note":"note 30"}]}}}"#,
                    #"{"data":{"changed":{"__typename":"Station","id":"S4","sessions":[{"note":"note 40"}]}}}"#,
                ])
    }

    @Test(.timeLimit(.minutes(1))) func `an error in one event leaves the others alone`() async throws {
        let found = try await responses(
            "subscription { stationChanged { sessions(first: 1) { note } } }", world: World(nullNotes: [30]))
        #expect(found.map { $0.contains("errors") } == [false, true, false])
        #expect(found[1].hasSuffix(#""data":null}"#))
    }

    @Test(.timeLimit(.minutes(1))) func `a source with a bound ends rather than lose events in silence`() async throws {
        var seen: [String] = []
        await #expect(throws: EventOverflow.self) {
            let world = World()
            let operation = try (try Charging.engine(world)).prepare(GraphQLRequest(query: "subscription { tick }"))
            for try await event in try await operation.events(context: world) {
                seen.append(String(decoding: await operation.respond(to: event, context: world).bytes, as: UTF8.self))
            }
        }
        #expect(seen == [#"{"data":{"tick":1}}"#, #"{"data":{"tick":2}}"#])
    }

    @Test func `a source that refuses tells why`() async throws {
        let world = World()
        let operation = try (try Charging.engine(world)).prepare(
            GraphQLRequest(query: "subscription { stationChanged(id: \"none\") { id } }"))
        let failure = try await #require(throws: RequestFailure.self) { try await operation.events(context: world) }
        #expect(failure.errors.map(\.code) == [.notFound])
        #expect(failure.errors.first?.path == [.field("stationChanged")])
    }

    @Test func `equal operations have equal keys`() throws {
        let engine = try Charging.engine(World())
        let query =
            "subscription ($id: ID, $x: Boolean = true) { stationChanged(id: $id) { id ... @include(if: $x) { name } } }"
        func key(_ request: GraphQLRequest) throws -> OperationKey { try engine.prepare(request).key }
        let first = try key(GraphQLRequest(query: query, variables: ["id": 1]))
        #expect(try key(GraphQLRequest(query: query, variables: ["id": "1", "x": true])) == first)
        #expect(try key(GraphQLRequest(query: query, variables: ["id": 2])) != first)
    }

    @Test func `a subscription is not executed like a query, nor a query subscribed to`() async throws {
        let world = World()
        let engine = try Charging.engine(world)
        let response = await engine.execute(GraphQLRequest(query: "subscription { tick }"), context: world)
        #expect(response.isRequestError)
        let query = try engine.prepare(GraphQLRequest(query: "{ now }"))
        await #expect(throws: RequestFailure.self) { try await query.events(context: world) }
    }
}
