import JSON

extension OCPP16 {
    /// Tells an installed certificate from all others. Security whitepaper edition 2, section 6.
    public struct CertificateHashData: Sendable, Equatable {
        public let hashAlgorithm: HashAlgorithm
        /// Of the issuer's distinguished name, hexadecimal.
        public let issuerNameHash: String
        /// Of the issuer's public key, hexadecimal.
        public let issuerKeyHash: String
        /// Hexadecimal, without leading zeros.
        public let serialNumber: String

        public init(
            hashAlgorithm: HashAlgorithm, issuerNameHash: String, issuerKeyHash: String, serialNumber: String
        ) {
            self.hashAlgorithm = hashAlgorithm
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            hashAlgorithm = try reader.requiredKnown("hashAlgorithm")
            issuerNameHash = try reader.requiredText("issuerNameHash", maximum: 128)
            issuerKeyHash = try reader.requiredText("issuerKeyHash", maximum: 128)
            serialNumber = try reader.requiredText("serialNumber", maximum: 40)
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("hashAlgorithm", hashAlgorithm)
                writer.member("issuerNameHash", issuerNameHash)
                writer.member("issuerKeyHash", issuerKeyHash)
                writer.member("serialNumber", serialNumber)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
        case sha256 = "SHA256"
        case sha384 = "SHA384"
        case sha512 = "SHA512"
    }

    /// What an installed root certificate vouches for. Security whitepaper edition 2, section 6.
    public enum CertificateUse: String, Sendable, Hashable, CaseIterable {
        case centralSystemRoot = "CentralSystemRootCertificate"
        /// Whoever signed a firmware image.
        case manufacturerRoot = "ManufacturerRootCertificate"
    }
}
