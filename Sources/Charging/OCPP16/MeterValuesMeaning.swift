import JSON
import OCPP

/// What a connector measured, in a transaction or outside of one.
///
/// OCPP 1.6 edition 2, section 4.7.
enum MeterValuesMeaning: MessageMeaning {
    static func report(of request: OCPP16.MeterValues, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        let connector = try ConnectorNumber.checked(request.connectorId, allowsStation: true)
        return .metered(
            MeterReport(
                connector: connector,
                transactionID: request.transactionId.map { Int32(exactly: $0) ?? 0 },
                samples: samples(of: request.meterValue, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.MeterValues, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.MeterValues.Response? {
        guard case .metered = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.MeterValues) -> MessageSubject {
        MessageSubject(connector: request.connectorId)
    }

    /// The values that are numbers or signed data; other text is left out.
    static func samples(of values: [OCPP16.MeterValue], receivedAt: Timestamp) -> [Sample] {
        values.flatMap { value -> [Sample] in
            let at = ReportedTime(value.timestamp, receivedAt: receivedAt)
            return value.sampledValue.compactMap { sampled in
                let normalised = sampled.normalised
                let signed = normalised.signedData
                guard let number = signed == nil ? normalised.value : 0, number.isFinite else { return nil }
                return Sample(
                    at: at, measurand: normalised.measurand, phase: normalised.phase ?? "",
                    location: normalised.location, context: normalised.context,
                    unit: signed == nil ? normalised.unit : "", value: number, signedData: signed)
            }
        }
    }
}
