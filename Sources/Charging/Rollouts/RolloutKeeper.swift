package import Logging
import ServiceLifecycle

/// Carries firmware roll-outs on, a wave at a time, by operations like those that people ask for.
///
/// All it knows is rows: what a station was asked is recorded in the commit that takes its turn, so that a server that begins
/// anew asks nobody twice. Works while ``run()`` runs.
package struct RolloutKeeper: Service {
    /// Stations that are asked in one round.
    static let roundLimit = 500

    private let operations: StationOperations
    private let book: any RolloutBook
    private let events: any EventBus
    private let nameOfImage: @Sendable (FirmwareImageID) -> String
    private let rounds: KeeperRounds

    /// - Parameter nameOfImage: how an image is shown in the operations.
    package init(
        _ operations: StationOperations, book: any RolloutBook, events: any EventBus,
        interval: Duration = .seconds(1), logger: Logger,
        nameOfImage: @escaping @Sendable (FirmwareImageID) -> String
    ) {
        self.operations = operations
        self.book = book
        self.events = events
        rounds = KeeperRounds(operations: operations, interval: interval, logger: logger)
        self.nameOfImage = nameOfImage
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var told: Set<RolloutNews> = []
            await rounds.run("roll-outs wait") {
                try await keep()
                let news = Set(try await book.rolloutNews())
                for change in news.subtracting(told) { events.publish(.rolloutChanged(change)) }
                told = news
            }
        }
    }

    /// One round.
    func keep() async throws {
        try await book.advanceRollouts()
        for turn in try await book.dueStations(limit: Self.roundLimit) {
            let target = OperationTarget(station: turn.station, organization: turn.organization)
            _ = try await operations.carryOutOwn(try operation(turn), at: target) { operation in
                try await book.take(turn, by: operation)
            }
        }
    }

    private func operation(_ turn: RolloutTurn) throws -> StationOperation {
        let name = nameOfImage(turn.image)
        guard turn.isSigned else {
            return try .updateFirmware(
                .image(turn.image, name: name), retrieveAt: nil, retries: nil, retryInterval: nil)
        }
        return .signedUpdateFirmware(
            turn.image, name: name, retrieveAt: nil, installAt: nil, retries: nil, retryInterval: nil)
    }
}
