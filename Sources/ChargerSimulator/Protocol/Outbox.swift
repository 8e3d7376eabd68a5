import JSON
import OCPP

/// The messages that wait to be sent, and the one that waits for its answer.
///
/// One call is outstanding at a time. Transaction messages stay in order, survive a lost connection and go out again with
/// the same content when they stay unanswered; a central system that answers them with an error gets them
/// `maximumAttempts` times, with growing pauses. Everything else is forgotten with the connection.
struct Outbox: Sendable {
    struct Entry: Equatable, Sendable {
        var message: Message
        /// How often the central system has refused it.
        var refusals = 0
        var notBefore: Timestamp?
    }

    private struct InFlight: Sendable {
        var id: MessageID
        var entry: Entry
        var deadline: Timestamp
    }

    enum Outcome: Equatable, Sendable {
        case repeats
        case discarded
    }

    var maximumAttempts = 3
    /// The pause before the nth repetition is n times this.
    var retryInterval = Duration.seconds(10)
    var answerTimeout = Duration.seconds(30)
    /// Over it the oldest meter values are given up, as chargers with a full memory do.
    var limit = 1000

    private(set) var waiting: [Entry] = []
    private var inFlight: InFlight?
    private(set) var lost = 0

    var isEmpty: Bool { waiting.isEmpty && inFlight == nil }

    /// Whether anything about the transaction is not yet confirmed.
    func holds(_ key: TransactionKey) -> Bool {
        inFlight?.entry.message.transaction == key || waiting.contains { $0.message.transaction == key }
    }

    /// Returns what had to make room for it.
    @discardableResult
    mutating func append(_ message: Message) -> Message? {
        let victim = waiting.count >= limit ? makeRoom() : nil
        waiting.append(Entry(message: message))
        return victim
    }

    private mutating func makeRoom() -> Message {
        let victim = waiting.firstIndex { entry in
            if case .meter = entry.message { true } else { entry.message.transaction == nil }
        }
        lost += 1
        return waiting.remove(at: victim ?? 0).message
    }

    /// Takes the next message out of the queue, to be sent under that id; nil when there is nothing to send now.
    ///
    /// Until the boot is accepted only BootNotification may be sent.
    mutating func sendNext(as id: MessageID, isRegistered: Bool, now: Timestamp) -> Message? {
        guard inFlight == nil, let index = nextIndex(isRegistered: isRegistered, now: now) else { return nil }
        let entry = waiting.remove(at: index)
        inFlight = InFlight(id: id, entry: entry, deadline: now.advanced(by: answerTimeout))
        return entry.message
    }

    private func nextIndex(isRegistered: Bool, now: Timestamp) -> Int? {
        var isHeldBack = false
        for (index, entry) in waiting.enumerated() {
            if case .boot = entry.message { return index }
            guard isRegistered else { continue }
            guard entry.message.isTransactional else { return index }
            // Those behind one that waits for its repetition must not overtake it.
            if isHeldBack { continue }
            guard let notBefore = entry.notBefore, notBefore > now else { return index }
            isHeldBack = true
        }
        return nil
    }

    /// The message that this answer belongs to; nil for an answer nobody waits for.
    mutating func answered(_ id: MessageID) -> Message? {
        guard let current = inFlight, current.id == id else { return nil }
        inFlight = nil
        return current.entry.message
    }

    /// The central system answered with an error.
    mutating func refused(_ id: MessageID, now: Timestamp) -> (message: Message, outcome: Outcome)? {
        guard let current = inFlight, current.id == id else { return nil }
        inFlight = nil
        var entry = current.entry
        entry.refusals += 1
        guard entry.message.isTransactional, entry.refusals < maximumAttempts else {
            return (entry.message, .discarded)
        }
        entry.notBefore = now.advanced(by: retryInterval * entry.refusals)
        waiting.insert(entry, at: 0)
        return (entry.message, .repeats)
    }

    /// No answer came in time: transaction messages go out again. Nil while there is still time.
    mutating func timedOut(now: Timestamp) -> Message? {
        guard let current = inFlight, current.deadline <= now else { return nil }
        inFlight = nil
        if current.entry.message.isTransactional { waiting.insert(current.entry, at: 0) }
        return current.entry.message
    }

    /// The connection is gone: only transaction messages remain, the unanswered one first. Returns whether it was one.
    mutating func disconnected() -> Bool {
        let unanswered = inFlight.map(\.entry)
        inFlight = nil
        waiting.removeAll { !$0.message.isTransactional }
        guard let unanswered, unanswered.message.isTransactional else { return false }
        waiting.insert(unanswered, at: 0)
        return true
    }

    /// When something must be done here without a message coming in.
    func nextDeadline(isRegistered: Bool) -> Timestamp? {
        if let inFlight { return inFlight.deadline }
        return isRegistered ? waiting.first { $0.message.isTransactional }?.notBefore : nil
    }
}

extension Message {
    /// Whether the message must reach the central system some day.
    var isTransactional: Bool {
        switch self {
        case .start, .meter, .stop: true
        case .scripted(let call): call.isTransactional
        case .boot, .heartbeat, .status, .authorize: false
        }
    }
}
