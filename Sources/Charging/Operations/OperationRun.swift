import JSON
import Logging
import OCPP

/// One operation from its turn in the charger's queue to its outcome and its effect.
struct OperationRun: Sendable {
    private struct Outcome {
        var status: OperationStatus
        /// The word of the charger.
        var word: String?
        var answer: JSONValue?
        var failure: String?

        var accepted: ExpectedEffect.Answer { ExpectedEffect.Answer(word: word, payload: answer ?? [:]) }
    }

    let id: OperationID
    let operation: StationOperation
    let target: OperationTarget
    let chargePoint: ChargePoint
    let journal: OperationJournal
    let tools: OperationTools
    let done: AsyncStream<Never>.Continuation

    func run() async {
        defer { done.finish() }
        let call: OperationCall
        let context = await OperationContext(id, target, chargePoint, tools)
        do {
            call = try await operation.prepare(context)
        } catch {
            await journal.insist(on: "withdrawal") { try await operation.claim?.giveBack(context) }
            let reason = (error as? ChargingError)?.message ?? "it could not be prepared"
            return await conclude(Outcome(status: .failed, failure: reason), effect: .none)
        }
        guard let effect = call.effect ?? operation.effect else {
            return await conclude(await outcome(of: call), effect: .none)
        }
        environment.watchedStations.begin(target.station)
        defer { environment.watchedStations.end(target.station) }
        await carryOut(call, expecting: effect)
    }

    private func carryOut(_ call: OperationCall, expecting effect: ExpectedEffect) async {
        // Listens before the call is sent, so that an effect that overtakes the answer is seen.
        let before = ExpectedEffect.Before(
            at: environment.now(), generation: await chargePoint.generation,
            runningSessions: Set(await chargePoint.station.activeSessions.map(\.id)),
            knowsOnlyStackLevelZero: await chargePoint.quirks.corrections?.knowsOnlyStackLevelZero ?? false)
        let watch = EffectWatch(for: effect, of: id, at: target, before: before, in: environment)
        let outcome = await outcome(of: call)
        guard outcome.status == .accepted, let window = effect.window(outcome.accepted) else {
            return await conclude(outcome, effect: .none)
        }
        if let row = environment.liveStatus.snapshot(of: target.station), effect.isThere(row) {
            return await conclude(outcome, effect: .seen)
        }
        let limit = environment.configuration.duration(of: window)
        let deadline = environment.now().advanced(by: limit)
        await conclude(
            outcome, effect: .pending, awaited: effect.record.map { AwaitedEffect(record: $0, deadline: deadline) })
        await watch.follow(within: limit, journal)
    }

    private func conclude(_ outcome: Outcome, effect: OperationEffect, awaited: AwaitedEffect? = nil) async {
        environment.metrics.operationEnded(outcome.status)
        await journal.insist(on: "outcome") {
            try await journal.records.finish(
                id, status: outcome.status, effect: effect, awaited: awaited, answer: outcome.answer,
                failure: outcome.failure)
        }
        journal.announce(id, target)
        done.finish()
    }

    private var environment: ChargePointEnvironment { chargePoint.environment }

    // MARK: - The outcome

    private func outcome(of call: OperationCall) async -> Outcome {
        var outcome: Outcome
        do {
            let result = try await call.send(chargePoint) { await journal.sent(id, target) }
            outcome = self.outcome(of: result, call)
        } catch let failure as CallFailure {
            outcome = Outcome(status: failure.status, answer: failure.answer, failure: failure.message)
        } catch let error as ChargingError {
            outcome = Outcome(status: .failed, failure: error.message)
        } catch let error as PayloadError {
            outcome = Outcome(status: .failed, failure: "the answer cannot be read: \(error.message)")
        } catch {
            outcome = Outcome(status: .failed, failure: "the server stopped while the call was under way")
        }
        outcome.answer = outcome.answer.map { Masking.masked($0, secrets: call.secrets) }
        outcome.failure = outcome.failure.map { Masking.masked($0, secrets: call.secrets) }
        let (status, answer) = (outcome.status, outcome.answer)
        await journal.insist(on: "consequence") { try await call.concluded(status, answer) }
        return outcome
    }

    private func outcome(of result: CallResult, _ call: OperationCall) -> Outcome {
        do throws(PayloadError) {
            let word = try call.status(result)
            let isAccepted = word.map(OperationAnswers.accepting.contains) ?? true
            return Outcome(status: isAccepted ? .accepted : .rejected, word: word, answer: result.payload)
        } catch {
            return Outcome(
                status: .failed, answer: result.payload, failure: "the answer cannot be read: \(error.message)")
        }
    }
}

extension CallFailure {
    fileprivate var status: OperationStatus {
        switch code {
        case .timedOut: .timedOut
        case .expired: .expired
        case .refused, .unreadable, .connectionLost, .queueFull: .failed
        }
    }
}
