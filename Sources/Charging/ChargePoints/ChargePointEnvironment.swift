import JSON
import Logging

/// What every charge point of this server works with; one object for all of them.
final class ChargePointEnvironment: Sendable {
    let writer: any ReportWriter
    let liveStatus: LiveStatus
    let events: any EventBus
    let configuration: RegistryConfiguration
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    let logger: Logger
    let metrics: ChargingMetrics
    /// Absent: nothing is recorded.
    let recorder: FlightRecorder?
    let watchedStations = WatchedStations()
    /// What waits of the charge points, and for them.
    let frameCensus: DepthCensus
    let callCensus: DepthCensus
    /// Tells the registry; never waits.
    let notify: @Sendable (ChargePointNotice) -> Void

    init(
        writer: any ReportWriter, liveStatus: LiveStatus, events: any EventBus, configuration: RegistryConfiguration,
        clock: any Clock<Duration>, now: @escaping @Sendable () -> Timestamp, logger: Logger,
        metrics: ChargingMetrics = ChargingMetrics(), recorder: FlightRecorder? = nil,
        notify: @escaping @Sendable (ChargePointNotice) -> Void
    ) {
        self.writer = writer
        self.liveStatus = liveStatus
        self.events = events
        self.configuration = configuration
        self.clock = clock
        self.now = now
        self.logger = logger
        self.metrics = metrics
        self.recorder = recorder
        frameCensus = DepthCensus(limit: configuration.inboxFrames * RegistryConfiguration.inboxPatience)
        callCensus = DepthCensus(limit: configuration.callQueueLimit)
        self.notify = notify
    }
}

/// What a charge point tells the registry.
enum ChargePointNotice: Sendable {
    /// Its socket is open; it waits to be attached.
    case opened(ChargePoint)
    /// Told once, whoever ended it.
    case ended(ChargePoint, Ending)
    /// It came back, so the status of its connectors may be old.
    case statusWanted(ChargePoint, afterBoot: Bool)
    /// A session runs on a connector that was reported free.
    case sessionAbandoned(ChargePoint, connector: Int)
    /// So many calls in a row had no answer.
    case notAnswering(ChargePoint, calls: Int)
}

/// How an incarnation ended.
struct Ending: Sendable, Hashable {
    var generation: Int64
    var lastSeenAt: Timestamp
    var reason: String
    /// A failure of ours rather than of the peer or the network.
    var isFailure: Bool
}
