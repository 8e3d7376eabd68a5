import JSON
import OCPP

/// Keeps single connectors free; connector 0 is not supported.
///
/// OCPP 1.6 edition 2, sections 5.1 and 5.13.
extension ChargerMachine {
    mutating func reserve(_ request: OCPP16.ReserveNow, now: Timestamp) -> OCPP16.ReservationStatus {
        guard let index = index(ofConnector: request.connectorId), request.expiryDate > now else { return .rejected }
        let connector = connectors[index]
        if connector.fault != nil || station.fault != nil { return .faulted }
        guard connector.isOperative, station.isOperative else { return .unavailable }
        let isReplaced = connector.reservation?.id == request.reservationId
        let isTaken = connector.isPlugged || connector.authorized != nil || connector.errand != nil
        guard connector.transaction == nil, isReplaced || connector.reservation == nil && !isTaken else {
            return .occupied
        }
        // The same reservation may move to another connector.
        for other in connectors.indices where connectors[other].reservation?.id == request.reservationId {
            connectors[other].reservation = nil
        }
        connectors[index].reservation = Reservation(request)
        return .accepted
    }

    mutating func cancelReservation(_ id: Int) -> OCPP16.CancelReservationStatus {
        guard let index = connectors.firstIndex(where: { $0.reservation?.id == id }) else { return .rejected }
        connectors[index].reservation = nil
        return .accepted
    }

    /// Whether a connector is not kept free for somebody else.
    func isOpen(to tag: IdTag, at index: Int) -> Bool {
        connectors[index].reservation?.admits(tag, parent: parents[tag]) ?? true
    }

    /// Ends what the time, a fault or the end of service has made void.
    mutating func endReservations(now: Timestamp) {
        for index in connectors.indices {
            guard let reservation = connectors[index].reservation else { continue }
            let isInService = connectors[index].isOperative && station.isOperative
            let hasFault = connectors[index].fault != nil || station.fault != nil
            if reservation.expiresAt <= now || hasFault || !isInService { connectors[index].reservation = nil }
        }
    }
}
