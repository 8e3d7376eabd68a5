import JSON
import OCPP

// From the socket to the report.
extension ChargePoint {
    /// One text frame. Called on the connection's executor, through `assumeIsolated`.
    package func received(_ frame: UnsafeRawBufferPointer) {
        heard()
        switch phase {
        case .running: accept(frame, receivedAt: lastSeenAt)
        case .attaching(var early):
            early.append(frame, receivedAt: lastSeenAt)
            phase = .attaching(early)
            limit(frames: early.count, bytes: early.bytes)
        case .ended: break
        }
    }

    func accept(_ frame: UnsafeRawBufferPointer, receivedAt: Timestamp) {
        guard case .running = phase else { return }
        showLastSeen()
        counters.framesIn += 1
        let decoded = OCPP16.decode(frame, from: .chargePoint)
        record(decoded, frame, at: receivedAt)
        switch decoded {
        case .call(let call):
            note(call.notes)
            queue(call, frame, receivedAt: receivedAt)
        case .refused(let refusal):
            note(refusal.notes)
            counters.unreadableCalls += 1
            environment.metrics.frames?.ended(
                .received, refusal.action ?? FrameFigures.unknown, .error, after: receivedAt.duration(to: now))
            sendAnswer(refusal.encoded(), .error, to: refusal.action)
        case .result(let result):
            note(result.notes)
            answered(result.id, .answered(result))
        case .error(let error):
            note(error.notes)
            answered(error.id, .refused(error))
        case .unreadableAnswer(let answer):
            counters.unreadableAnswers += 1
            if let id = answer.id { answered(id, .unreadable(answer.reason)) }
        case .ignored:
            counters.ignoredFrames += 1
        }
    }

    private func record(_ decoded: Frame, _ frame: UnsafeRawBufferPointer, at receivedAt: Timestamp) {
        let label: String
        var isCall = false
        switch decoded {
        case .call(let call):
            label = call.action
            isCall = true
        case .refused(let refusal):
            // Named by what we know it to be: a charger may call anything an action.
            label = refusal.action.flatMap { MessageTable.ocpp16[$0]?.action } ?? "unreadable"
        case .result: label = "CALLRESULT"
        case .error: label = "CALLERROR"
        case .unreadableAnswer: label = "unreadable"
        case .ignored: label = "ignored"
        }
        count(decoded)
        // What vendors put into their own messages nobody knows.
        let mayHoldKeys = !isCall || label == "DataTransfer"
        let masked = frameLog.record(.received, frame, label: label, at: receivedAt, mayHoldKeys: mayHoldKeys)
        keep(.received, masked, frame, label: label, at: receivedAt)
    }

    private func count(_ decoded: Frame) {
        guard let frames = environment.metrics.frames else { return }
        func answered(_ id: MessageID) -> String? { calls.inFlight.flatMap { $0.id == id ? $0.token.action : nil } }
        switch decoded {
        case .call(let call): frames.counted(.call, of: .received, call.action)
        case .refused(let refusal):
            if let action = refusal.action {
                frames.counted(.call, of: .received, action)
            } else {
                frames.countedStranger(.unreadable)
            }
        case .result(let result): frames.counted(.result, of: .sent, answered(result.id))
        case .error(let error): frames.counted(.error, of: .sent, answered(error.id))
        case .unreadableAnswer: frames.countedStranger(.unreadable)
        case .ignored(let type): frames.countedStranger(FrameFigures.Kind(ignoredType: type))
        }
    }

    func note(_ notes: DecodingNotes) {
        guard !notes.isEmpty else { return }
        for note in notes.notes {
            counters.leniencies[note.leniency, default: 0] += 1
            environment.metrics.tolerated(note.leniency)
        }
        counters.replacedNulls += notes.replacedNulls
    }

    /// Once a second at most: the table is shared by all charge points.
    private func showLastSeen() {
        guard shownLastSeenAt.duration(to: lastSeenAt) >= .seconds(1) else { return }
        shownLastSeenAt = lastSeenAt
        _ = environment.liveStatus.update(stationID, generation: generation) { $0.lastSeenAt = lastSeenAt }
    }

