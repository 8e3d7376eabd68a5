import JSON
import OCPP

extension StationOperation {
    /// A charger gets the certificate that it asked for.
    ///
    /// - Parameter certificate: PEM.
    package static func certificateSigned(_ certificate: String) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .certificateSigned, OCPP16.CertificateSigned(certificateChain: certificate),
            described: ["certificateChain": .string(certificate)])
        operation.right = .configureStation
        return operation
    }
}
