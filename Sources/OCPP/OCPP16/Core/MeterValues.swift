public import JSON

extension OCPP16 {
    /// A charge point reports what its meters show.
    ///
    /// OCPP 1.6 edition 2, section 4.7.
    public struct MeterValues: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "MeterValues"

        /// 0 is the main meter of the charge point.
        public let connectorId: Int
        /// The transaction that the values belong to, where there is one.
        public let transactionId: Int?
        public let meterValue: [MeterValue]

        public init(connectorId: Int, transactionId: Int? = nil, meterValue: [MeterValue]) {
            self.connectorId = connectorId
            self.transactionId = transactionId
            self.meterValue = meterValue
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            transactionId = try reader.integer("transactionId")
            guard
                let values = reader.readableObjects(
                    "meterValue", { (reader) throws(PayloadError) in try MeterValue(from: &reader) })
            else { throw .missing("meterValue") }
            meterValue = values
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("transactionId", transactionId)
                writer.member("meterValue", meterValue) { $0.encode(into: &$1) }
            }
        }
    }
}
