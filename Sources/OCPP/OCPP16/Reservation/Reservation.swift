extension OCPP16 {
    /// Keeps connectors free. OCPP 1.6 edition 2, section 3.3.
    enum Reservation {
        static let centralSystemRequests: [any OCPPRequest.Type] = [CancelReservation.self, ReserveNow.self]
    }
}
