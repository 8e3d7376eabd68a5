import Certificates
import JSON
import OCPP

/// The certificates and triggers of the security extension.
extension ChargerMachine {
    mutating func install(
        _ request: OCPP16.InstallCertificate, now: Timestamp
    ) -> OCPP16.InstallCertificateStatus {
        do throws(CertificateError) {
            try certificates.install(request.certificate, for: request.certificateType, at: now)
            return .accepted
        } catch {
            return .rejected
        }
    }

    mutating func delete(_ request: OCPP16.DeleteCertificate) -> OCPP16.DeleteCertificateStatus {
        certificates.delete(request.certificateHashData) ? .accepted : .notFound
    }

    func installedCertificates(
        _ request: OCPP16.GetInstalledCertificateIds
    ) -> OCPP16.GetInstalledCertificateIds.Response {
        let hashes = certificates.hashes(of: request.certificateType)
        return .init(status: hashes.isEmpty ? .notFound : .accepted, certificateHashData: hashes)
    }

    mutating func take(_ request: OCPP16.CertificateSigned, now: Timestamp) -> OCPP16.CertificateSignedStatus {
        do throws(CertificateError) {
            try certificates.take(request.certificateChain, at: now)
            return .accepted
        } catch {
            report(.invalidChargePointCertificate, error.message, now: now)
            return .rejected
        }
    }

    /// A request for a certificate of its own, under its serial number; nil where the name cannot stand in one.
    mutating func signCertificate() -> OCPP16.SignCertificate? {
        let organization = keys.text("CpoName").flatMap { $0.isEmpty ? nil : $0 }
        do throws(CertificateError) {
            let request = try certificates.request(commonName: settings.serialNumber, organization: organization)
            return OCPP16.SignCertificate(csr: request)
        } catch {
            return nil
        }
    }

    mutating func trigger(
        _ request: OCPP16.ExtendedTriggerMessage, now: Timestamp
    ) -> OCPP16.TriggerMessageStatus {
        switch request.requestedMessage.value {
        case .bootNotification: return trigger(.bootNotification, connector: nil, now: now)
        case .heartbeat: return trigger(.heartbeat, connector: nil, now: now)
        case .meterValues: return trigger(.meterValues, connector: request.connectorId, now: now)
        case .statusNotification: return trigger(.statusNotification, connector: request.connectorId, now: now)
        case .logStatusNotification: tellUploadAgain(ofLog: true)
        case .firmwareStatusNotification: tellUpdateAgain(isSigned: true)
        case .signChargePointCertificate:
            guard let request = signCertificate() else { return .rejected }
            report(request)
        case nil: return .notImplemented
        }
        return .accepted
    }
}
