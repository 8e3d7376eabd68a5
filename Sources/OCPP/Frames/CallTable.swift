/// The calls of one connection: which of ours are under way, and which of the other side's were answered.
///
/// Each side may have one call unanswered (OCPP-J 1.6, section 4.1.1), so one of ours is in flight and a few more wait;
/// the other side's calls are not touched by that. Deadlines are the caller's: it reports them here. `Token` is what
/// the caller waits with.
public struct CallTable<Token: Sendable>: Sendable {
    /// A call of ours.
    public struct Outbound: Sendable {
        public let id: MessageID
        public let frame: [UInt8]
        public let token: Token
        let priority: Priority
    }

    public enum Priority: Sendable, Equatable {
        case ordinary
        /// Waits behind every ordinary one.
        case low
    }

    public private(set) var inFlight: Outbound?
    private var queue: [Outbound] = []
    private var expired: RecentIDs
    private var answers: AnswerMemory
    private let queueLimit: Int

    /// - Parameter queueLimit: calls that may wait behind the one in flight.
    /// - Parameter rememberedIDs: calls whose late answer is still recognised.
    /// - Parameter rememberedAnswers: calls of the other side whose answer can be repeated.
    public init(queueLimit: Int = 16, rememberedIDs: Int = 32, rememberedAnswers: Int = 8) {
        self.queueLimit = max(queueLimit, 0)
        expired = RecentIDs(limit: rememberedIDs)
        answers = AnswerMemory(limit: rememberedAnswers)
    }

    public var queuedCount: Int { queue.count }

    /// Everything but the tokens.
    public var record: CallTableRecord {
        CallTableRecord(
            inFlight: inFlight.map { .init(id: $0.id, frame: $0.frame, isLow: $0.priority == .low) },
            queue: queue.map { .init(id: $0.id, frame: $0.frame, isLow: $0.priority == .low) }, expired: expired,
            answers: answers)
    }

    /// Takes a record over, with the same token for each call.
    public mutating func restore(_ record: CallTableRecord, token: () -> Token) {
        func outbound(_ call: CallTableRecord.Call) -> Outbound {
            Outbound(
                id: call.id, frame: Array(call.text.utf8), token: token(), priority: call.isLow ? .low : .ordinary)
        }
        inFlight = record.inFlight.map(outbound)
        queue = record.queue.map(outbound)
        expired = record.expired
        answers = record.answers
    }

    public enum Submission: Sendable, Equatable {
        /// It is in flight now: write it.
        case send
        case queued
        case refused(Reason)

        public enum Reason: Sendable, Equatable {
            case queueFull
            case idInUse
        }
    }

    public mutating func submit(
        id: MessageID, frame: [UInt8], token: Token, priority: Priority = .ordinary
    ) -> Submission {
        guard inFlight?.id != id, !queue.contains(where: { $0.id == id }), !expired.contains(id) else {
            return .refused(.idInUse)
        }
        let call = Outbound(id: id, frame: frame, token: token, priority: priority)
        if inFlight == nil {
            inFlight = call
            return .send
        }
        guard queue.count < queueLimit else { return .refused(.queueFull) }
        let place = priority == .low ? nil : queue.firstIndex { $0.priority == .low }
        queue.insert(call, at: place ?? queue.endIndex)
        return .queued
    }

    public enum Answer: Sendable {
        /// `next` is in flight now: write it.
        case matched(Outbound, next: Outbound?)
        /// The answer to a call that was given up; nobody waits for it.
        case late
        /// The answer to nothing that was asked.
        case unexpected
    }

    /// A CALLRESULT or CALLERROR with that id came.
    public mutating func answered(_ id: MessageID) -> Answer {
        guard let call = inFlight, call.id == id else { return expired.remove(id) ? .late : .unexpected }
        return .matched(call, next: sendNext())
    }

    public enum TimeOut: Sendable {
        /// It was never answered; `next` is in flight now: write it.
        case inFlight(Outbound, next: Outbound?)
        /// It never left; it is gone from the queue.
        case queued(Outbound)
        case unknown
    }

    public mutating func timedOut(_ id: MessageID) -> TimeOut {
        if let call = inFlight, call.id == id {
            expired.insert(id)
            return .inFlight(call, next: sendNext())
        }
        return removeFromQueue(id).map { .queued($0) } ?? .unknown
    }

    public enum Cancellation: Sendable {
        /// It never left; it is gone from the queue.
        case queued(Outbound)
        /// It has left and keeps its place until it is answered or times out.
        case inFlight
        case unknown
    }

    public mutating func cancel(_ id: MessageID) -> Cancellation {
        if inFlight?.id == id { return .inFlight }
        return removeFromQueue(id).map { .queued($0) } ?? .unknown
    }

    /// Gives back every call that will not be answered any more, the one in flight first, and forgets them.
    public mutating func connectionLost() -> [Outbound] {
        let lost = (inFlight.map { [$0] } ?? []) + queue
        inFlight = nil
        queue = []
        expired.removeAll()
        answers.removeAll()
        return lost
    }

    /// What a CALL of the other side is, judged by its id and its bytes.
    public mutating func received(_ id: MessageID, digest: FrameDigest) -> AnswerMemory.Verdict {
        answers.received(id, digest: digest)
    }

    /// Keeps the answer in case the same CALL comes again.
    public mutating func replied(to id: MessageID, answer: [UInt8]) {
        answers.replied(to: id, answer: answer)
    }

    private mutating func sendNext() -> Outbound? {
        inFlight = queue.isEmpty ? nil : queue.removeFirst()
        return inFlight
    }

    private mutating func removeFromQueue(_ id: MessageID) -> Outbound? {
        queue.firstIndex { $0.id == id }.map { queue.remove(at: $0) }
    }
}
