package import Logging
import ServiceLifecycle

/// Sends chargers that hold a local list what changed of the tags: soon after the change, and when they come back.
///
/// Looks every few seconds at what the store knows to be out of step, so that many changes of tags become one update. What
/// is sent is an operation like any other, with nobody who asked for it. Works while ``run()`` runs.
package struct LocalListKeeper: Service {
    /// Lists that are brought up to date in one round.
    static let roundLimit = 50

    private let operations: StationOperations
    private let lists: any LocalLists
    private let rounds: KeeperRounds

    package init(_ operations: StationOperations, interval: Duration = .seconds(5), logger: Logger) {
        self.operations = operations
        lists = operations.tools.localLists
        rounds = KeeperRounds(operations: operations, interval: interval, logger: logger)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await rounds.run("local lists could not be looked at") { try await keep() }
        }
    }

    /// One round.
    func keep() async throws {
        for claimed in try await lists.claimOutOfStep(at: operations.registry.now, limit: Self.roundLimit) {
            let target = OperationTarget(station: claimed.station, organization: claimed.organization)
            try await rounds.separately(at: claimed.station, "a local list could not be sent") {
                _ = try await operations.carryOutOwn(.sendLocalList(nil), at: target)
            }
        }
    }
}
