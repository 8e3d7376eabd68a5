public import JSON

extension OCPP16 {
    /// The central system hands a charge point the certificate that it asked for by SignCertificate.
    ///
    /// Security whitepaper edition 2, section 5.1.
    public struct CertificateSigned: OCPPRequest {
        public typealias Response = StatusResponse<CertificateSignedStatus>

        public static let action = "CertificateSigned"

        /// PEM: the certificate, then those that signed it, without the root.
        public let certificateChain: String

        public init(certificateChain: String) {
            self.certificateChain = certificateChain
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            certificateChain = try reader.requiredText("certificateChain", maximum: 10000)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("certificateChain", certificateChain) }
        }
    }

    /// Whether the charge point uses the certificate from now on. Security whitepaper edition 2, section 6.
    public enum CertificateSignedStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}
