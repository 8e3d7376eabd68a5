import JSON
import OCPP

/// A charger has started and introduces itself; the answer says whether it may work.
///
/// OCPP 1.6 edition 2, section 4.2.
enum BootNotificationMeaning: MessageMeaning {
    static let remembersAnswer = false
    static let isAllowedBeforeAcceptance = true

    static func report(of request: OCPP16.BootNotification, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        var report = BootReport(vendor: request.vendor, model: request.model)
        report.serialNumber = request.chargePointSerialNumber
        report.chargeBoxSerialNumber = request.chargeBoxSerialNumber
        report.firmwareVersion = request.firmwareVersion
        report.iccid = request.iccid
        report.imsi = request.imsi
        report.meterType = request.meterType
        report.meterSerialNumber = request.meterSerialNumber
        return .booted(report)
    }

    static func response(
        to request: OCPP16.BootNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.BootNotification.Response? {
        guard case .recorded = outcome else { return nil }
        let isAccepted = context.admission == .accepted
        let interval = isAccepted ? context.heartbeatInterval : context.retryInterval
        return .init(
            status: status(context.admission), currentTime: context.now,
            interval: Int(clamping: interval.components.seconds))
    }

    private static func status(_ admission: StationAdmission) -> OCPP16.RegistrationStatus {
        switch admission {
        case .accepted: .accepted
        case .pending: .pending
        case .rejected: .rejected
        }
    }
}
