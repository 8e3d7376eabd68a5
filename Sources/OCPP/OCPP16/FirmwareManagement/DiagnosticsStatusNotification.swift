public import JSON

extension OCPP16 {
    /// A charge point reports how the upload of its diagnostics fares.
    ///
    /// OCPP 1.6 edition 2, section 4.4.
    public struct DiagnosticsStatusNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "DiagnosticsStatusNotification"

        public let status: Reported<DiagnosticsStatus>

        public init(status: Reported<DiagnosticsStatus>) {
            self.status = status
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("status", status) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.24.
    public enum DiagnosticsStatus: String, Sendable, Hashable, CaseIterable {
        /// Only in answer to a TriggerMessage: nothing is being uploaded.
        case idle = "Idle"
        case uploaded = "Uploaded"
        case uploadFailed = "UploadFailed"
        case uploading = "Uploading"
    }
}
