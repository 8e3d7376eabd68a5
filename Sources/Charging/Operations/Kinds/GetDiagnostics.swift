package import JSON
import OCPP

extension StationOperation {
    /// A charger is to upload its diagnostics; that it has done so is the effect.
    ///
    /// - Parameter location: where to, an address that the charger can reach; absent: to this server.
    package static func getDiagnostics(
        location: String? = nil, from: Timestamp?, to: Timestamp?, retries: Int? = nil, retryInterval: Int? = nil
    ) throws(ChargingError) -> StationOperation {
        let request = { @Sendable (location: String) in
            OCPP16.GetDiagnostics(
                location: location, retries: retries, retryInterval: retryInterval, startTime: from, stopTime: to)
        }
        if let location { try FileLocation.check(location, field: "location") }
        _ = try OperationCall(checked: request(location ?? "http://h/"))
        return StationOperation(
            .getDiagnostics,
            described: .described([
                "location": .described(location), "from": .described(from), "to": .described(to),
                "retries": .described(retries), "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in
            let destination = try await UploadDestination(location, context)
            var call = OperationCall(request(destination.address), secrets: destination.secrets)
            call.effect = destination.effect(
                OCPP16.DiagnosticsStatusNotification.action,
                // Without a name of a file there is nothing to upload (OCPP 1.6 edition 2, section 5.9).
                within: { $0.payload["fileName"] == nil ? nil : .transfer }, seen: ["Uploaded"],
                missed: ["UploadFailed"])
            return call
        }
    }
}

extension ExpectedEffect {
    /// What a charger's reports of something that takes its time say of the end.
    ///
    /// - Parameter requestID: where reports name the request that they belong to.
    static func ending(
        _ action: String, requestID: Int? = nil, seen: Set<String>, missed: Set<String>
    ) -> @Sendable (Event, Before) -> Verdict? {
        { event, _ in
            guard case .messageHeard(let message) = event, message.action == action, let status = message.status,
                requestID == nil || message.subject.requestID == nil || message.subject.requestID == requestID
            else { return nil }
            if seen.contains(status) { return .seen }
            return missed.contains(status) ? .missed : nil
        }
    }

    /// The end of something that takes its time, as the charger reports it.
    static func ending(
        _ action: String, requestID: Int? = nil, within window: @escaping @Sendable (Answer) -> EffectWindow?,
        seen: Set<String>, missed: Set<String>
    ) -> ExpectedEffect {
        var effect = ExpectedEffect(
            window: window, verdict: ending(action, requestID: requestID, seen: seen, missed: missed))
        effect.record = record(
            .ending,
            [
                "action": .string(action), "requestId": .described(requestID),
                "seen": .array(seen.sorted().map(JSONValue.string)),
                "missed": .array(missed.sorted().map(JSONValue.string)),
            ])
        return effect
    }
}
