import JSON

// Effects that an earlier run of this server waited for.
extension ChargePointRegistry {
    /// Listens at once, before any charger is let in. Does so once, however often the load is repeated.
    func watchOpenEffects() async throws {
        guard openEffects.isEmpty else { return }
        var watches: [(watch: EffectWatch, deadline: Timestamp)] = []
        for open in try await operationRecords.openEffects() {
            if let watch = EffectWatch(resuming: open, in: environment) {
                watches.append((watch, open.awaited.deadline))
            } else {
                try await operationRecords.setEffect(open.operation, .missed)
            }
        }
        for (watch, _) in watches { environment.watchedStations.begin(watch.target.station) }
        openEffects = watches
    }

    func followOpenEffects() {
        let journal = OperationJournal(
            records: operationRecords, profiles: chargingProfiles, events: environment.events, clock: clock,
            logger: logger)
        for (watch, deadline) in openEffects {
            let limit = max(.zero, now.duration(to: deadline))
            let station = environment.liveStatus.snapshot(of: watch.target.station)
            let own = journal.about(watch.id, at: station?.chargePointID)
            let isFollowed = perform { [environment] in
                await watch.follow(within: limit, own)
                environment.watchedStations.end(watch.target.station)
            }
            if !isFollowed { environment.watchedStations.end(watch.target.station) }
        }
        openEffects = []
    }
}
