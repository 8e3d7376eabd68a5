public import JSON

extension OCPP16 {
    /// A charge point asks for a certificate of its own.
    ///
    /// The answer says only whether the request is taken; the certificate follows by CertificateSigned.
    ///
    /// Security whitepaper edition 2, section 5.17.
    public struct SignCertificate: OCPPRequest {
        public typealias Response = StatusResponse<SignCertificateStatus>

        public static let action = "SignCertificate"

        /// PKCS #10, PEM.
        public let csr: String

        public init(csr: String) {
            self.csr = csr
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            csr = try reader.requiredText("csr", maximum: 5500)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("csr", csr) }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum SignCertificateStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}
