public import JSON

extension OCPP16 {
    /// The central system asks a charge point to end a transaction.
    ///
    /// OCPP 1.6 edition 2, section 5.12.
    public struct RemoteStopTransaction: OCPPRequest {
        public typealias Response = StatusResponse<RemoteStartStopStatus>

        public static let action = "RemoteStopTransaction"

        public let transactionId: Int

        public init(transactionId: Int) {
            self.transactionId = transactionId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            transactionId = try reader.requiredInteger("transactionId")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("transactionId", transactionId) }
        }
    }
}
