package import Logging
import ServiceLifecycle

/// Sees to it that the next in a queue has a turn, a second or so behind what made a connector free, and that stations hold
/// what is held: asks them for a reservation, and to give it up once it is over.
///
/// All it knows is rows, so that a server that begins anew goes on where the last one ended. What a station is asked is recorded
/// in the commit that takes its turn: a hold is asked for once, and a release until it was answered.
package struct SeatKeeper: Service {
    static let interval = Duration.seconds(1)
    /// Stations that are asked for something in one round.
    static let roundLimit = 200
    private static let unasked: Logger.Message = "a station could not be asked about a held connector"

    private let operations: StationOperations
    private let book: any QueueBook
    private let events: any EventBus
    private let rounds: KeeperRounds

    package init(_ operations: StationOperations, book: any QueueBook, events: any EventBus, logger: Logger) {
        self.operations = operations
        self.book = book
        self.events = events
        rounds = KeeperRounds(operations: operations, interval: Self.interval, logger: logger)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var told: Set<QueueNews> = []
            await rounds.run("queues cannot be served yet") {
                try await keep()
                let news = Set(try await book.queueNews())
                for change in news.subtracting(told) { events.publish(.queueChanged(change)) }
                told = news
            }
        }
    }

    /// One round. What is over is released first, since it may be what is to be held next.
    func keep() async throws {
        try await book.serveQueues()
        for reservation in try await book.releasesDue(limit: Self.roundLimit) {
            try await rounds.separately(at: reservation.station, Self.unasked) { try await release(reservation) }
        }
        for hold in try await book.holdsDue(limit: Self.roundLimit) {
            try await rounds.separately(at: hold.station, Self.unasked) { try await ask(for: hold) }
        }
    }

    private func release(_ reservation: BookedReservation) async throws {
        let target = OperationTarget(station: reservation.station, organization: reservation.organization)
        _ = try await operations.carryOutOwn(try .cancelReservation(reservation), at: target) { operation in
            try await book.release(reservation, by: operation)
        }
    }

    private func ask(for hold: SeatHold) async throws {
        let target = OperationTarget(station: hold.station, organization: hold.organization)
        let operation = try StationOperation.holdSeat(hold, at: operations.registry.now)
        _ = try await operations.carryOutOwn(operation, at: target) { operation in
            guard let reservation = try await book.hold(hold, by: operation) else { return nil }
            events.publish(.reservationChanged(reservation))
            return reservation.operation
        }
    }
}
