import JSON
import OCPP

/// A connector, or the station itself as connector 0, says how it is.
///
/// OCPP 1.6 edition 2, section 4.9.
enum StatusNotificationMeaning: MessageMeaning {
    static func report(of request: OCPP16.StatusNotification, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        let connector = try ConnectorNumber.checked(request.connectorId, allowsStation: true)
        var report = StatusReport(
            connector: connector, status: request.status.value.map(status) ?? .unknown,
            errorCode: request.errorCode.value == .noError ? nil : request.errorCode.text,
            at: ReportedTime(request.timestamp, receivedAt: receivedAt))
        report.vendorErrorCode = request.vendorErrorCode
        report.info = request.info
        return .statusChanged(report)
    }

    static func response(
        to request: OCPP16.StatusNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.StatusNotification.Response? {
        guard case .status = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.StatusNotification) -> MessageSubject {
        MessageSubject(connector: request.connectorId, status: request.status.text)
    }

    private static func status(_ status: OCPP16.ChargePointStatus) -> ConnectorStatus {
        switch status {
        case .available: .available
        case .preparing: .preparing
        case .charging: .charging
        case .suspendedEVSE: .suspendedEVSE
        case .suspendedEV: .suspendedEV
        case .finishing: .finishing
        case .reserved: .reserved
        case .unavailable: .unavailable
        case .faulted: .faulted
        }
    }
}
