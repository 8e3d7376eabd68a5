public import JSON

extension OCPP16 {
    /// The central system frees a stuck cable.
    ///
    /// OCPP 1.6 edition 2, section 5.18.
    public struct UnlockConnector: OCPPRequest {
        public typealias Response = StatusResponse<UnlockStatus>

        public static let action = "UnlockConnector"

        public let connectorId: Int

        public init(connectorId: Int) {
            self.connectorId = connectorId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("connectorId", connectorId) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.46.
    public enum UnlockStatus: String, Sendable, Hashable, CaseIterable {
        case unlocked = "Unlocked"
        case unlockFailed = "UnlockFailed"
        case notSupported = "NotSupported"
    }
}
