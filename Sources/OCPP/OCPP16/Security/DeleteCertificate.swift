public import JSON

extension OCPP16 {
    /// The central system takes an installed root certificate away from a charge point.
    ///
    /// Security whitepaper edition 2, section 5.3.
    public struct DeleteCertificate: OCPPRequest {
        public typealias Response = StatusResponse<DeleteCertificateStatus>

        public static let action = "DeleteCertificate"

        public let certificateHashData: CertificateHashData

        public init(certificateHashData: CertificateHashData) {
            self.certificateHashData = certificateHashData
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            certificateHashData = try reader.requiredObject("certificateHashData") {
                (reader) throws(PayloadError) in try CertificateHashData(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.name("certificateHashData")
                certificateHashData.encode(into: &writer)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum DeleteCertificateStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case failed = "Failed"
        case notFound = "NotFound"
    }
}
