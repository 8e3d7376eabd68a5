/// What becomes of events that come faster than they are read.
public enum EventBuffering: Sendable {
    case dropOldest(Int)
    case dropNewest(Int)
    /// The reader gets ``EventOverflow`` and has to begin anew: for events of which none may be missed in silence.
    case endWhenFull(Int)
}

/// The reader was too slow.
public struct EventOverflow: Error, Sendable, FieldErrorRepresentable {
    public init() {}

    public var fieldError: FieldError {
        FieldError("the subscription was too slow and has been ended", code: .limitExceeded)
    }
}

/// The sending end of an ``EventStream``; never waits.
public struct EventSource: Sendable {
    private let continuation: AsyncThrowingStream<EventStream.Event, any Error>.Continuation
    private let endsWhenFull: Bool

    fileprivate init(
        _ continuation: AsyncThrowingStream<EventStream.Event, any Error>.Continuation, endsWhenFull: Bool
    ) {
        self.continuation = continuation
        self.endsWhenFull = endsWhenFull
    }

    public func send(_ batch: any ObjectBatch) { send(EventStream.Event(batch)) }

    public func send(_ event: EventStream.Event) {
        if case .dropped = continuation.yield(event), endsWhenFull { continuation.finish(throwing: EventOverflow()) }
    }

    public func finish(throwing error: (any Error)? = nil) { continuation.finish(throwing: error) }

    /// Called once, when the reader is gone or the stream is finished.
    public func onEnd(_ action: @escaping @Sendable () -> Void) {
        continuation.onTermination = { _ in action() }
    }
}

extension EventStream {
    /// A stream and its sending end, with a bound on what waits between them. It can be read once.
    public static func makeStream(buffering: EventBuffering) -> (stream: EventStream, source: EventSource) {
        let policy: AsyncThrowingStream<Event, any Error>.Continuation.BufferingPolicy
        var endsWhenFull = false
        switch buffering {
        case .dropOldest(let limit): policy = .bufferingNewest(Swift.max(1, limit))
        case .dropNewest(let limit): policy = .bufferingOldest(Swift.max(1, limit))
        case .endWhenFull(let limit):
            policy = .bufferingOldest(Swift.max(1, limit))
            endsWhenFull = true
        }
        let (stream, continuation) = AsyncThrowingStream<Event, any Error>.makeStream(bufferingPolicy: policy)
        return (EventStream(events: stream) { $0 }, EventSource(continuation, endsWhenFull: endsWhenFull))
    }
}
