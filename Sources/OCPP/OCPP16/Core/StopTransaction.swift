public import JSON

extension OCPP16 {
    /// A charge point reports that a transaction is over.
    ///
    /// It is accepted whatever it says: the energy has flowed.
    ///
    /// OCPP 1.6 edition 2, section 4.10.
    public struct StopTransaction: OCPPRequest {
        public static let action = "StopTransaction"

        /// -1 where the charge point never got an answer to its start.
        public let transactionId: Int
        /// Wh on the connector's register.
        public let meterStop: Int
        public let timestamp: SentTime
        /// Who stopped it; nil where nobody showed a tag.
        public let idTag: IdTag?
        /// Nil means ``StopReason/local``.
        public let reason: Reported<StopReason>?
        public let transactionData: [MeterValue]

        public init(
            transactionId: Int, meterStop: Int, timestamp: SentTime, idTag: IdTag? = nil,
            reason: Reported<StopReason>? = nil, transactionData: [MeterValue] = []
        ) {
            self.transactionId = transactionId
            self.meterStop = meterStop
            self.timestamp = timestamp
            self.idTag = idTag
            self.reason = reason
            self.transactionData = transactionData
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            transactionId = try reader.requiredInteger("transactionId")
            meterStop = try reader.requiredInteger("meterStop")
            timestamp = try reader.expectedTime("timestamp")
            idTag = try reader.idTag("idTag")
            reason = try reader.reported("reason")
            transactionData =
                reader.readableObjects("transactionData") {
                    (reader) throws(PayloadError) in try MeterValue(from: &reader)
                } ?? []
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("idTag", idTag)
                writer.member("meterStop", meterStop)
                writer.member("timestamp", timestamp)
                writer.member("transactionId", transactionId)
                writer.member("reason", reason)
                writer.member("transactionData", transactionData) { $0.encode(into: &$1) }
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.36.
    public enum StopReason: String, Sendable, Hashable, CaseIterable {
        case deAuthorized = "DeAuthorized"
        case emergencyStop = "EmergencyStop"
        case evDisconnected = "EVDisconnected"
        case hardReset = "HardReset"
        case local = "Local"
        case other = "Other"
        case powerLoss = "PowerLoss"
        case reboot = "Reboot"
        case remote = "Remote"
        case softReset = "SoftReset"
        case unlockCommand = "UnlockCommand"
    }
}

extension OCPP16.StopTransaction {
    public struct Response: OCPPResponse {
        /// About the tag of the request; nil where it had none.
        public let idTagInfo: OCPP16.IdTagInfo?

        public init(idTagInfo: OCPP16.IdTagInfo? = nil) {
            self.idTagInfo = idTagInfo
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            idTagInfo = try reader.object("idTagInfo") {
                (reader) throws(PayloadError) in try OCPP16.IdTagInfo(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("idTagInfo", idTagInfo) }
        }
    }
}
