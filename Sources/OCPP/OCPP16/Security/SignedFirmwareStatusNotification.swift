public import JSON

extension OCPP16 {
    /// A charge point reports how far an update with signed firmware has come.
    ///
    /// Security whitepaper edition 2, section 5.19.
    public struct SignedFirmwareStatusNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "SignedFirmwareStatusNotification"

        public let status: Reported<SignedFirmwareStatus>
        /// Of the SignedUpdateFirmware; nil where no update is under way.
        public let requestId: Int?

        public init(status: Reported<SignedFirmwareStatus>, requestId: Int? = nil) {
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
    public enum SignedFirmwareStatus: String, Sendable, Hashable, CaseIterable {
        case downloaded = "Downloaded"
        case downloadFailed = "DownloadFailed"
        case downloading = "Downloading"
        case downloadScheduled = "DownloadScheduled"
        case downloadPaused = "DownloadPaused"
        /// Only in answer to an ExtendedTriggerMessage: no update is under way.
        case idle = "Idle"
        case installationFailed = "InstallationFailed"
        case installing = "Installing"
        case installed = "Installed"
        case installRebooting = "InstallRebooting"
        case installScheduled = "InstallScheduled"
        case installVerificationFailed = "InstallVerificationFailed"
        case invalidSignature = "InvalidSignature"
        case signatureVerified = "SignatureVerified"
    }
}
