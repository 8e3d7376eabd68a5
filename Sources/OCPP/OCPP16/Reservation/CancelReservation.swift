public import JSON

extension OCPP16 {
    /// The central system gives a reserved connector free.
    ///
    /// OCPP 1.6 edition 2, section 5.1.
    public struct CancelReservation: OCPPRequest {
        public typealias Response = StatusResponse<CancelReservationStatus>

        public static let action = "CancelReservation"

        public let reservationId: Int

        public init(reservationId: Int) {
            self.reservationId = reservationId
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            reservationId = try reader.requiredInteger("reservationId", in: PayloadReader.integers)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("reservationId", reservationId) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.5.
    public enum CancelReservationStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        /// There is no such reservation.
        case rejected = "Rejected"
    }
}
