package import Logging
import ServiceLifecycle

/// Which reservations of guests have lost the share that they stand on.
package protocol LostReservations: Sendable {
    /// Live ones for a tag that may be charged with there no more, since the share has ended or was lowered, at stations that
    /// can be asked. One that the station was asked to give up lately is left out.
    func lostReservations(limit: Int) async throws -> [BookedReservation]
}

/// Takes back what guests have reserved, soon after the share that let them has ended or was lowered.
///
/// The station is asked to give the connector free, by an operation that nobody asked for. One that is away is asked when it
/// is back; until then it lets nobody charge with that tag either. Works while ``run()`` runs.
package struct GuestReservationKeeper: Service {
    /// Of one round.
    static let roundLimit = 100

    private let operations: StationOperations
    private let lost: any LostReservations
    private let rounds: KeeperRounds

    package init(
        _ operations: StationOperations, lost: any LostReservations, interval: Duration = .seconds(5), logger: Logger
    ) {
        self.operations = operations
        self.lost = lost
        rounds = KeeperRounds(operations: operations, interval: interval, logger: logger)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await rounds.run("reservations of guests could not be looked at") { try await takeBack() }
        }
    }

    /// One round.
    func takeBack() async throws {
        for reservation in try await lost.lostReservations(limit: Self.roundLimit) {
            let target = OperationTarget(station: reservation.station, organization: reservation.organization)
            try await rounds.separately(at: reservation.station, "a guest's reservation could not be taken back") {
                _ = try await operations.carryOutOwn(.cancelReservation(reservation), at: target)
            }
        }
    }
}
