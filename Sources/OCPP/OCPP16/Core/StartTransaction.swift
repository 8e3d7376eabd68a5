public import JSON

extension OCPP16 {
    /// A charge point reports that energy is about to flow.
    ///
    /// The answer carries the transaction number that every later message of the transaction repeats, so it is sent
    /// only after the session is committed: a charge point that saw the number must find the session again after a
    /// restart.
    ///
    /// OCPP 1.6 edition 2, section 4.8.
    public struct StartTransaction: OCPPRequest {
        public static let action = "StartTransaction"

        /// 0 comes from chargers that count from it, although it is the station itself.
        public let connectorId: Int
        public let idTag: IdTag
        /// Wh on the connector's register.
        public let meterStart: Int
        /// May lie far back: a charge point without a connection keeps its reports.
        public let timestamp: SentTime
        /// The reservation that ends with this start.
        public let reservationId: Int?

        public init(connectorId: Int, idTag: IdTag, meterStart: Int, timestamp: SentTime, reservationId: Int? = nil) {
            self.connectorId = connectorId
            self.idTag = idTag
            self.meterStart = meterStart
            self.timestamp = timestamp
            self.reservationId = reservationId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            idTag = try reader.requiredIdTag("idTag")
            meterStart = try reader.requiredInteger("meterStart")
            timestamp = try reader.expectedTime("timestamp")
            if connectorId == 0 { reader.notes.add(.connectorAssumed, "connectorId") }
            reservationId = try reader.integer("reservationId")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("idTag", idTag)
                writer.member("meterStart", meterStart)
                writer.member("reservationId", reservationId)
                writer.member("timestamp", timestamp)
            }
        }
    }
}

extension OCPP16.StartTransaction {
    public struct Response: OCPPResponse {
        public let transactionId: Int
        public let idTagInfo: OCPP16.IdTagInfo

        public init(transactionId: Int, idTagInfo: OCPP16.IdTagInfo) {
            self.transactionId = transactionId
            self.idTagInfo = idTagInfo
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            transactionId = try reader.requiredInteger("transactionId")
            idTagInfo = try reader.requiredObject("idTagInfo") {
                (reader) throws(PayloadError) in try OCPP16.IdTagInfo(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("idTagInfo", idTagInfo)
                writer.member("transactionId", transactionId)
            }
        }
    }
}
