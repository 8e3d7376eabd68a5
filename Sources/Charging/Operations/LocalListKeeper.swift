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
    private let interval: Duration
    private let logger: Logger

    package init(_ operations: StationOperations, interval: Duration = .seconds(5), logger: Logger) {
        self.operations = operations
        lists = operations.tools.localLists
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            // Cancelled by the shutdown, which ends the loop.
            while (try? await operations.registry.clock.sleep(for: interval)) != nil {
                do {
                    try await keep()
                } catch {
                    logger.warning("local lists could not be looked at", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// One round.
    func keep() async throws {
        for claimed in try await lists.claimOutOfStep(at: operations.registry.now, limit: Self.roundLimit) {
            let target = OperationTarget(station: claimed.station, organization: claimed.organization)
            do {
                _ = try await operations.carryOutOwn(.sendLocalList(nil), at: target)
            } catch let error as CancellationError {
                throw error
            } catch {
                // The others of this round have been claimed, and are not to wait for the next.
                let station = operations.registry.environment.liveStatus.snapshot(of: claimed.station)
                logger.warning(
                    "a local list could not be sent",
                    metadata: ["chargePoint": "\(station?.chargePointID.text ?? "")", "error": "\(error)"])
            }
        }
    }
}
