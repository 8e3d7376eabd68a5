public import JSON

extension OCPP16 {
    /// A charge point reports the state of a connector or, as connector 0, its own.
    ///
    /// OCPP 1.6 edition 2, section 4.9.
    public struct StatusNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "StatusNotification"

        public let connectorId: Int
        public let errorCode: Reported<ChargePointErrorCode>
        public let status: Reported<ChargePointStatus>
        public let info: String?
        /// Nil where the charge point leaves the time of receipt to count.
        public let timestamp: SentTime?
        public let vendorId: String?
        public let vendorErrorCode: String?

        public init(
            connectorId: Int, errorCode: Reported<ChargePointErrorCode>, status: Reported<ChargePointStatus>,
            info: String? = nil, timestamp: SentTime? = nil, vendorId: String? = nil, vendorErrorCode: String? = nil
        ) {
            self.connectorId = connectorId
            self.errorCode = errorCode
            self.status = status
            self.info = info
            self.timestamp = timestamp
            self.vendorId = vendorId
            self.vendorErrorCode = vendorErrorCode
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            errorCode = try reader.requiredReported("errorCode")
            status = try reader.requiredReported("status")
            info = try reader.text("info", maximum: 50)
            timestamp = try reader.time("timestamp")
            vendorId = try reader.text("vendorId", maximum: 255)
            vendorErrorCode = try reader.text("vendorErrorCode", maximum: 50)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("errorCode", errorCode)
                writer.member("info", info)
                writer.member("status", status)
                writer.member("timestamp", timestamp)
                writer.member("vendorId", vendorId)
                writer.member("vendorErrorCode", vendorErrorCode)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.7.
    public enum ChargePointStatus: String, Sendable, Hashable, CaseIterable {
        case available = "Available"
        case preparing = "Preparing"
        case charging = "Charging"
        case suspendedEVSE = "SuspendedEVSE"
        case suspendedEV = "SuspendedEV"
        case finishing = "Finishing"
        case reserved = "Reserved"
        case unavailable = "Unavailable"
        case faulted = "Faulted"
    }

    /// OCPP 1.6 edition 2, section 7.6.
    public enum ChargePointErrorCode: String, Sendable, Hashable, CaseIterable {
        case connectorLockFailure = "ConnectorLockFailure"
        case evCommunicationError = "EVCommunicationError"
        case groundFailure = "GroundFailure"
        case highTemperature = "HighTemperature"
        case internalError = "InternalError"
        case localListConflict = "LocalListConflict"
        case noError = "NoError"
        case otherError = "OtherError"
        case overCurrentFailure = "OverCurrentFailure"
        case overVoltage = "OverVoltage"
        case powerMeterFailure = "PowerMeterFailure"
        case powerSwitchFailure = "PowerSwitchFailure"
        case readerFailure = "ReaderFailure"
        case resetFailure = "ResetFailure"
        case underVoltage = "UnderVoltage"
        case weakSignal = "WeakSignal"
    }
}
