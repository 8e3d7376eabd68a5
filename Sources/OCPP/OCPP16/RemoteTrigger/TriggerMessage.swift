public import JSON

extension OCPP16 {
    /// The central system asks a charge point to send one of its own messages now.
    ///
    /// After a gap in the connection this is how a charge point's status is learnt, since it repeats none by itself.
    ///
    /// OCPP 1.6 edition 2, section 5.17.
    public struct TriggerMessage: MessageTriggering {
        public typealias Response = StatusResponse<TriggerMessageStatus>

        public static let action = "TriggerMessage"

        public let requestedMessage: Reported<MessageTrigger>
        public let connectorId: Int?

        public init(requestedMessage: Reported<MessageTrigger>, connectorId: Int? = nil) {
            self.requestedMessage = requestedMessage
            self.connectorId = connectorId
        }

        public init(_ message: MessageTrigger, connectorId: Int? = nil) {
            self.init(requestedMessage: .known(message), connectorId: connectorId)
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            requestedMessage = try reader.requiredReported("requestedMessage")
            connectorId = try reader.integer("connectorId", in: PayloadReader.connectorNumbers)
        }

        public var triggeredAction: String? { requestedMessage.value?.rawValue }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("requestedMessage", requestedMessage)
                writer.member("connectorId", connectorId)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.32.
    public enum MessageTrigger: String, Sendable, Hashable, CaseIterable {
        case bootNotification = "BootNotification"
        case diagnosticsStatusNotification = "DiagnosticsStatusNotification"
        case firmwareStatusNotification = "FirmwareStatusNotification"
        case heartbeat = "Heartbeat"
        case meterValues = "MeterValues"
        case statusNotification = "StatusNotification"
    }

    /// OCPP 1.6 edition 2, section 7.44.
    public enum TriggerMessageStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        case notImplemented = "NotImplemented"
    }
}
