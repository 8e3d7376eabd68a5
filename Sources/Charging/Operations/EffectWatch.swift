import JSON

/// Listens for what shows that an operation really happened, from its making on.
struct EffectWatch: Sendable {
    let id: OperationID
    let target: OperationTarget
    private let effect: ExpectedEffect
    private let before: ExpectedEffect.Before
    private let events: AsyncStream<Event>
    private let environment: ChargePointEnvironment

    init(
        for effect: ExpectedEffect, of id: OperationID, at target: OperationTarget, before: ExpectedEffect.Before,
        in environment: ChargePointEnvironment
    ) {
        self.id = id
        self.target = target
        self.effect = effect
        self.before = before
        self.environment = environment
        let station = target.station
        events = environment.events.subscribe(bufferLimit: 16) { event in
            event.stationID == station && effect.verdict(event, before) != nil
        }
    }

    /// Takes up a wait of an earlier run. The charger's coming back is no sign any more: our own restart made it do so.
    init?(resuming open: OpenEffect, in environment: ChargePointEnvironment) {
        guard let effect = ExpectedEffect(restoring: open.awaited.record) else { return nil }
        // The wait began with the answer; what is ordered by this time is waited for no longer than this.
        let begun = open.awaited.deadline.advanced(by: .zero - environment.configuration.effectWindow)
        self.init(
            for: effect, of: open.operation,
            at: OperationTarget(station: open.station, organization: open.organization),
            before: .init(at: begun, generation: .max, runningSessions: Set(open.runningSessions)), in: environment)
    }

    /// Returns when it is written what came of it.
    func follow(within limit: Duration, _ journal: OperationJournal) async {
        let shown = await first(within: limit, clock: environment.clock) { () -> Shown? in
            for await event in events {
                guard let verdict = effect.verdict(event, before) else { continue }
                if (try? await effect.isConfirmed()) ?? false { return Shown(verdict: verdict, event: event) }
            }
            return nil
        }
        // Cancelled by the shutdown; the next start takes the wait up again, or decides what can still be known.
        guard !Task.isCancelled else { return }
        let isSeen = shown?.verdict == .seen
        if isSeen, var profile = shown.flatMap({ effect.profile($0.event, environment.now()) }) {
            if before.knowsOnlyStackLevelZero { profile.profile.stackLevel = 0 }
            await journal.insist(on: "profile") { [profile] in
                try await journal.profiles.accepted(profile, of: target.station, by: id)
            }
        }
        await journal.insist(on: "effect") {
            try await journal.records.setEffect(id, isSeen ? .seen : .missed)
        }
        journal.announce(id, target)
    }

    private struct Shown: Sendable {
        var verdict: ExpectedEffect.Verdict
        var event: Event
    }
}
