public import JSON

extension OCPP16 {
    /// The central system gives a charge point a root certificate to trust.
    ///
    /// Security whitepaper edition 2, section 5.11.
    public struct InstallCertificate: OCPPRequest {
        public typealias Response = StatusResponse<InstallCertificateStatus>

        public static let action = "InstallCertificate"

        public let certificateType: CertificateUse
        /// PEM.
        public let certificate: String

        public init(certificateType: CertificateUse, certificate: String) {
            self.certificateType = certificateType
            self.certificate = certificate
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            certificateType = try reader.requiredKnown("certificateType")
            certificate = try reader.requiredText("certificate", maximum: 5500)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("certificateType", certificateType)
                writer.member("certificate", certificate)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum InstallCertificateStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        /// The certificate is good, and storing it did not work.
        case failed = "Failed"
        /// The certificate is not good, or there are too many.
        case rejected = "Rejected"
    }
}
