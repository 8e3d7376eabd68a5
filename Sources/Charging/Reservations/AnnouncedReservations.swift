package import JSON

/// The books of reservations, with each change told to who listens once it is committed.
///
/// What starts and states of connectors do to reservations is told by the charge points.
package struct AnnouncedReservations: ReservationBook {
    private let book: any ReservationBook
    private let events: any EventBus

    package init(_ book: any ReservationBook, events: any EventBus) {
        self.book = book
        self.events = events
    }

    package func open(
        _ request: ReservationRequest, at now: Timestamp, viewer: Viewer
    ) async throws -> BookedReservation {
        let opened = try await book.open(request, at: now, viewer: viewer)
        events.publish(.reservationChanged(opened))
        return opened
    }

    package func number(askedFor operation: OperationID) async throws -> Int32? {
        try await book.number(askedFor: operation)
    }

    package func settle(
        _ request: ReservationRequest, _ outcome: ReservationOutcome, at now: Timestamp
    ) async throws -> BookedReservation? {
        let settled = try await book.settle(request, outcome, at: now)
        if let settled { events.publish(.reservationChanged(settled)) }
        return settled
    }

    package func cancel(
        _ reservation: ReservationID, because reason: ReservationReason?, at now: Timestamp
    ) async throws -> BookedReservation? {
        let cancelled = try await book.cancel(reservation, because: reason, at: now)
        if let cancelled { events.publish(.reservationChanged(cancelled)) }
        return cancelled
    }

    package func reservation(_ id: ReservationID, viewer: Viewer) async throws -> BookedReservation? {
        try await book.reservation(id, viewer: viewer)
    }

    package func liveReservations(
        at stations: [StationID], limit: Int, viewer: Viewer
    ) async throws -> [BookedReservation] {
        try await book.liveReservations(at: stations, limit: limit, viewer: viewer)
    }

    package func expire(
        at now: Timestamp, of station: StationID?, limit: Int
    ) async throws -> [BookedReservation] {
        let expired = try await book.expire(at: now, of: station, limit: limit)
        for reservation in expired { events.publish(.reservationChanged(reservation)) }
        return expired
    }
}
