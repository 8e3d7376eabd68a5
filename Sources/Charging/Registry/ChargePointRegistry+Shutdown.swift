import JSON
import Logging

// Telling the database who went away, and the end of everything.
extension ChargePointRegistry {
    /// Batches are as large as what gathered while the last one was written.
    func keepDetaching() async {
        var wait = Duration.milliseconds(200)
        for await _ in detachSignals {
            while !detachments.isEmpty, !Task.isCancelled {
                if await detachOnce() {
                    wait = .milliseconds(200)
                } else {
                    // Cancelled by the shutdown, which the loop sees.
                    try? await clock.sleep(for: wait)
                    wait = min(wait * 2, .seconds(10))
                }
            }
        }
    }

    private func detachOnce() async -> Bool {
        let batch = detachments
        detachments = [:]
        do {
            try await store.detach(batch.values.flatMap { $0 })
            return true
        } catch {
            logger.warning("stations cannot be marked offline yet", metadata: ["error": "\(error)"])
            for (id, detachment) in batch where detachments[id] == nil && table[id]?.live == nil {
                detachments[id] = detachment
            }
            return false
        }
    }

    /// Closes every connection, waits for what is being committed, and marks the stations offline. Bounded in time.
    func shutDown() async {
        phase = .stopping
        let chargePoints = table.values.flatMap { record in
            var all = [record.live, record.draining].compactMap { $0 }
            if case .underway(let next?) = record.attachment { all.append(next) }
            return all
        }
        let (limit, clock) = (configuration.shutdownTimeout, clock)
        await withDiscardingTaskGroup { group in
            for chargePoint in chargePoints {
                group.addTask {
                    let drained = await chargePoint.end(draining: .shuttingDown)
                    _ = await next(of: drained, within: limit, clock: clock)
                }
            }
        }
        for (id, record) in table where record.live != nil {
            setLive(nil, of: id)
            markOffline(id, lastSeenAt: environment.liveStatus.snapshot(of: id)?.lastSeenAt ?? now)
        }
        await withTaskGroup { group in
            group.addTask { _ = await self.detachOnce() }
            // Cancelled when the marking is done.
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        logger.info("charge points are closed", metadata: ["connections": "\(chargePoints.count)"])
    }
}
