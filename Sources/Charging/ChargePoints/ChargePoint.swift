package import JSON
import Logging
import OCPP
import Synchronization

/// One charger while it is connected: what it says becomes reports, what is committed becomes answers and events.
///
/// Lives exactly as long as its connection and runs on the connection's executor, so that a frame is handled where it
/// arrived, without a task or a hop: the socket's handler enters through `assumeIsolated`. The registry supervises it: a
/// failure in here ends this socket and no other.
///
/// A CALL of the charger is answered after its report is durable, and the next one is looked at after that. Answers to our
/// own calls never wait behind a commit.
package actor ChargePoint {
    enum Phase: Sendable {
        /// The store does not know of this connection yet; what comes meanwhile is kept.
        case attaching(EarlyFrames)
        case running
        case ended(String)
    }

    /// The one report that is on its way into the database.
    struct PendingCommit: Sendable {
        var number: UInt64
        var inbound: InboundCall
        var report: Report
    }

    static let heartbeatLimit = 2

    package nonisolated let admission: Admission
    package nonisolated let connectedAt: Timestamp
    nonisolated let connection: any ChargePointConnection
    nonisolated let environment: ChargePointEnvironment
    private nonisolated let executor: any SerialExecutor
    /// Answered and on their way into the database. Counted where they are committed: thousands a second would be as many
    /// hops to the connections' loops, for nothing else.
    nonisolated let heartbeatsUnderWay = Atomic<Int>(0)

    var phase = Phase.attaching(EarlyFrames())
    var station: StationStateMachine
    var quirks = StationQuirks()
    private var isSendingLocalList = false
    var inbox = Inbox()
    /// As the censuses know them.
    var shownFrames = 0
    var shownCalls = 0
    var pending: PendingCommit?
    var commits: UInt64 = 0
    var calls: CallTable<WaitingCaller>
    var lastCallNumber = 0
    var unansweredCalls = 0
    /// Of the call in flight.
    var callSentAt: Timestamp?
    /// Actions that a station may send before it is accepted, because we asked for them. OCPP 1.6, section 4.2.
    var triggeredActions: Set<String> = []
    var isReading = true
    var hasAnswered = false
    /// Connectors of which a status came over this connection.
    var heardConnectors: Set<Int> = []
    /// Sessions that seem to be over, by their connector.
    var suspicions: [Int: Suspicion] = [:]
    var counters = ChargePointCounters()
    var frameLog: FrameLog
    var recording = RecordingProgress()
    var lastSeenAt: Timestamp
    /// As last written to the live status, which is spared a write for every frame.
    var shownLastSeenAt: Timestamp
    var drains: [AsyncStream<Never>.Continuation] = []
    var probes: [AsyncStream<Void>.Continuation] = []

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(admission: Admission, connection: any ChargePointConnection, environment: ChargePointEnvironment) {
        self.admission = admission
        self.connection = connection
        self.environment = environment
        executor = connection.executor
        let now = environment.now()
        connectedAt = now
        lastSeenAt = now
        shownLastSeenAt = now
        station = StationStateMachine(admission.station)
        calls = CallTable(queueLimit: environment.configuration.callQueueLimit)
        frameLog = FrameLog(
            frames: environment.configuration.recordedFrames, bytes: environment.configuration.recordedFrameBytes)
    }

    nonisolated var stationID: StationID { admission.station.id }
    nonisolated var now: Timestamp { environment.now() }
    nonisolated var logger: Logger {
        var logger = environment.logger
        logger[metadataKey: "chargePoint"] = "\(admission.station.chargePointID)"
        return logger
    }
    var generation: Int64 { station.record.generation }
    var hasEnded: Bool { if case .ended = phase { true } else { false } }

    // MARK: - Life

    /// Begins with what the store knows of the station. False when the socket has ended meanwhile.
    func start(_ state: ChargePointState) -> Bool {
        guard case .attaching(let early) = phase else { return false }
        station = StationStateMachine(state, shown: environment.liveStatus.snapshot(of: stationID))
        quirks = StationQuirks(state.quirkProfiles, make: state.make)
        phase = .running
        recordAttach()
        var snapshot = station.snapshot(presence: .online, lastSeenAt: lastSeenAt)
        snapshot.certificateSerialNumber = admission.certificateSerialNumber
        environment.liveStatus.set(snapshot)
        environment.events.publish(.stationChanged(snapshot))
        for connector in snapshot.connectors { environment.events.publish(.connectorChanged(connector, of: snapshot)) }
        for frame in early.frames {
            frame.bytes.withUnsafeBytes { accept($0, receivedAt: frame.receivedAt) }
        }
        readOn()
        return true
    }

    /// The socket ended. Told once by its handler, whoever closed it.
    package func closed(_ reason: String) {
        end(reason, isFailure: false)
    }

    /// Ends the socket. What is being committed is still committed, shown and announced, but not answered.
    func end(_ reason: CloseReason) {
        guard !hasEnded else { return }
        var isFailure = false
        if case .failed = reason { isFailure = true }
        end(reason.text, isFailure: isFailure)
        connection.close(reason)
    }

    /// Something happened that no charger can cause: a mistake of ours. Ends this socket only.
    func fail(_ what: String) {
        logger.error("charge point failed", metadata: ["reason": "\(what)"])
        end(.failed(what))
    }

    private func end(_ reason: String, isFailure: Bool) {
        guard !hasEnded else { return }
        if case .attaching = phase { record(.notAttached, reason) } else { record(.ended, reason) }
        phase = .ended(reason)
        countLostCalls()
        inbox.removeAll()
        for outbound in calls.connectionLost() { outbound.token.hearLast(.lost(reason)) }
        showDepths()
        for probe in probes { probe.finish() }
        probes = []
        environment.notify(
            .ended(
                self,
                Ending(generation: generation, lastSeenAt: lastSeenAt, reason: reason, isFailure: isFailure)))
    }

    /// Ends the socket; the stream ends when nothing of this connection is on its way into the database any more.
    func end(draining reason: CloseReason) -> AsyncStream<Never> {
        end(reason)
        let (stream, continuation) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingOldest(1))
        if pending == nil { continuation.finish() } else { drains.append(continuation) }
        return stream
    }

    /// Those of its organization were changed.
    func use(_ profiles: [QuirkProfile]) {
        quirks.use(profiles)
        recordStateAnew()
    }

    /// What was written down of it was changed.
    func use(_ admission: StationAdmission, isActive: Bool) {
        station.use(admission, isActive: isActive)
        recordStateAnew()
    }

    /// False while another update is under way.
    func beginLocalListUpdate() -> Bool {
        defer { isSendingLocalList = true }
        return !isSendingLocalList
    }

    func endLocalListUpdate() { isSendingLocalList = false }

    // MARK: - Signs of life

    /// Any bytes arrived, be it a pong or a part of a frame.
    package func heard() {
        lastSeenAt = now
        for probe in probes {
            probe.yield()
            probe.finish()
        }
        probes = []
    }

    /// Asks the peer for a sign of life; the stream has an element when one comes, and ends without when the socket ends.
    func probe() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        guard !hasEnded else {
            continuation.finish()
            return stream
        }
        probes.append(continuation)
        connection.ping()
        return stream
    }

    func silence(at time: Timestamp) -> Duration { lastSeenAt.duration(to: time) }
}
