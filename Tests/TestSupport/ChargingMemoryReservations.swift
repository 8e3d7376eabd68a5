package import Charging
package import JSON
import Synchronization

/// A reservation in the books of a ``MemoryDatabase``.
package struct ReservationRow: Sendable, Equatable {
    package var booked: BookedReservation
    package var wanted: WantedReservation
    package var operation: OperationID
    package var reason: ReservationReason? { booked.reason }

    package var isLive: Bool { booked.status == .requested || booked.status == .active }
}

/// Without tags and their verdicts, which only the real one knows.
extension MemoryDatabase: ReservationBook {
    @discardableResult
    package func open(
        _ request: ReservationRequest, at now: Timestamp, viewer: Viewer
    ) async throws -> BookedReservation {
        try state.withLock { state in
            if let replaced = request.wanted.replaces {
                guard let index = state.reservations.firstIndex(where: { $0.booked.id == replaced && $0.isLive }) else {
                    throw ChargingError(.conflict, "nothing to replace", field: "reservationId")
                }
                state.reservations[index].operation = request.operation
                return state.reservations[index].booked
            }
            guard
                !state.reservations.contains(where: {
                    $0.isLive && $0.booked.station == request.station
                        && $0.booked.connector == request.wanted.connector
                })
            else { throw ChargingError(.conflict, "reserved already", field: "connector") }
            let id = ReservationID(rawValue: state.newID())
            let booked = BookedReservation(
                id: id, station: request.station, organization: viewer.organizationID,
                connector: request.wanted.connector, number: Int32(clamping: id.rawValue),
                idTag: request.wanted.idTag, expiresAt: request.wanted.expiresAt, status: .requested, requestedAt: now)
            state.reservations.append(
                ReservationRow(booked: booked, wanted: request.wanted, operation: request.operation))
            return booked
        }
    }

    package func number(askedFor operation: OperationID) async throws -> Int32? {
        reservations.first { $0.operation == operation && $0.isLive }?.booked.number
    }

    @discardableResult
    package func settle(
        _ request: ReservationRequest, _ outcome: ReservationOutcome, at now: Timestamp
    ) async throws -> BookedReservation? {
        state.withLock { state in
            guard let index = state.reservations.firstIndex(where: { $0.operation == request.operation }) else {
                return nil
            }
            let wasSent = state.operations[request.operation]?.status == .sent
            switch outcome {
            case .accepted:
                state.reservations[index].booked.status = .active
                state.reservations[index].wanted = request.wanted
            case .refused(let reason) where request.wanted.replaces == nil:
                state.reservations[index].end(.refused, reason)
            case .unknown where request.wanted.replaces == nil && !wasSent:
                state.reservations[index].end(.refused, .notSent)
            case .unknown where request.wanted.replaces != nil && wasSent:
                state.reservations[index].booked.status = .requested
                state.reservations[index].wanted = request.wanted
            case .refused, .unknown: break
            }
            return state.reservations[index].booked
        }
    }

    @discardableResult
    package func cancel(
        _ reservation: ReservationID, because reason: ReservationReason?, at now: Timestamp
    ) async throws -> BookedReservation? {
        state.withLock { state in
            guard let index = state.reservations.firstIndex(where: { $0.booked.id == reservation }) else { return nil }
            if state.reservations[index].isLive { state.reservations[index].end(.cancelled, reason) }
            return state.reservations[index].booked
        }
    }

    package func reservation(_ id: ReservationID, viewer: Viewer) async throws -> BookedReservation? {
        reservations.first { $0.booked.id == id && $0.booked.organization == viewer.organizationID }?.booked
    }

    package func liveReservations(
        at stations: [StationID], limit: Int, viewer: Viewer
    ) async throws -> [BookedReservation] {
        Array(reservations.filter { $0.isLive && stations.contains($0.booked.station) }.map(\.booked).prefix(limit))
    }

    @discardableResult
    package func expire(
        at now: Timestamp, of station: StationID?, limit: Int
    ) async throws -> [BookedReservation] {
        try state.withLock { state in
            guard !state.isAway else { throw DatabaseIsAway() }
            let due = state.reservations.indices.filter { index in
                let row = state.reservations[index]
                return row.isLive && row.wanted.expiresAt <= now
                    && (station ?? row.booked.station) == row.booked.station
            }.prefix(limit)
            for index in due {
                let wasActive = state.reservations[index].booked.status == .active
                state.reservations[index].end(.expired, wasActive ? .noShow : .unanswered)
            }
            return due.map { state.reservations[$0].booked }
        }
    }
}

extension ReservationRow {
    fileprivate mutating func end(_ status: ReservationStatus, _ reason: ReservationReason?) {
        booked.status = status
        booked.reason = reason
    }
}
