public import JSON

extension OCPP16 {
    /// The central system takes a connector, or as connector 0 the whole charge point, into or out of service.
    ///
    /// OCPP 1.6 edition 2, section 5.2.
    public struct ChangeAvailability: OCPPRequest {
        public typealias Response = StatusResponse<AvailabilityStatus>

        public static let action = "ChangeAvailability"

        public let connectorId: Int
        public let type: AvailabilityType

        public init(connectorId: Int, type: AvailabilityType) {
            self.connectorId = connectorId
            self.type = type
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            type = try reader.requiredKnown("type")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("type", type)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.4.
    public enum AvailabilityType: String, Sendable, Hashable, CaseIterable {
        case inoperative = "Inoperative"
        case operative = "Operative"
    }

    /// OCPP 1.6 edition 2, section 7.3.
    public enum AvailabilityStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        /// As soon as the running transaction is over.
        case scheduled = "Scheduled"
    }
}