    private func queue(_ call: Call, _ frame: UnsafeRawBufferPointer, receivedAt: Timestamp) {
        guard let handler = MessageTable.ocpp16[call.action] else {
            sendAnswer(
                OCPP16.encodedError(
                    id: call.id, code: .notImplemented, description: "\(call.action) is not known here"),
                .error, to: nil)
            return
        }
        if handler.remembersAnswer, isRepeated(call, frame) { return }
        inbox.append(InboundCall(call: call, handler: handler, receivedAt: receivedAt, size: frame.count))
        advance()
        limit(frames: inbox.count, bytes: inbox.bytes)
    }

    /// The same frame again, because our answer was late or lost: it hears the first answer once more.
    private func isRepeated(_ call: Call, _ frame: UnsafeRawBufferPointer) -> Bool {
        switch calls.received(call.id, digest: FrameDigest(frame)) {
        case .new: return false
        case .reused:
            counters.reusedMessageIDs += 1
            return false
        case .inProgress:
            counters.repeatedFrames += 1
            return true
        case .repeated(let answer):
            counters.repeatedFrames += 1
            sendAnswer(answer, .result, to: call.action)
            return true
        }
    }

    /// Stops reading when too much waits. What was read already still comes; a peer that goes on for ever is let go.
    private func limit(frames: Int, bytes: Int) {
        let configuration = environment.configuration
        showDepths()
        guard frames >= configuration.inboxFrames || bytes >= configuration.inboxBytes else { return }
        if frames >= configuration.inboxFrames * RegistryConfiguration.inboxPatience
            || bytes >= configuration.inboxBytes * 8
        {
            environment.frameCensus.refused()
            end(.overloaded)
        } else if isReading {
            isReading = false
            connection.setReading(false)
        }
    }

    /// To those who ask how much waits: the censuses are told of changes only, and most frames change nothing.
    func showDepths() {
        var frames = inbox.count
        if case .attaching(let early) = phase { frames = early.count }
        if frames != shownFrames {
            environment.frameCensus.moved(from: shownFrames, to: frames)
            shownFrames = frames
        }
        if calls.queuedCount != shownCalls {
            environment.callCensus.moved(from: shownCalls, to: calls.queuedCount)
            shownCalls = calls.queuedCount
        }
    }

    func readOn() {
        showDepths()
        let configuration = environment.configuration
        guard !isReading, !hasEnded else { return }
        guard inbox.count <= configuration.inboxFrames / 2, inbox.bytes <= configuration.inboxBytes / 2 else { return }
        isReading = true
        connection.setReading(true)
    }

    /// - Parameter action: what the charger asked; nil where that could not be read.
    func sendAnswer(_ frame: [UInt8], _ kind: FrameFigures.Kind, to action: String?) {
        environment.metrics.frames?.counted(kind, of: .received, action)
        send(frame, kind)
    }

    func send(_ frame: [UInt8], _ kind: FrameFigures.Kind, mayHoldKeys: Bool = false) {
        counters.framesOut += 1
        let (label, sentAt) = (kind.rawValue, now)
        frame.withUnsafeBytes { bytes in
            let masked = frameLog.record(.sent, bytes, label: label, at: sentAt, mayHoldKeys: mayHoldKeys)
            keep(.sent, masked, bytes, label: label, at: sentAt)
        }
        connection.send(frame)
    }

    private func keep(
        _ kind: RecordKind, _ masked: [UInt8]?, _ frame: UnsafeRawBufferPointer, label: String, at: Timestamp
    ) {
        guard let masked else { return keep(kind, frame, label: label, at: at) }
        masked.withUnsafeBytes { keep(kind, $0, label: label, at: at) }
    }

    /// What may be seen of a frame: recorded, and told to those who listen to this station.
    private func keep(_ kind: RecordKind, _ frame: UnsafeRawBufferPointer, label: String, at: Timestamp) {
        record(kind, frame, label: label, at: at)
        guard environment.events.isAskedForMessages(of: stationID) else { return }
        let message = PassedMessage(
            station: stationID, organization: station.record.organizationID, generation: generation, at: at,
            direction: kind == .received ? .received : .sent, action: label, payload: frame)
        environment.events.publish(.messagePassed(message))
    }
}
