import JSON
import OCPP

/// How a certificate is named without sending it. The hashes are hexadecimal.
package struct CertificateHashes: Sendable {
    package enum Algorithm: String, Sendable, CaseIterable {
        case sha256 = "SHA256", sha384 = "SHA384", sha512 = "SHA512"
    }

    package var algorithm: Algorithm
    package var issuerNameHash: String
    package var issuerKeyHash: String
    package var serialNumber: String

    package init(algorithm: Algorithm, issuerNameHash: String, issuerKeyHash: String, serialNumber: String) {
        self.algorithm = algorithm
        self.issuerNameHash = issuerNameHash
        self.issuerKeyHash = issuerKeyHash
        self.serialNumber = serialNumber
    }
}

extension StationOperation {
    /// A charger is to trust a certificate no more.
    package static func deleteCertificate(_ hashes: CertificateHashes) throws(ChargingError) -> StationOperation {
        let algorithm: OCPP16.HashAlgorithm =
            switch hashes.algorithm {
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
        var operation = try StationOperation(
            .deleteCertificate,
            OCPP16.DeleteCertificate(
                certificateHashData: OCPP16.CertificateHashData(
                    hashAlgorithm: algorithm, issuerNameHash: hashes.issuerNameHash,
                    issuerKeyHash: hashes.issuerKeyHash, serialNumber: hashes.serialNumber)),
            described: [
                "hashAlgorithm": .string(hashes.algorithm.rawValue), "issuerNameHash": .string(hashes.issuerNameHash),
                "issuerKeyHash": .string(hashes.issuerKeyHash), "serialNumber": .string(hashes.serialNumber),
            ])
        operation.right = .configureStation
        return operation
    }
}
