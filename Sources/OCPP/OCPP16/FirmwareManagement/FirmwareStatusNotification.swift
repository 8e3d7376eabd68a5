public import JSON

extension OCPP16 {
    /// A charge point reports how far an update of its firmware has come.
    ///
    /// OCPP 1.6 edition 2, section 4.5.
    public struct FirmwareStatusNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "FirmwareStatusNotification"

        public let status: Reported<FirmwareStatus>

        public init(status: Reported<FirmwareStatus>) {
            self.status = status
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("status", status) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.25.
    public enum FirmwareStatus: String, Sendable, Hashable, CaseIterable {
        case downloaded = "Downloaded"
        case downloadFailed = "DownloadFailed"
        case downloading = "Downloading"
        /// Only in answer to a TriggerMessage: no update is under way.
        case idle = "Idle"
        case installationFailed = "InstallationFailed"
        case installing = "Installing"
        case installed = "Installed"
    }
}
