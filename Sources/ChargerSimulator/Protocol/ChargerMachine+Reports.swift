import JSON
import OCPP

/// What the charge point tells of its own accord beside charging: how files fare, and what bears on its security.
extension ChargerMachine {
    private static let mostReports = 64

    /// Told in this order as soon as the charge point is accepted; of too many the oldest are given up.
    mutating func report(_ request: some OCPPRequest) {
        if reports.count >= Self.mostReports { reports.removeFirst() }
        reports.append(ScriptedCall(request))
    }

    mutating func report(_ event: SecurityEvent, _ info: String, now: Timestamp) {
        report(
            OCPP16.SecurityEventNotification(
                type: event.rawValue, timestamp: clock.told(now), techInfo: String(info.prefix(255))))
    }

    mutating func sendReports() {
        guard !reports.isEmpty, isReady else { return }
        for report in reports { outbox.append(.scripted(report)) }
        reports.removeAll()
    }
}

/// What a virtual charge point notices by itself. Security whitepaper edition 2, section 7.
enum SecurityEvent: String, Sendable {
    case firmwareUpdated = "FirmwareUpdated"
    case invalidFirmwareSignature = "InvalidFirmwareSignature"
    case invalidFirmwareSigningCertificate = "InvalidFirmwareSigningCertificate"
    case invalidChargePointCertificate = "InvalidChargePointCertificate"
}
