import JSON
import NIOCore
import WebSockets

/// A virtual charge point on its event loop: gives the ``ChargerMachine`` its socket and its clock.
///
/// Lives on one event loop, where every call of it is made; a message costs neither a task nor a hop.
final class VirtualCharger {
    /// What all chargers of a fleet share.
    struct Surroundings: Sendable {
        var endpoint: WebSocketEndpoint
        /// For endpoints and files that are reached over TLS.
        var tls: ChargerTLS
        var clock: RunClock
        /// Gives up after so many connections in a row that could not be made; nil: never.
        var maximumAttempts: Int?
        var pingInterval = Duration.seconds(60)
        /// Where each charger keeps its journal; nil: nowhere.
        var journalFolder: String?
        var log: @Sendable (String) -> Void
    }

    private let eventLoop: any EventLoop
    private let surroundings: Surroundings
    private(set) var machine: ChargerMachine
    private var socket: ChargerSocket?
    private var isConnecting = false
    private var isStopping = false
    private var failedAttempts = 0
    private var random: SeededRandom
    private var timer: Scheduled<Void>?
    private var timerDue: Timestamp?
    private var hasGivenUp = false
    private var isFrozen = false
    private let journal: Journal?
    private let files: FileClient

    init(machine: ChargerMachine, surroundings: Surroundings, on eventLoop: any EventLoop) {
        self.machine = machine
        self.surroundings = surroundings
        self.eventLoop = eventLoop
        files = FileClient(tls: surroundings.tls, on: eventLoop)
        random = SeededRandom(seed: machine.settings.seed &+ 0x5151)
        journal = surroundings.journalFolder.flatMap { Journal(folder: $0, charger: machine.settings.id) }
    }

    var statistics: ChargerStatistics {
        var statistics = machine.statistics
        statistics.connected = machine.isOnline ? 1 : 0
        statistics.registered = machine.isReady ? 1 : 0
        statistics.charging = machine.connectors.count { $0.transaction != nil }
        return statistics
    }

    func connect() {
        guard socket == nil, !isConnecting, !isStopping else { return }
        isConnecting = true
        let id = machine.settings.id
        let endpoint = surroundings.endpoint.appending(segment: id), tls = surroundings.tls
        let showsCertificate = endpoint.isSecure && tls.hasIdentity(machine.certificates)
        let password = showsCertificate ? nil : machine.password
        let headers = password.map { [WebSocketClient.basicAuthorization(user: id, password: $0)] } ?? []
        var configuration = WebSocketConfiguration()
        configuration.pingInterval = surroundings.pingInterval
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        WebSocketClient.connect(
            to: endpoint, subprotocols: ["ocpp1.6"], headers: headers, configuration: configuration,
            layer: endpoint.isSecure ? tls.layer(to: endpoint.host, of: machine.certificates) : nil, on: eventLoop
        ) { connection in
            ChargerSocket(connection: connection, charger: bound.value)
        }.whenFailure { error in
            bound.value.connectFailed(error)
        }
    }

    /// Ends what is charging, and closes the connection for good when that is confirmed.
    func stop() {
        guard !isStopping else { return }
        isStopping = true
        timer?.cancel()
        timer = nil
        files.giveUpAll()
        machine.retire(now: surroundings.clock.now)
        carryOn()
    }

    /// Ends what is charging and begins nothing new, but keeps the connection until everything is told.
    func retire() {
        machine.retire(now: surroundings.clock.now)
        carryOn()
    }

    private func closeIfRetired() {
        guard isStopping, machine.outbox.isEmpty else { return }
        socket?.connection.close(.goingAway, "the simulator ends")
    }

    var isClosed: Bool { socket == nil }

    // MARK: The socket

    func opened(_ socket: ChargerSocket) {
        isConnecting = false
        guard !isStopping else { return socket.connection.close(.goingAway) }
        failedAttempts = 0
        isFrozen = false
        self.socket = socket
        machine.connected(now: surroundings.clock.now)
        carryOn()
    }

    func received(_ bytes: UnsafeRawBufferPointer, on socket: ChargerSocket) {
        guard socket === self.socket else { return }
        machine.received(bytes, now: surroundings.clock.now)
        carryOn()
    }

