import JSON
import Synchronization
import Testing

@testable import GraphQL

/// Section 6.2.3: CreateSourceEventStream, MapSourceToResponseEvent and Unsubscribe.
@Suite("Source and response streams")
struct EventStreamTests {
    private static let schema = """
        type Query { a: Int }
        type Subscription { tick(from: Int! = 1): Int changed: Query list: [Query] fails: Int! }
        """

    private func harness(_ resolvers: [String: FieldResolver<Int>]) throws -> ExecutionHarness {
        let none = FieldResolver<Int>.subscription { _, _ in throw FieldError("unused", code: .internal) }
        var all: [String: FieldResolver<Int>] = [
            "Query.a": .leaf { _, _ in .constant(5) }, "Subscription.tick": none, "Subscription.changed": none,
            "Subscription.list": none, "Subscription.fails": none,
        ]
        all.merge(resolvers) { $1 }
        return try ExecutionHarness(Self.schema, all)
    }

    private func stream(_ events: [EventStream.Event]) -> EventStream {
        let (stream, source) = EventStream.makeStream(buffering: .endWhenFull(max(1, events.count)))
        for event in events { source.send(event) }
        source.finish()
        return stream
    }

    private func responses(_ harness: ExecutionHarness, _ query: String) async throws -> [String] {
        let operation = try harness.prepare(query)
        var texts: [String] = []
        for try await event in try await operation.events(context: 0) {
            texts.append(String(decoding: await operation.respond(to: event, context: 0).bytes, as: UTF8.self))
        }
        return texts
    }

    @Test(.timeLimit(.minutes(1)))
    func `CreateSourceEventStream: the one root field opens it, with its arguments coerced`() async throws {
        let harness = try harness([
            "Subscription.tick": .subscription { field, _ in
                let first = Int64(field.integer("from") ?? 0)
                return EventStream(
                    events: AsyncStream<Int64>(bufferingPolicy: .bufferingOldest(2)) { continuation in
                        for number in first..<first + 2 { continuation.yield(number) }
                        continuation.finish()
                    }
                ) { EventStream.Event(leaf: .integer($0)) }
            }
        ])
        #expect(
            try await responses(harness, "subscription { tick }") == [#"{"data":{"tick":1}}"#, #"{"data":{"tick":2}}"#])
        #expect(
            try await responses(harness, "subscription { t: tick(from: 8) }")
                == [#"{"data":{"t":8}}"#, #"{"data":{"t":9}}"#])
    }

    @Test func `CreateSourceEventStream: a refusal is a response without data`() async throws {
        let harness = try harness([
            "Subscription.tick": .subscription { _, _ in throw FieldError("not for you", code: .forbidden) }
        ])
        let operation = try harness.prepare("subscription { t: tick }")
        let failure = try await #require(throws: RequestFailure.self) { try await operation.events(context: 0) }
        #expect(failure.errors.map(\.message) == ["not for you"])
        #expect(failure.response.isRequestError)
        #expect(!String(decoding: failure.response.bytes, as: UTF8.self).contains("\"data\""))
    }

    @Test(.timeLimit(.minutes(1)))
    func `MapSourceToResponseEvent: each event is the root of an execution of its own`() async throws {
        let changed = stream([
            EventStream.Event(RootObject()), EventStream.Event(ObjectResult.null),
            EventStream.Event(ObjectResult.null.failing(FieldError("gone", code: .notFound), at: 0)),
            EventStream.Event(RootObject()),
        ])
        let list = stream([
            EventStream.Event(ListResult.all(RootObject(), rows: [0, -1])), EventStream.Event(ListResult.null),
        ])
        let harness = try harness([
            "Subscription.changed": .subscription { _, _ in changed },
            "Subscription.list": .subscription { _, _ in list },
        ])
        let texts = try await responses(harness, "subscription { c: changed { a } }")
        #expect(texts[0] == #"{"data":{"c":{"a":5}}}"#)
        #expect(texts[1] == #"{"data":{"c":null}}"#)
        #expect(texts[2].hasPrefix(#"{"errors":[{"message":"gone","locations":[{"line":1,"column":16}],"path":["c"]"#))
        #expect(texts[2].hasSuffix(#""data":{"c":null}}"#))
        #expect(texts[3] == texts[0])
        #expect(
            try await responses(harness, "subscription { list { a } }")
                == [#"{"data":{"list":[{"a":5},null]}}"#, #"{"data":{"list":null}}"#])
    }

    @Test(.timeLimit(.minutes(1)))
    func `MapSourceToResponseEvent: a null that may not be makes data null, for that event`() async throws {
        let events = stream([EventStream.Event(leaf: .null), EventStream.Event(leaf: 1)])
        let harness = try harness(["Subscription.fails": .subscription { _, _ in events }])
        let texts = try await responses(harness, "subscription { fails }")
        #expect(texts.map { $0.hasSuffix("\"data\":null}") } == [true, false])
    }

    @Test(.timeLimit(.minutes(1))) func `the response stream ends as the source does, with its error`() async throws {
        let (stream, source) = EventStream.makeStream(buffering: .endWhenFull(2))
        source.send(EventStream.Event(leaf: 1))
        source.finish(throwing: FieldError("broken", code: .internal))
        let harness = try harness(["Subscription.tick": .subscription { _, _ in stream }])
        await #expect(throws: FieldError("broken", code: .internal)) {
            _ = try await responses(harness, "subscription { tick }")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Unsubscribe: who stops reading ends the source`() async throws {
        let (ended, end) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let harness = try harness([
            "Subscription.tick": .subscription { _, _ in
                let (stream, source) = EventStream.makeStream(buffering: .dropOldest(1))
                source.onEnd { end.finish() }
                source.send(EventStream.Event(leaf: 1))
                return stream
            }
        ])
        let operation = try harness.prepare("subscription { tick }")
        let reader = Task {
            for try await event in try await operation.events(context: 0) {
                _ = await operation.respond(to: event, context: 0)
            }
        }
        reader.cancel()
        for await _ in ended {}
        _ = await reader.result
    }
}
