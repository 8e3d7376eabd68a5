import JSON
import OCPP

/// What a certificate is trusted for. The raw value is the schema's word.
package enum CertificateType: String, Sendable, CaseIterable {
    case centralSystemRoot = "CENTRAL_SYSTEM_ROOT_CERTIFICATE"
    case manufacturerRoot = "MANUFACTURER_ROOT_CERTIFICATE"

    var onTheWire: OCPP16.CertificateUse {
        switch self {
        case .centralSystemRoot: .centralSystemRoot
        case .manufacturerRoot: .manufacturerRoot
        }
    }
}

extension StationOperation {
    /// A charger is to trust a root certificate.
    ///
    /// - Parameter certificate: PEM.
    package static func installCertificate(
        _ type: CertificateType, certificate: String
    ) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .installCertificate,
            OCPP16.InstallCertificate(certificateType: type.onTheWire, certificate: certificate),
            described: ["type": .string(type.rawValue), "certificate": .string(certificate)])
        operation.right = .configureStation
        return operation
    }
}
