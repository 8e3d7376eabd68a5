import JSON
import OCPP

extension StationOperation {
    /// A charger is to name the certificates that it trusts.
    package static func getInstalledCertificateIds(_ type: CertificateType) throws(ChargingError) -> StationOperation {
        try StationOperation(
            .getInstalledCertificateIds, OCPP16.GetInstalledCertificateIds(certificateType: type.onTheWire),
            described: ["type": .string(type.rawValue)])
    }
}
