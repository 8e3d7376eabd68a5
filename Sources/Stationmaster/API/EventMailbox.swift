import GraphQL
import NIOCore
import Synchronization

/// What waits to be written to one event stream: a bound, and an end with a reason.
///
/// Events are put in from anywhere without waiting; one task takes them out as fast as the client reads.
final class EventMailbox: LivingSession {
    private struct State {
        var waiting: [ByteBuffer] = []
        var bytes = 0
        var isEnded = false
        var leave: (@Sendable () -> Void)?
        /// When something was last written, and whether the writer waits for the client now.
        var movedAt = ContinuousClock.now
        var isWriting = false
    }

    private let state = Mutex(State())
    private let maximumBytes: Int
    private let slowReaders: SlowReaders
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(maximumBytes: Int = GraphQLLimits.subscriberBacklogBytes, slowReaders: SlowReaders = SlowReaders()) {
        self.maximumBytes = maximumBytes
        self.slowReaders = slowReaders
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    // MARK: In

    /// One result. A client that has left too much unread gets the reason instead, and no more.
    func put(_ payload: ByteBuffer) {
        let isTooSlow = state.withLock { state in
            guard !state.isEnded else { return false }
            guard state.bytes <= maximumBytes else { return true }
            state.waiting += [Self.prefix, payload, Self.suffix]
            state.bytes += Self.prefix.readableBytes + payload.readableBytes + Self.suffix.readableBytes
            return false
        }
        guard isTooSlow else {
            signal.yield()
            return
        }
        slowReaders.cutOff()
        end(GraphQLService.tooSlow)
    }

    /// The last that is said; the first reason counts.
    func end(_ response: GraphQLResponse?) {
        let reason = response.map { EventStreamEncoding.next($0.bytes) } ?? []
        let last = ByteBuffer(bytes: reason + EventStreamEncoding.complete)
        let leave = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isEnded else { return nil }
            state.isEnded = true
            // From here on the client has its time to read the rest.
            state.movedAt = .now
            state.waiting.append(last)
            state.bytes += last.readableBytes
            return state.leave.take()
        }
        signal.yield()
        leave?()
    }

    /// What ends the flow of results, to be called at the end or, when that has come already, at once.
    func leaving(_ leave: @escaping @Sendable () -> Void) {
        let isEnded = state.withLock { state in
            if !state.isEnded { state.leave = leave }
            return state.isEnded
        }
        if isEnded { leave() }
    }

    func rightsChanged() { end(GraphQLService.rightsChanged) }

    /// To be called every few seconds: puts in a comment when nothing else was said for a while.
    ///
    /// - Returns: false when the client has not read on for so long that nobody can be there.
    func keepAlive(now: ContinuousClock.Instant = .now) -> Bool {
        let (isAlive, isQuiet) = state.withLock { state in
            let silence = now - state.movedAt
            guard !state.isWriting else { return (silence < GraphQLLimits.streamPatience, false) }
            guard silence >= GraphQLLimits.streamKeepAliveInterval, state.waiting.isEmpty, !state.isEnded else {
                return (true, false)
            }
            state.waiting.append(Self.comment)
            state.bytes += Self.comment.readableBytes
            return (true, true)
        }
        if isQuiet { signal.yield() }
        return isAlive
    }

    private static let comment = ByteBuffer(bytes: EventStreamEncoding.keepAlive)
    private static let prefix = ByteBuffer(bytes: EventStreamEncoding.nextPrefix)
    private static let suffix = ByteBuffer(bytes: EventStreamEncoding.nextSuffix)

    // MARK: Out

    /// What is to be written at once, and whether it is the last; ``written(_:)`` follows.
    struct Batch {
        let chunks: [ByteBuffer]
        let isLast: Bool
    }

    /// Waits for something to write; nil when the task was cancelled.
    func next() async -> Batch? {
        var iterator = signals.makeAsyncIterator()
        while true {
            if let batch = take() { return batch }
            guard await iterator.next(isolation: #isolation) != nil else { return nil }
        }
    }

    private func take() -> Batch? {
        state.withLock { state in
            guard !state.waiting.isEmpty else { return nil }
            defer { state.waiting = [] }
            state.isWriting = true
            state.movedAt = .now
            return Batch(chunks: state.waiting, isLast: state.isEnded)
        }
    }

    /// What is being written counts as waiting until the connection has taken it.
    func written(_ batch: Batch) {
        let size = batch.chunks.reduce(0) { $0 + $1.readableBytes }
        state.withLock { state in
            state.bytes -= size
            state.isWriting = false
            state.movedAt = .now
        }
    }
}
