public import JSON

extension OCPP16 {
    /// A charge point reports how the upload of a log fares.
    ///
    /// Security whitepaper edition 2, section 5.13.
    public struct LogStatusNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "LogStatusNotification"

        public let status: Reported<UploadLogStatus>
        /// Of the GetLog; nil where no upload is under way.
        public let requestId: Int?

        public init(status: Reported<UploadLogStatus>, requestId: Int? = nil) {
            self.status = status
            self.requestId = requestId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
            requestId = try reader.integer("requestId")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("requestId", requestId)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum UploadLogStatus: String, Sendable, Hashable, CaseIterable {
        case badMessage = "BadMessage"
        /// Only in answer to an ExtendedTriggerMessage: nothing is being uploaded.
        case idle = "Idle"
        case notSupportedOperation = "NotSupportedOperation"
        case permissionDenied = "PermissionDenied"
        case uploaded = "Uploaded"
        case uploadFailure = "UploadFailure"
        case uploading = "Uploading"
    }
}
