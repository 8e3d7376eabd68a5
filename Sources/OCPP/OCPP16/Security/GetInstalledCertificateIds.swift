public import JSON

extension OCPP16 {
    /// The central system asks which root certificates of a kind a charge point has.
    ///
    /// Security whitepaper edition 2, section 5.7.
    public struct GetInstalledCertificateIds: OCPPRequest {
        public static let action = "GetInstalledCertificateIds"

        public let certificateType: CertificateUse

        public init(certificateType: CertificateUse) {
            self.certificateType = certificateType
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            certificateType = try reader.requiredKnown("certificateType")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("certificateType", certificateType) }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum GetInstalledCertificateStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case notFound = "NotFound"
    }
}

extension OCPP16.GetInstalledCertificateIds {
    public struct Response: OCPPResponse, StatusCarrying {
        public let status: Reported<OCPP16.GetInstalledCertificateStatus>
        public let certificateHashData: [OCPP16.CertificateHashData]

        public init(
            status: OCPP16.GetInstalledCertificateStatus, certificateHashData: [OCPP16.CertificateHashData] = []
        ) {
            self.status = .known(status)
            self.certificateHashData = certificateHashData
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
            certificateHashData =
                try reader.objects("certificateHashData") {
                    (reader) throws(PayloadError) in try OCPP16.CertificateHashData(from: &reader)
                } ?? []
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("certificateHashData", certificateHashData) { $0.encode(into: &$1) }
            }
        }

        public var statusText: String { status.text }
    }
}
