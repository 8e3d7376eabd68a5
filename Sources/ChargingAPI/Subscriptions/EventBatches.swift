import Charging
import GraphQL

/// Events turned into the batches that a subscription answers with, one at a time and in order.
///
/// Fails when the events end, which they do only for a subscriber that falls too far behind.
struct EventBatches<Batch: ObjectBatch>: AsyncSequence, Sendable {
    let events: AsyncStream<Event>
    /// One response for each; none for an event that turns out not to be the subscriber's.
    let batches: @Sendable (Event) async throws -> [Batch]

    func makeAsyncIterator() -> Iterator { Iterator(events: events.makeAsyncIterator(), batches: batches) }

    struct Iterator: AsyncIteratorProtocol {
        var events: AsyncStream<Event>.Iterator
        let batches: @Sendable (Event) async throws -> [Batch]
        var pending: ArraySlice<Batch> = []

        mutating func next() async throws -> Batch? { try await next(isolation: #isolation) }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> Batch? {
            while pending.isEmpty {
                guard let event = await events.next(isolation: actor) else { throw EventOverflow() }
                pending = try await batches(event)[...]
            }
            return pending.popFirst()
        }
    }
}
