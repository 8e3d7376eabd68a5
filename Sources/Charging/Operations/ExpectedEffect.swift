import JSON
import OCPP

/// What shows that a charger did what it said it would: its answer is only a promise.
struct ExpectedEffect: Sendable {
    enum Verdict: Sendable { case seen, missed }

    /// An accepting answer: its word, where it has one, and all of it.
    struct Answer: Sendable {
        var word: String?
        var payload: JSONValue
    }

    /// How things were before the call.
    struct Before: Sendable {
        var at: Timestamp
        var generation: Int64
        var runningSessions: Set<SessionID>
        /// As ``SmartChargingState/knowsOnlyStackLevelZero``.
        var knowsOnlyStackLevelZero = false
    }

    /// How long to wait after this answer; nil: nothing follows from it.
    let window: @Sendable (Answer) -> EffectWindow?
    /// What an event of the station shows.
    let verdict: @Sendable (Event, Before) -> Verdict?
    /// Whether what was asked for is so already, and need not be reported again.
    var isThere: @Sendable (StationSnapshot) -> Bool = { _ in false }
    /// All that is needed to wait for it in another run of the server; absent where this run alone can recognise it.
    var record: JSONValue?
    /// The profile that the charger holds from now on, by the event that shows it.
    var profile: @Sendable (_ event: Event, _ now: Timestamp) -> InstalledProfile? = { _, _ in nil }
    /// The last word on an event that seems to show it.
    var isConfirmed: @Sendable () async throws -> Bool = { true }

    init(
        within window: EffectWindow, after answers: Set<String>? = nil,
        verdict: @escaping @Sendable (Event, Before) -> Verdict?
    ) {
        self.init(
            window: { answer in (answers.map { $0.contains(answer.word ?? "") } ?? true) ? window : nil },
            verdict: verdict)
    }

    init(
        window: @escaping @Sendable (Answer) -> EffectWindow?,
        verdict: @escaping @Sendable (Event, Before) -> Verdict?
    ) {
        self.window = window
        self.verdict = verdict
    }
}

/// How long an effect may take.
enum EffectWindow: Sendable {
    /// What a charger does at once, or a driver within the time that a charger waits for a plug.
    case usual
    /// A restart.
    case restart
    /// A file on its way, and what is done with it.
    case transfer
    /// When a running charge is over, or somebody comes to restart it.
    case deferred
    /// The same, where it is not to begin before this time has passed.
    case postponed(by: Duration)
}

extension RegistryConfiguration {
    func duration(of window: EffectWindow) -> Duration {
        switch window {
        case .usual: effectWindow
        case .restart: restartWindow
        case .transfer: transferWindow
        case .deferred: deferredWindow
        case .postponed(let delay): delay + deferredWindow
        }
    }
}

extension ExpectedEffect {
    /// The charger comes back: over a new connection, or with BootNotification over the old one.
    static func stationReturns(within window: EffectWindow, after answers: Set<String>) -> ExpectedEffect {
        var effect = ExpectedEffect(within: window, after: answers) { event, before in
            switch event {
            case .stationChanged(let station):
                station.presence == .online && station.generation > before.generation ? .seen : nil
            case .messageHeard(let message): message.action == OCPP16.BootNotification.action ? .seen : nil
            case .connectorChanged, .sessionChanged, .meterValuesAdded, .stationEventAdded, .reservationChanged,
                .operationChanged, .messagePassed, .fileReceived, .notificationsAdded, .serviceRequestChanged,
                .queueChanged,
                .rolloutChanged, .shareChanged, .exportJobChanged:
                nil
            }
        }
        effect.record = record(.stationReturns)
        return effect
    }
}
