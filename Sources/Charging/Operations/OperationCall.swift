import JSON
import OCPP

/// A request to one charger, whose type only its operation knows.
struct OperationCall: Sendable {
    let send: @Sendable (ChargePoint, @escaping @Sendable () async -> Void) async throws -> CallResult
    /// The word in which an answer says how the request fared; nil where it has none.
    let status: @Sendable (CallResult) throws(PayloadError) -> String?
    /// Texts in the request that nobody may read afterwards, also where the charger repeats them.
    var secrets: [String] = []
    /// In place of the operation's own, where it depends on what was prepared.
    var effect: ExpectedEffect?
    /// Called with the outcome, before it is written.
    var concluded: @Sendable (OperationStatus, JSONValue?) async throws -> Void = { _, _ in }

    init<Request: OCPPRequest>(_ request: Request, secrets: [String] = []) {
        self.secrets = secrets
        send = { chargePoint, onSent in try await chargePoint.call(request, secrets: secrets, onSent: onSent) }
        status = { result throws(PayloadError) in
            (try result.response(to: Request.self) as? any StatusCarrying)?.statusText
        }
    }

    /// One that takes several messages, of which the last answer tells how it fared. `send` also throws ``ChargingError``.
    init<Request: OCPPRequest>(
        _ request: Request.Type,
        send: @escaping @Sendable (ChargePoint, @escaping @Sendable () async -> Void) async throws -> CallResult
    ) {
        self.send = send
        status = { result throws(PayloadError) in
            (try result.response(to: Request.self) as? any StatusCarrying)?.statusText
        }
    }

    /// - Throws: what the standard does not allow to be sent.
    init(checked request: some OCPPRequest, secrets: [String] = []) throws(ChargingError) {
        do throws(PayloadError) {
            try request.validate()
        } catch {
            throw ChargingError(.badInput, error.description, field: error.field)
        }
        self.init(request, secrets: secrets)
    }
}
