import JSON
import OCPP

/// The messages of the optional profiles.
extension OCPPSamples {
    static let profileRequests: [any OCPPRequest] = [
        OCPP16.DiagnosticsStatusNotification(status: .known(.uploading)),
        OCPP16.FirmwareStatusNotification(status: .known(.downloadFailed)),
        OCPP16.GetDiagnostics(location: "ftp://example.com"),
        OCPP16.GetDiagnostics(
            location: "https://example.com/d?k=1", retries: 0, retryInterval: 60, startTime: time, stopTime: time),
        OCPP16.UpdateFirmware(location: "https://example.com/fw", retrieveDate: time),
        OCPP16.UpdateFirmware(location: "https://example.com/fw", retrieveDate: time, retries: 3, retryInterval: 1),
        OCPP16.GetLocalListVersion(),
        OCPP16.SendLocalList(listVersion: 1, updateType: .full),
        OCPP16.SendLocalList(
            listVersion: 2, updateType: .differential,
            localAuthorizationList: [
                OCPP16.AuthorizationData(idTag: "gone", idTagInfo: nil),
                OCPP16.AuthorizationData(idTag: "new", idTagInfo: OCPP16.IdTagInfo(status: .accepted)),
            ]),
        OCPP16.ReserveNow(connectorId: 0, expiryDate: time, idTag: "abc", reservationId: 1),
        OCPP16.ReserveNow(connectorId: 1, expiryDate: time, idTag: "abc", parentIdTag: "group", reservationId: 2),
        OCPP16.CancelReservation(reservationId: 1),
        OCPP16.SetChargingProfile(connectorId: 1, csChargingProfiles: profile),
        OCPP16.ClearChargingProfile(),
        OCPP16.ClearChargingProfile(
            id: 1, connectorId: 0, chargingProfilePurpose: .chargePointMaxProfile, stackLevel: 2),
        OCPP16.GetCompositeSchedule(connectorId: 0, duration: 60),
        OCPP16.GetCompositeSchedule(connectorId: 1, duration: 60, chargingRateUnit: .amperes),
    ]

    static let securityRequests: [any OCPPRequest] = [
        OCPP16.LogStatusNotification(status: .known(.idle)),
        OCPP16.LogStatusNotification(status: .known(.uploaded), requestId: 4),
        OCPP16.SecurityEventNotification(type: "ResetOrReboot", timestamp: SentTime(time)),
        OCPP16.SecurityEventNotification(type: "LidOpened", timestamp: SentTime(time), techInfo: "left"),
        OCPP16.SignCertificate(csr: "-----BEGIN CERTIFICATE REQUEST-----\n"),
        OCPP16.SignedFirmwareStatusNotification(status: .known(.idle)),
        OCPP16.SignedFirmwareStatusNotification(status: .known(.installRebooting), requestId: 4),
        OCPP16.CertificateSigned(certificateChain: "-----BEGIN CERTIFICATE-----\n"),
        OCPP16.DeleteCertificate(certificateHashData: hashData),
        OCPP16.ExtendedTriggerMessage(requestedMessage: .known(.signChargePointCertificate)),
        OCPP16.ExtendedTriggerMessage(requestedMessage: .known(.meterValues), connectorId: 1),
        OCPP16.GetInstalledCertificateIds(certificateType: .centralSystemRoot),
        OCPP16.GetLog(
            log: OCPP16.LogParameters(remoteLocation: "https://example.com"), logType: .securityLog, requestId: 4),
        OCPP16.GetLog(
            log: OCPP16.LogParameters(
                remoteLocation: "https://example.com", oldestTimestamp: time, latestTimestamp: time),
            logType: .diagnosticsLog, requestId: 4, retries: 1, retryInterval: 2),
        OCPP16.InstallCertificate(certificateType: .manufacturerRoot, certificate: "-----BEGIN CERTIFICATE-----\n"),
        OCPP16.SignedUpdateFirmware(
            requestId: 4,
            firmware: OCPP16.SignedFirmware(
                location: "https://example.com/fw", retrieveDateTime: time, signingCertificate: "c", signature: "s")),
        OCPP16.SignedUpdateFirmware(
            retries: 1, retryInterval: 2, requestId: 4,
            firmware: OCPP16.SignedFirmware(
                location: "https://example.com/fw", retrieveDateTime: time, installDateTime: time,
                signingCertificate: "c", signature: "s")),
    ]

    static let profileResponses: [(action: String, response: any OCPPResponse)] = [
        ("DiagnosticsStatusNotification", OCPP16.DiagnosticsStatusNotification.Response()),
        ("FirmwareStatusNotification", OCPP16.FirmwareStatusNotification.Response()),
        ("GetDiagnostics", OCPP16.GetDiagnostics.Response()),
        ("GetDiagnostics", OCPP16.GetDiagnostics.Response(fileName: "log.zip")),
        ("UpdateFirmware", OCPP16.UpdateFirmware.Response()),
        ("GetLocalListVersion", OCPP16.GetLocalListVersion.Response(listVersion: -1)),
        ("SendLocalList", OCPP16.SendLocalList.Response(status: .versionMismatch)),
        ("ReserveNow", OCPP16.ReserveNow.Response(status: .occupied)),
        ("CancelReservation", OCPP16.CancelReservation.Response(status: .rejected)),
        ("SetChargingProfile", OCPP16.SetChargingProfile.Response(status: .notSupported)),
        ("ClearChargingProfile", OCPP16.ClearChargingProfile.Response(status: .unknown)),
        ("GetCompositeSchedule", OCPP16.GetCompositeSchedule.Response(status: .rejected)),
        (
            "GetCompositeSchedule",
            OCPP16.GetCompositeSchedule.Response(
                status: .accepted, connectorId: 1, scheduleStart: SentTime(time), chargingSchedule: profile.schedule)
        ),
        ("LogStatusNotification", OCPP16.LogStatusNotification.Response()),
        ("SecurityEventNotification", OCPP16.SecurityEventNotification.Response()),
        ("SignCertificate", OCPP16.SignCertificate.Response(status: .accepted)),
        ("SignedFirmwareStatusNotification", OCPP16.SignedFirmwareStatusNotification.Response()),
        ("CertificateSigned", OCPP16.CertificateSigned.Response(status: .rejected)),
        ("DeleteCertificate", OCPP16.DeleteCertificate.Response(status: .notFound)),
        ("ExtendedTriggerMessage", OCPP16.ExtendedTriggerMessage.Response(status: .notImplemented)),
        ("GetInstalledCertificateIds", OCPP16.GetInstalledCertificateIds.Response(status: .notFound)),
        (
            "GetInstalledCertificateIds",
            OCPP16.GetInstalledCertificateIds.Response(status: .accepted, certificateHashData: [hashData])
        ),
        ("GetLog", OCPP16.GetLog.Response(status: .rejected)),
        ("GetLog", OCPP16.GetLog.Response(status: .acceptedCanceled, filename: "log.zip")),
        ("InstallCertificate", OCPP16.InstallCertificate.Response(status: .failed)),
        ("SignedUpdateFirmware", OCPP16.SignedUpdateFirmware.Response(status: .revokedCertificate)),
    ]

    private static let hashData = OCPP16.CertificateHashData(
        hashAlgorithm: .sha384, issuerNameHash: "0a", issuerKeyHash: "0b", serialNumber: "1F")
}
