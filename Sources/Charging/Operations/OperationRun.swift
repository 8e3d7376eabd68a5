import JSON
import Logging
import OCPP

/// One operation from its turn in the charger's queue to its outcome and its effect.
struct OperationRun<Request: OCPPRequest>: Sendable where Request.Response: StatusCarrying {
    private struct Outcome {
        var status: OperationStatus
        var answer: JSONValue?
        var failure: String?
    }

    let id: OperationID
    let asked: Asked
    let request: Request
    let chargePoint: ChargePoint
    let effects: AsyncStream<Event>
    let operations: any OperationWriting
    let events: any EventBus
    let done: AsyncStream<Never>.Continuation

    func run() async {
        defer { done.finish() }
        let outcome = await outcome()
        let isAccepted = outcome.status == .accepted
        chargePoint.environment.metrics.operationEnded(outcome.status)
        await insist("outcome") {
            try await operations.finish(
                id, status: outcome.status, effect: isAccepted ? .pending : .none, answer: outcome.answer,
                failure: outcome.failure)
        }
        announce()
        done.finish()
        if isAccepted { await followEffect() }
    }

    private func outcome() async -> Outcome {
        do {
            let result = try await chargePoint.call(request) { await noteSent() }
            return outcome(of: result)
        } catch let failure as CallFailure {
            return Outcome(status: failure.status, answer: failure.answer, failure: failure.message)
        } catch {
            return Outcome(status: .failed, failure: "the server stopped while the call was under way")
        }
    }

    private func outcome(of result: CallResult) -> Outcome {
        do throws(PayloadError) {
            let status = try result.response(to: Request.self).statusText
            let isAccepted = OperationAnswers.accepting.contains(status)
            return Outcome(status: isAccepted ? .accepted : .rejected, answer: result.payload)
        } catch {
            return Outcome(
                status: .failed, answer: result.payload, failure: "the answer cannot be read: \(error.message)")
        }
    }

    private func noteSent() async {
        do {
            try await operations.markSent(id)
            announce()
        } catch {
            // The outcome is written all the same, and says more.
            logger.warning("an operation could not be marked as sent", metadata: ["error": "\(error)"])
        }
    }

    private func followEffect() async {
        let environment = chargePoint.environment
        let seen = await next(of: effects, within: environment.configuration.effectWindow, clock: environment.clock)
        guard !Task.isCancelled else { return }
        await insist("effect") { try await operations.setEffect(id, seen.element == nil ? .missed : .seen) }
        announce()
    }

    /// Writes what must not be lost, again while the database is away, for about a minute.
    private func insist(_ what: String, _ write: () async throws -> Void) async {
        var wait = Duration.milliseconds(500)
        for _ in 0..<7 {
            do {
                return try await write()
            } catch {
                logger.warning("the \(what) of an operation could not be written", metadata: ["error": "\(error)"])
            }
            // Cancelled by the shutdown; the next start ends what was left.
            guard !Task.isCancelled, (try? await chargePoint.environment.clock.sleep(for: wait)) != nil else { return }
            wait = wait * 2
        }
    }

    private var logger: Logger {
        var logger = chargePoint.logger
        logger[metadataKey: "operation"] = "\(id)"
        return logger
    }

    private func announce() {
        events.publish(.operationChanged(id, station: asked.station, organization: asked.organization))
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
