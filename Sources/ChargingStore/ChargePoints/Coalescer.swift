import Charging
import Synchronization

/// Answers calls that arrive together by one round trip.
///
/// There is no timer and no task: the first caller performs its own request at once, whoever arrives meanwhile waits, and
/// when the first is done one of those performs all that have gathered, in its own task. Under no load a call therefore
/// costs one round trip, and under any load each call costs two at most.
///
/// A caller that is cancelled leaves; when it was performing for others, they are performed again by another of them.
final class Coalescer<Request: Hashable & Sendable, Answer: Sendable>: Sendable {
    typealias Perform = @Sendable ([Request]) async throws -> [Request: Answer]

    private enum Turn {
        case answered(Result<Answer?, any Error>)
        /// It is the waiter's turn to perform for everybody who has gathered.
        case lead
    }
    private struct Waiter {
        let id: UInt64
        let request: Request
        let turn: AsyncStream<Turn>.Continuation
    }
    private struct State {
        var waiting: [Waiter] = []
        /// Who performs now, or has been told to.
        var leader: UInt64?
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())
    private let batchLimit: Int
    private let waiterLimit: Int
    private let perform: Perform
    private let meter = QueueMeter()

    var queue: QueueReading {
        var reading = meter.reading(limit: waiterLimit)
        reading.depth = state.withLock { $0.waiting.count }
        return reading
    }

    init(batchLimit: Int = 500, waiterLimit: Int = 20_000, perform: @escaping Perform) {
        self.batchLimit = batchLimit
        self.waiterLimit = waiterLimit
        self.perform = perform
    }

    /// Nil when the round trip had no answer for this request.
    func answer(to request: Request) async throws -> Answer? {
        let (turns, turn) = AsyncStream<Turn>.makeStream(bufferingPolicy: .bufferingOldest(2))
        let me = try enter(request, turn)
        for await turn in turns {
            switch turn {
            case .answered(let result): return try result.get()
            case .lead: try await lead(me)
            }
        }
        leave(me)
        throw CancellationError()
    }

    private func enter(_ request: Request, _ turn: AsyncStream<Turn>.Continuation) throws -> UInt64 {
        try state.withLock { state in
            guard state.waiting.count < waiterLimit else {
                meter.refused()
                throw ChargingError(.unavailable, "too many requests wait for the database")
            }
            let waiter = Waiter(id: state.nextID, request: request, turn: turn)
            state.nextID += 1
            state.waiting.append(waiter)
            if state.leader == nil { Self.appoint(&state) }
            return waiter.id
        }
    }

    /// Performs for everybody who waits; the answers, its own among them, arrive as turns.
    private func lead(_ me: UInt64) async throws {
        let batch = state.withLock { state in Self.takeBatch(&state, limit: batchLimit) }
        var requests: [Request] = []
        var seen: Set<Request> = []
        for waiter in batch where seen.insert(waiter.request).inserted { requests.append(waiter.request) }
        do {
            let answers = try await perform(requests)
            handOn(returning: [])
            for waiter in batch { waiter.turn.yield(.answered(.success(answers[waiter.request]))) }
        } catch let error as CancellationError {
            handOn(returning: batch.filter { $0.id != me })
            throw error
        } catch {
            handOn(returning: [])
            for waiter in batch { waiter.turn.yield(.answered(.failure(error))) }
        }
    }

    private func handOn(returning waiters: [Waiter]) {
        state.withLock { state in
            state.waiting.insert(contentsOf: waiters, at: 0)
            Self.appoint(&state)
        }
    }

    private func leave(_ me: UInt64) {
        state.withLock { state in
            state.waiting.removeAll { $0.id == me }
            if state.leader == me { Self.appoint(&state) }
        }
    }

    /// Those who left while somebody performed for them, and were given back since, cannot take the lead.
    private static func appoint(_ state: inout State) {
        state.leader = nil
        while let first = state.waiting.first {
            guard case .terminated = first.turn.yield(.lead) else {
                state.leader = first.id
                return
            }
            state.waiting.removeFirst()
        }
    }

    private static func takeBatch(_ state: inout State, limit: Int) -> [Waiter] {
        let batch = Array(state.waiting.prefix(limit))
        state.waiting.removeFirst(batch.count)
        return batch
    }
}
