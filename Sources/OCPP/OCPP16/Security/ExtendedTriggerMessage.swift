public import JSON

extension OCPP16 {
    /// The central system asks a charge point to send one of its own messages now, those of the security extension
    /// included.
    ///
    /// Security whitepaper edition 2, section 5.5.
    public struct ExtendedTriggerMessage: MessageTriggering {
        public typealias Response = StatusResponse<TriggerMessageStatus>

        public static let action = "ExtendedTriggerMessage"

        public let requestedMessage: Reported<ExtendedMessageTrigger>
        public let connectorId: Int?

        public init(requestedMessage: Reported<ExtendedMessageTrigger>, connectorId: Int? = nil) {
            self.requestedMessage = requestedMessage
            self.connectorId = connectorId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            requestedMessage = try reader.requiredReported("requestedMessage")
            connectorId = try reader.integer("connectorId", in: PayloadReader.connectorNumbers)
        }

        public var triggeredAction: String? {
            switch requestedMessage.value {
            case .firmwareStatusNotification: SignedFirmwareStatusNotification.action
            case .signChargePointCertificate: SignCertificate.action
            case .bootNotification, .logStatusNotification, .heartbeat, .meterValues, .statusNotification, nil:
                requestedMessage.value?.rawValue
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("requestedMessage", requestedMessage)
                writer.member("connectorId", connectorId)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum ExtendedMessageTrigger: String, Sendable, Hashable, CaseIterable {
        case bootNotification = "BootNotification"
        case logStatusNotification = "LogStatusNotification"
        /// Answered by a SignedFirmwareStatusNotification.
        case firmwareStatusNotification = "FirmwareStatusNotification"
        case heartbeat = "Heartbeat"
        case meterValues = "MeterValues"
        /// Answered by a SignCertificate.
        case signChargePointCertificate = "SignChargePointCertificate"
        case statusNotification = "StatusNotification"
    }
}
