import JSON
import OCPP
import Tracing

// Our own calls to the charger.
extension ChargePoint {
    /// Sends a request and waits for its answer.
    ///
    /// One call is under way at a time; others wait their turn, bounded in number and time. The time-out counts from the
    /// sending. An answer that comes later is recognised and ignored. Never called from where frames are handled: the answer
    /// would be behind them in the same socket.
    ///
    /// - Parameter secrets: texts in the request that must not be kept anywhere.
    /// - Parameter priority: low for what nobody waits for.
    /// - Parameter onSent: runs beside the wait, and has finished when this returns or throws.
    /// - Throws: ``CallFailure``; `CancellationError` when the task was cancelled.
    nonisolated func call(
        _ request: some OCPPRequest, secrets: [String] = [], priority: CallPriority = .ordinary,
        onSent: @escaping @Sendable () async -> Void = {}
    ) async throws -> CallResult {
        guard InstrumentationContext.current != nil else {
            return try await answer(to: request, secrets, priority, onSent)
        }
        return try await withSpan("OCPP \(type(of: request).action)", ofKind: .client) { span in
            span.attributes["ocpp.charge_point"] = admission.station.chargePointID.text
            return try await answer(to: request, secrets, priority, onSent)
        }
    }

    private nonisolated func answer(
        to request: some OCPPRequest, _ secrets: [String], _ priority: CallPriority,
        _ onSent: @escaping @Sendable () async -> Void
    ) async throws -> CallResult {
        let call = try await begin(request, secrets, priority)
        let configuration = environment.configuration
        let turn = await next(of: call.progress, within: configuration.callQueueTimeout, clock: environment.clock)
        switch turn {
        case .element(.sent): break
        case .element(let progress): return try result(of: progress)
        case .ended: throw CallFailure(.connectionLost, "the connection ended")
        case .timedOut: throw await giveUp(call.id)
        }
        async let noted: Void = onSent()
        let answer = await next(of: call.progress, within: configuration.callTimeout, clock: environment.clock)
        await noted
        switch answer {
        case .element(let progress): return try result(of: progress)
        case .ended: throw CallFailure(.connectionLost, "the connection ended")
        case .timedOut: throw await giveUp(call.id)
        }
    }

    private nonisolated func result(of progress: CallProgress) throws(CallFailure) -> CallResult {
        switch progress {
        case .answered(let result): return result
        case .refused(let error):
            let answer: JSONValue = ["errorCode": .string(error.code), "errorDescription": .string(error.description)]
            throw CallFailure(.refused, "the charger answered \(error.code): \(error.description)", answer: answer)
        case .unreadable(let reason): throw CallFailure(.unreadable, "the answer cannot be read: \(reason)")
        case .lost(let reason): throw CallFailure(.connectionLost, "the connection ended: \(reason)")
        case .sent: throw CallFailure(.unreadable, "sent twice")
        }
    }

    private nonisolated func giveUp(_ id: MessageID) async -> any Error {
        let wasSent = await gaveUp(id)
        if Task.isCancelled { return CancellationError() }
        return wasSent
            ? CallFailure(.timedOut, "the charger did not answer in time")
            : CallFailure(.expired, "the turn of the call did not come in time")
    }

    private func begin(
        _ request: some OCPPRequest, _ secrets: [String], _ priority: CallPriority
    ) throws(CallFailure) -> OutboundCall {
        guard case .running = phase else { throw CallFailure(.connectionLost, "the charger is not connected") }
        lastCallNumber += 1
        // The generation keeps an answer that a charger carries over into its next connection from matching another call.
        guard let id = MessageID("\(generation)-\(lastCallNumber)") else {
            throw CallFailure(.unreadable, "no message id")
        }
        let (stream, continuation) = AsyncStream<CallProgress>.makeStream(bufferingPolicy: .bufferingOldest(2))
        if let trigger = request as? any MessageTriggering, let action = trigger.triggeredAction {
            triggeredActions.insert(action)
        }
        let frame = (quirks.corrections?.corrected(request) ?? request).encodedCall(id: id)
        for secret in secrets { frameLog.hide(secret) }
        guard submit(id, frame, WaitingCaller(type(of: request).action, continuation), priority) else {
            throw CallFailure(.queueFull, "too many calls wait for this charger")
        }
        return OutboundCall(id: id, progress: stream)
    }