    func closed(_ socket: ChargerSocket, _ closure: WebSocketClosure) {
        guard socket === self.socket else { return }
        self.socket = nil
        guard !isStopping else { return }
        machine.statistics.disconnects += 1
        surroundings.log("\(machine.settings.id) lost its connection: \(closure.code.rawValue) \(closure.reason)")
        machine.disconnected(now: surroundings.clock.now, code: Int(closure.code.rawValue))
        // A server that restarts must not get its whole fleet back in one moment.
        reconnect(after: random.seconds(0.5...3))
        carryOn()
    }

    private func connectFailed(_ error: any Error) {
        isConnecting = false
        guard !isStopping else { return }
        machine.statistics.failedConnects += 1
        failedAttempts += 1
        let reason = (error as? WebSocketConnectError)?.message ?? "\(error)"
        surroundings.log("\(machine.settings.id) cannot connect: \(reason)")
        if let maximum = surroundings.maximumAttempts, failedAttempts >= maximum { return giveUp(reason) }
        reconnect(after: Self.pause(afterFailures: failedAttempts, using: &random))
    }

    /// Doubles from one second to a minute, and half as much again by chance.
    static func pause(afterFailures failures: Int, using random: inout SeededRandom) -> Duration {
        let seconds = Double(1 << min(max(0, failures - 1), 6))
        return random.seconds(min(seconds, 60)...min(seconds, 60) * 1.5)
    }

    private func giveUp(_ reason: String) {
        guard !hasGivenUp else { return }
        hasGivenUp = true
        machine.statistics.ended = 1
        machine.statistics.failed = 1
        isStopping = true
    }

    private func reconnect(after pause: Duration) {
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(pause)) { self.connect() }
    }

    // MARK: What the machine wants

    private func carryOn() {
        for action in machine.takeActions() {
            switch action {
            case .send(let frame): if !isFrozen { socket?.connection.send(text: frame) }
            case .link(let action): perform(action)
            case .note(let fact): note(fact)
            case .transfer(let transfer): begin(transfer)
            case .giveUpTransfer(let number): files.giveUp(number)
            case .hangUp(let isAbrupt, let pause): hangUp(isAbrupt: isAbrupt, reconnectAfter: pause)
            case .ended(let failures):
                for failure in failures { surroundings.log("\(machine.settings.id): \(failure)") }
            }
        }
        armTimer()
        closeIfRetired()
    }

    private func perform(_ action: LinkAction) {
        guard let connection = socket?.connection, !isFrozen else { return }
        switch action {
        case .raw(.text(let bytes, let fragments)): connection.send(text: bytes, inFragments: fragments)
        case .raw(.binary(let bytes)): connection.send(binary: ByteBuffer(bytes: bytes))
        case .answerPings(let areAnswered): connection.answerPings(areAnswered)
        case .freeze:
            isFrozen = true
            connection.setReading(false)
        }
    }

    private func begin(_ transfer: FileTransfer) {
        files.begin(transfer, machine.certificates) { outcome in
            guard !self.isStopping else { return }
            self.machine.transferred(transfer.number, outcome, now: self.surroundings.clock.now)
            self.carryOn()
        }
    }

    /// A charger that cannot keep its journal has nothing left to prove, and must not charge on unrecorded.
    private func note(_ fact: JournalFact) {
        let line = fact.line(charger: machine.settings.id, at: surroundings.clock.now)
        guard let journal, journal.append(line) else {
            surroundings.log("\(machine.settings.id): its journal cannot be written")
            socket?.connection.drop("no journal")
            return giveUp("no journal")
        }
    }

    private func hangUp(isAbrupt: Bool, reconnectAfter pause: Duration) {
        guard let connection = socket?.connection else { return }
        socket = nil
        if isAbrupt {
            // A moment later, so that what was just sent arrives and only its answer is lost.
            eventLoop.scheduleTask(in: .milliseconds(3)) { connection.drop("a broken link") }
        } else {
            connection.close(.goingAway, "the charge point restarts")
        }
        reconnect(after: pause)
    }

    private func armTimer() {
        guard let wake = machine.nextWake, !isStopping else { return }
        // An earlier timer finds nothing to do and arms itself anew, which is cheaper than cancelling it each time.
        if let timerDue, timer != nil, timerDue <= wake { return }
        timer?.cancel()
        timerDue = wake
        // Never in the same loop tick again, whatever the machine believes to be due.
        let deadline = max(surroundings.clock.deadline(at: wake), .now() + .milliseconds(1))
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.wake() }
    }

    private func wake() {
        timer = nil
        timerDue = nil
        machine.wake(now: surroundings.clock.now)
        carryOn()
    }
}
