public import JSON

extension OCPP16 {
    /// The central system keeps a connector free for a tag until a time.
    ///
    /// The same reservation id again replaces the reservation.
    ///
    /// OCPP 1.6 edition 2, section 5.13.
    public struct ReserveNow: OCPPRequest {
        public typealias Response = StatusResponse<ReservationStatus>

        public static let action = "ReserveNow"

        /// 0 reserves whichever connector is free, where the charge point supports that.
        public let connectorId: Int
        public let expiryDate: Timestamp
        public let idTag: IdTag
        /// Any tag of that group may use the reservation.
        public let parentIdTag: IdTag?
        public let reservationId: Int

        public init(
            connectorId: Int, expiryDate: Timestamp, idTag: IdTag, parentIdTag: IdTag? = nil, reservationId: Int
        ) {
            self.connectorId = connectorId
            self.expiryDate = expiryDate
            self.idTag = idTag
            self.parentIdTag = parentIdTag
            self.reservationId = reservationId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            expiryDate = try reader.requiredTimestamp("expiryDate")
            idTag = try reader.requiredIdTag("idTag")
            parentIdTag = try reader.idTag("parentIdTag")
            reservationId = try reader.requiredInteger("reservationId", in: PayloadReader.integers)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("expiryDate", expiryDate)
                writer.member("idTag", idTag)
                writer.member("parentIdTag", parentIdTag)
                writer.member("reservationId", reservationId)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.40.
    public enum ReservationStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case faulted = "Faulted"
        case occupied = "Occupied"
        case rejected = "Rejected"
        case unavailable = "Unavailable"
    }
}