    /// False when too many wait.
    func submit(
        _ id: MessageID, _ frame: [UInt8], _ caller: WaitingCaller, _ priority: CallPriority = .ordinary
    ) -> Bool {
        defer { showDepths() }
        switch calls.submit(id: id, frame: frame, token: caller, priority: priority) {
        case .send: sent(frame, caller)
        case .queued:
            guard environment.recorder != nil else { return true }
            record(
                .callQueued,
                Masking.masked(
                    frameText: String(decoding: frame, as: UTF8.self), secrets: frameLog.hiddenSecrets),
                label: priority == .low ? Self.lowPriorityLabel : "")
        case .refused:
            environment.callCensus.refused()
            return false
        }
        return true
    }

    private func sent(_ frame: [UInt8], _ caller: WaitingCaller) {
        callSentAt = now
        environment.metrics.frames?.counted(.call, of: .sent, caller.action)
        send(frame, .call, mayHoldKeys: true)
        caller.hear(.sent)
    }

    func answered(_ id: MessageID, _ progress: CallProgress) {
        defer { showDepths() }
        switch calls.answered(id) {
        case .matched(let outbound, let next):
            unansweredCalls = 0
            if case .answered(let result) = progress { note(result, to: outbound.frame) }
            count(outbound, progress.outcome)
            outbound.token.hearLast(progress)
            if let next { sent(next.frame, next.token) }
        case .late:
            // Slow is not mute.
            unansweredCalls = 0
            counters.lateAnswers += 1
        case .unexpected: counters.unexpectedAnswers += 1
        }
    }

    /// What had to be tolerated to read the answer counts as what the charger's own messages need.
    private func note(_ result: CallResult, to frame: [UInt8]) {
        guard case .call(let call) = OCPP16.decode(frame, from: .centralSystem) else { return }
        guard let notes = call.request.notes(onAnswer: result.payload) else { return counters.unreadableAnswers += 1 }
        note(notes)
    }

    private func wasNotAnswered() {
        unansweredCalls += 1
        guard unansweredCalls >= environment.configuration.unansweredCallLimit else { return }
        environment.notify(.notAnswering(self, calls: unansweredCalls))
    }

    /// Whether it had been sent.
    @discardableResult
    func gaveUp(_ id: MessageID) -> Bool {
        defer { showDepths() }
        record(.callGivenUp, id.text)
        switch calls.timedOut(id) {
        case .inFlight(let outbound, let next):
            count(outbound, .unanswered)
            wasNotAnswered()
            if let next { sent(next.frame, next.token) }
            return true
        case .queued: return false
        case .unknown: return true
        }
    }

    func count(_ outbound: CallTable<WaitingCaller>.Outbound, _ outcome: FrameFigures.Outcome) {
        guard let frames = environment.metrics.frames, let callSentAt else { return }
        frames.ended(.sent, outbound.token.action, outcome, after: callSentAt.duration(to: now))
    }

    /// The connection ends before they are answered.
    func countLostCalls() {
        guard let frames = environment.metrics.frames else { return }
        let now = now
        for inbound in (pending.map { [$0.inbound] } ?? []) + inbox.calls {
            frames.ended(.received, inbound.call.action, .lost, after: inbound.receivedAt.duration(to: now))
        }
        if let outbound = calls.inFlight { count(outbound, .lost) }
    }
}

extension CallProgress {
    fileprivate var outcome: FrameFigures.Outcome {
        switch self {
        case .answered: .result
        case .refused: .error
        case .unreadable, .sent: .unreadable
        case .lost: .lost
        }
    }
}
