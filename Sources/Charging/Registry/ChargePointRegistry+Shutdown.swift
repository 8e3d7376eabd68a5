import JSON
import Logging

// Telling the database who went away, and the end of everything.
extension ChargePointRegistry {
    /// Batches are as large as what gathered while the last one was written.
    func keepDetaching() async {
        var wait = Duration.milliseconds(200)
        for await _ in detachSignals {
            while phase == .running, !detachments.isEmpty, !Task.isCancelled {
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
        detaching = batch
        defer {
            detaching = [:]
            detachWaiters.release()
        }
        do {
            try await store.detach(Array(batch.values))
            return true
        } catch {
            logger.warning("stations cannot be marked offline yet", metadata: ["error": "\(error)"])
            for (id, detachment) in batch where detachments[id] == nil && isStillAway(id, detachment) {
                detachments[id] = detachment
            }
            return false
        }
    }

    /// False when it was attached since, also when it has left again.
    private func isStillAway(_ id: StationID, _ detachment: Detachment) -> Bool {
        guard let record = table[id], record.live == nil else { return false }
        return record.highestGeneration <= detachment.generation
    }

    /// Waits for what is being written, if anything is.
    func detachEnds(within limit: Duration) async {
        guard !detaching.isEmpty else { return }
        let (number, end) = detachWaiters.join()
        _ = await next(of: end, within: limit, clock: clock)
        detachWaiters.leave(number)
    }

    private func attachesEnd(within limit: Duration) async {
        guard attachesUnderWay > 0 else { return }
        let (number, end) = attachWaiters.join()
        _ = await next(of: end, within: limit, clock: clock)
        attachWaiters.leave(number)
    }

    /// Tells the database of everybody who is left, again when that fails, until the task is cancelled.
    private func detachRest() async {
        await detachEnds(within: configuration.shutdownTimeout)
        while detaching.isEmpty, !detachments.isEmpty, !Task.isCancelled {
            guard await !detachOnce() else { continue }
            // Cancelled when the time is up, which the loop sees.
            try? await clock.sleep(for: .milliseconds(200))
        }
    }

    /// Closes every connection, waits for what is being committed and attached, and marks the stations offline. Bounded
    /// in time.
    func shutDown() async {
        phase = .stopping
        detachSignal.finish()
        let chargePoints = table.values.flatMap { record in
            var all = [record.live, record.draining].compactMap { $0 }
            if case .underway(let next?) = record.attachment { all.append(next) }
            return all
        }
        let (limit, clock) = (configuration.shutdownTimeout, clock)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.attachesEnd(within: limit) }
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
            group.addTask { await self.detachRest() }
            // Cancelled when the marking is done.
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        if !detachments.isEmpty || !detaching.isEmpty {
            logger.warning("not every station could be marked offline; the next start does it")
        }
        logger.info("charge points are closed", metadata: ["connections": "\(chargePoints.count)"])
    }
}
