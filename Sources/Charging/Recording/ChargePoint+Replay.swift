import JSON
import OCPP
import Synchronization

// A charge point that lives in a recording: what came from outside comes from there, and it decides as it did then.
extension ChargePoint {
    /// Takes over a state that was recorded.
    func restore(_ checkpoint: ActorCheckpoint) {
        phase = .running
        station = checkpoint.station
        quirks = checkpoint.quirks
        calls.restore(checkpoint.calls) { Self.nobody(FrameFigures.unknown) }
        commits = checkpoint.commits
        lastCallNumber = checkpoint.lastCallNumber
        triggeredActions = Set(checkpoint.triggeredActions)
        hasAnswered = checkpoint.hasAnswered
        counters = checkpoint.counters
        lastSeenAt = checkpoint.lastSeenAt
    }

    /// - Returns: false when the entry does not fit what happened before it.
    func replay(_ entry: RecordEntry, verdict: RecordedVerdict?) -> Bool {
        defer { heartbeatsUnderWay.store(0, ordering: .relaxed) }
        switch entry.kind {
        case .received:
            lastSeenAt = entry.at
            entry.bytes.withUnsafeBytes { accept($0, receivedAt: entry.at) }
        case .verdict:
            guard let verdict else { return false }
            guard verdict.number > 0 else { return true }
            guard let result = verdict.result(for: pending?.report), pending?.number == verdict.number else {
                return false
            }
            committed(verdict.number, result)
        case .sent: if entry.label == "CALL" { replayCall(entry.bytes) }
        case .callQueued: replayCall(entry.bytes, entry.label == Self.lowPriorityLabel ? .low : .ordinary)
        case .callGivenUp: if let id = MessageID(entry.text) { gaveUp(id) }
        case .ended: closed(entry.text)
        case .attached, .checkpoint, .notAttached, .gap: break
        }
        return true
    }

    private func replayCall(_ frame: [UInt8], _ priority: CallPriority = .ordinary) {
        guard case .call(let call) = OCPP16.decode(frame, from: .centralSystem), calls.inFlight?.id != call.id else {
            return
        }
        if let trigger = call.request as? any MessageTriggering, let action = trigger.triggeredAction {
            triggeredActions.insert(action)
        }
        _ = submit(call.id, frame, Self.nobody(call.action), priority)
    }

    /// Nobody waits for the answer to a call in a recording.
    private static func nobody(_ action: String) -> WaitingCaller {
        let (_, continuation) = AsyncStream<CallProgress>.makeStream(bufferingPolicy: .bufferingOldest(1))
        return WaitingCaller(action, continuation)
    }
}
