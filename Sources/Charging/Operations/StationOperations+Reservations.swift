import JSON

/// A reservation that a station is asked to give up, and the operation that asks.
package struct CancelledReservation: Sendable, Hashable {
    package var operation: OperationID
    package var reservation: ReservationID

    package init(operation: OperationID, reservation: ReservationID) {
        self.operation = operation
        self.reservation = reservation
    }
}

extension StationOperations {
    /// Asks the station of a live reservation to give it up. It ends with the station's answer, and not before.
    package func cancel(
        reservation id: ReservationID, wait: Bool, viewer: Viewer
    ) async throws -> CancelledReservation {
        try authorizeReserving(viewer)
        guard let found = try await tools.reservations.reservation(id, viewer: viewer) else {
            throw ChargingError(.notFound, "There is no such reservation.", field: "reservationId")
        }
        guard found.status == .requested || found.status == .active else {
            throw ChargingError(
                .conflict, "The reservation \(found.number) is over: it is \(found.status.rawValue).",
                field: "reservationId")
        }
        let operation = try await carryOutOne([try ask(found)], wait: wait, viewer: viewer)
        return CancelledReservation(operation: operation, reservation: id)
    }

    /// Asks stations to give up every live reservation that they have.
    package func cancelReservations(
        allAt stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [CancelledReservation] {
        try authorizeReserving(viewer)
        let found = try await tools.reservations.liveReservations(
            at: stations, limit: Self.stationLimit + 1, viewer: viewer)
        guard found.count <= Self.stationLimit else {
            throw ChargingError(
                .limitExceeded, "More than \(Self.stationLimit) reservations are live there; cancel fewer at once.",
                field: "stationIds")
        }
        let recorded = found.isEmpty ? [] : try await carryOut(found.map(ask), wait: wait, viewer: viewer)
        return zip(recorded, found).map { CancelledReservation(operation: $0.id, reservation: $1.id) }
    }

    private func authorizeReserving(_ viewer: Viewer) throws(ChargingError) {
        guard !viewer.mayReserveSomewhere else { return }
        try authorize(.operateStation, viewer)
    }

    private func ask(_ reservation: BookedReservation) throws(ChargingError) -> Ask {
        Ask(
            operation: try .cancelReservation(reservation),
            target: OperationTarget(station: reservation.station, organization: reservation.organization))
    }
}
