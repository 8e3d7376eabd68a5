import JSON
import Logging

/// Writes what becomes of operations, and tells of it.
struct OperationJournal: Sendable {
    let records: any OperationWriting
    let profiles: any ChargingProfiles
    let events: any EventBus
    let clock: any Clock<Duration>
    private(set) var logger: Logger

    /// The same for one operation: its lines carry what names it, its charger, and the request that it came with.
    ///
    /// To be called where the request is served, since the operation goes on in another task.
    func about(_ id: OperationID, at chargePoint: ChargePointID?) -> OperationJournal {
        var journal = self
        for (key, value) in logger.metadataProvider?.get() ?? [:] { journal.logger[metadataKey: key] = value }
        journal.logger[metadataKey: "operation"] = "\(id)"
        if let chargePoint { journal.logger[metadataKey: "chargePoint"] = "\(chargePoint)" }
        return journal
    }

    func announce(_ id: OperationID, _ target: OperationTarget) {
        events.publish(.operationChanged(id, station: target.station, organization: target.organization))
    }

    func sent(_ id: OperationID, _ target: OperationTarget) async {
        do {
            try await records.markSent(id)
            announce(id, target)
        } catch {
            // The outcome is written all the same, and says more.
            logger.warning("an operation could not be marked as sent", metadata: ["error": "\(error)"])
        }
    }

    /// Writes what must not be lost, again while the database is away, for about a minute.
    func insist(on what: String, _ write: () async throws -> Void) async {
        var wait = Duration.milliseconds(500)
        for _ in 0..<7 {
            do {
                return try await write()
            } catch {
                logger.warning(
                    "the \(what) of an operation could not be written", metadata: ["error": "\(error)"])
            }
            // Cancelled by the shutdown; the next start ends what was left.
            guard !Task.isCancelled, (try? await clock.sleep(for: wait)) != nil else { return }
            wait = wait * 2
        }
    }
}
