import JSON
import OCPP

extension StationOperation {
    /// A station is to give a reserved connector free.
    ///
    /// It refuses only what it does not have (section 5.1), so that then the reservation is over as well.
    ///
    /// OCPP 1.6 edition 2, section 5.1.
    static func cancelReservation(_ reservation: BookedReservation) throws(ChargingError) -> StationOperation {
        let sent = try OperationCall(checked: OCPP16.CancelReservation(reservationId: Int(reservation.number)))
        var operation = StationOperation(
            .cancelReservation, described: ["reservationId": .integer(Int64(reservation.number))]
        ) { context in
            var call = sent
            call.concluded = { status, _ in
                guard status == .accepted || status == .rejected else { return }
                try await context.tools.reservations.cancel(
                    reservation.id, because: status == .rejected ? .unknownToStation : nil, at: context.clock())
            }
            return call
        }
        if reservation.connector > 0 { operation.effect = .isReservedNoMore(reservation.connector) }
        return operation
    }
}

extension ExpectedEffect {
    fileprivate static func isReservedNoMore(_ number: Int) -> ExpectedEffect {
        var effect = ExpectedEffect(within: .usual) { event, _ in
            guard case .connectorChanged(let connector, _) = event else { return nil }
            return connector.number == number && connector.status != .reserved ? .seen : nil
        }
        effect.isThere = { $0.connector(number).map { $0.status != .reserved } ?? false }
        return effect
    }
}
