public import JSON

/// What happens, one event after the other, each of which becomes one response to the subscribers.
///
/// The stream buffers nothing: it is pulled, and the source behind it decides what a slow reader costs (see
/// ``makeStream(buffering:)`` for a source with a bound).
public struct EventStream: AsyncSequence, Sendable {
    /// The value of the subscription's root field for one event.
    public struct Event: Sendable {
        let outcome: FieldOutcome

        /// Row 0 is the object.
        public init(_ batch: any ObjectBatch) { outcome = .composite(ObjectResult.one(batch).composite) }

        /// Row 0 is the object; for fields of interface or union type.
        public init(_ batch: TypedBatch) { outcome = .composite(ObjectResult.one(batch).composite) }

        /// For one parent; also for an event whose object is null or an error.
        public init(_ object: ObjectResult) { outcome = .composite(object.composite) }

        public init(_ list: ListResult) { outcome = .composite(list.composite) }

        /// For fields that are scalars or enums.
        public init(leaf: JSONValue) { outcome = .leaf(.constant(leaf)) }
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let pull: () async throws -> Event?

        public mutating func next() async throws -> Event? { try await pull() }
    }

    private let start: @Sendable () -> AsyncIterator

    /// Turns the elements of any sequence into events; `nil` passes an element over.
    public init<Base: AsyncSequence & Sendable>(
        events base: Base, _ transform: @escaping @Sendable (Base.Element) async throws -> Event?
    ) {
        start = {
            var iterator = base.makeAsyncIterator()
            return AsyncIterator {
                while let element = try await iterator.next(isolation: #isolation) {
                    if let event = try await transform(element) { return event }
                }
                return nil
            }
        }
    }

    /// Turns the elements of any sequence into batches whose row 0 is the object; `nil` passes an element over.
    public init<Base: AsyncSequence & Sendable>(
        _ base: Base, _ transform: @escaping @Sendable (Base.Element) async throws -> (any ObjectBatch)?
    ) {
        self.init(events: base) { element in try await transform(element).map { Event($0) } }
    }

    public func makeAsyncIterator() -> AsyncIterator { start() }
}
