import Logging

/// How a keeper goes round: it looks again and again at what the database knows to be due, and asks stations for it.
struct KeeperRounds: Sendable {
    let operations: StationOperations
    let interval: Duration
    let logger: Logger

    /// Until the server shuts down. A round that fails is told once, and the next one tries again.
    func run(_ failing: Logger.Message, _ round: () async throws -> Void) async {
        var isFailing = false
        while (try? await operations.registry.clock.sleep(for: interval)) != nil {
            do {
                try await round()
                isFailing = false
            } catch {
                if !isFailing { logger.warning(failing, metadata: ["error": "\(error)"]) }
                isFailing = true
            }
        }
    }

    /// One station that cannot be asked holds up no other of the round.
    func separately(at station: StationID, _ failing: Logger.Message, _ ask: () async throws -> Void) async throws {
        do {
            try await ask()
        } catch let error as CancellationError {
            throw error
        } catch {
            let known = operations.registry.environment.liveStatus.snapshot(of: station)
            logger.warning(
                failing, metadata: ["chargePoint": "\(known?.chargePointID.text ?? "")", "error": "\(error)"])
        }
    }
}
