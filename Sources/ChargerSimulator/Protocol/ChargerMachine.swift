import JSON
import OCPP

/// A virtual charge point without its socket and its clock.
///
/// Whoever owns it says what happens (connected, a frame came, the clock says so) and then carries out ``takeActions()``.
/// Nothing in it waits, so a test can drive days of charging in microseconds.
struct ChargerMachine: Sendable {
    enum Action: Equatable, Sendable {
        case send([UInt8])
        /// End the connection and make a new one after so long.
        case hangUp(isAbrupt: Bool, reconnectAfter: Duration)
        /// All players have ended and everything is confirmed; the texts say what failed.
        case ended(failures: [String])
        /// To be in the journal before anything that follows is done.
        case note(JournalFact)
        case link(LinkAction)
        /// Whatever becomes of it is to be told by ``transferred(_:_:now:)``.
        case transfer(FileTransfer)
        case giveUpTransfer(Int)
    }

    enum Registration: Equatable, Sendable {
        case none
        /// Pending or Rejected: ask again then.
        case refused(OCPP16.RegistrationStatus, retryAt: Timestamp)
        case accepted
    }

    let settings: ChargerSettings
    var password: [UInt8]?
    /// The charge point itself: connector 0.
    var station = Connector(number: 0, ratedPower: 0, register: 0)
    /// 1, 2, … in this order.
    var connectors: [Connector]
    var keys: ConfigurationKeys
    var outbox = Outbox()
    var registration = Registration.none
    var players: [Player]
    var random: SeededRandom
    var statistics = ChargerStatistics()
    /// The parents of tags, as far as the central system has told them.
    var parents: [IdTag: IdTag] = [:]
    /// The numbers that the central system gave to transactions.
    var numbers: [TransactionKey: Int] = [:]
    /// The number given last, for scripts that speak of it.
    var lastNumber: Int?
    var dropAfterSendProbability = 0.0
    /// Between two samples of a transaction.
    var sampleInterval: Duration
    var clock = ChargerClock()
    var meterForm = MeterForm()
    var answerRules = AnswerRules()
    /// The frame of the call that went out last, behind its message id.
    private var lastCallRest: ArraySlice<UInt8> = []
    /// Answers that come to nobody's surprise although the outbox does not know their calls.
    var unaskedAnswers = 0
    /// What the local list holds: its version, 0 when empty.
    var localListVersion = 0
    /// What waits to be reported until the charge point is accepted.
    var reports: [ScriptedCall] = []
    var firmwareVersion = ChargerSettings.firmware
    var firmwareUpdate: FirmwareUpdate?
    var logUpload: LogUpload?
    var files = FileManners()
    var lastTransfer = 0
    var certificates = ChargerCertificates()
    var profiles = KeptProfiles()
    /// When the limits of what charges are to be looked at again.
    var limitsChangeAt: Timestamp?

    private(set) var isOnline = false
    private(set) var actions: [Action] = []
    private var heartbeatInterval: Duration
    private var heartbeatAt: Timestamp?
    var rebootAt: Timestamp?
    /// A new password is tried by connecting anew.
    var reconnectAt: Timestamp?
    private var lastMessage = 0
    private var lastTransaction = 0
    private var hasEnded = false

    init(settings: ChargerSettings, sources: [StepSource]) {
        var random = SeededRandom(seed: settings.seed)
        self.settings = settings
        password = settings.password
        connectors = (0..<max(0, settings.connectors)).map { index in
            let register = Double(Int.random(in: 20_000...9_000_000, using: &random))
            return Connector(number: index + 1, ratedPower: settings.ratedPower, register: register)
        }
        keys = ConfigurationKeys(
            connectors: settings.connectors, meterInterval: Int(settings.meterInterval.components.seconds))
        players = sources.map { Player(source: $0) }
        heartbeatInterval = settings.heartbeatInterval ?? .seconds(300)
        outbox.answerTimeout = settings.answerTimeout
        sampleInterval = settings.meterInterval
        self.random = random
    }

    var isReady: Bool { isOnline && registration == .accepted }

    mutating func takeActions() -> [Action] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    // MARK: What happens

    mutating func connected(now: Timestamp) {
        isOnline = true
        if registration == .accepted {
            heartbeatAt = now.advanced(by: heartbeatInterval)
        } else {
            outbox.append(.boot(settings.bootNotification(firmware: firmwareVersion)))
        }
        settle(now: now)
    }

    mutating func disconnected(now: Timestamp, code: Int = 1006) {
        goOffline()
        for index in players.indices { players[index].closeCode = code }
        settle(now: now)
    }

    mutating func received(_ bytes: UnsafeRawBufferPointer, now: Timestamp) {
        switch OCPP16.decode(bytes, from: .centralSystem) {
        case .call(let call): answer(call, now: now)
        case .refused(let refusal): perform(.send(refusal.encoded()))
        case .result(let result): answered(result, now: now)
        case .error(let error): refused(error, now: now)
        case .unreadableAnswer: statistics.unexpected += 1
        case .ignored: break
        }
        settle(now: now)
    }

    /// To be called at ``nextWake``, and harmless at any other time.
    mutating func wake(now: Timestamp) {
        if let rebootAt, rebootAt <= now { reboot(isAbrupt: false, reconnectAfter: .seconds(2)) }
        if let due = reconnectAt, due <= now {
            reconnectAt = nil
            hangUp(isAbrupt: false, reconnectAfter: .milliseconds(500))
        }
        if case .refused(_, let retryAt) = registration, isOnline, retryAt <= now {
            registration = .none
            outbox.append(.boot(settings.bootNotification(firmware: firmwareVersion)))
        }
        if let due = heartbeatAt, due <= now, isReady {
            outbox.append(.heartbeat)
            heartbeatAt = now.advanced(by: heartbeatInterval)
        }
        if let message = outbox.timedOut(now: now) {
            statistics.unanswered += 1
            if message.isTransactional { statistics.repeated += 1 } else { lostHope(of: message, now: now) }
            if case .status(let status) = message { tellAgain(statusOfConnector: status.connectorId) }
        }
        settle(now: now)
    }

    /// Goes out of service: nobody acts any more, and what runs is ended, so that no session stays open for ever.
    mutating func retire(now: Timestamp) {
        players = []
        for index in connectors.indices {
            connectors[index].errand = nil
            endTransaction(at: index, reason: .powerLoss, now: now)
            connectors[index].errand = nil
        }
        settle(now: now)
    }

    /// Nil: only a message or the socket can change anything.
    var nextWake: Timestamp? {
        var next = [
            rebootAt, reconnectAt, isReady ? heartbeatAt : nil, answerRules.nextDue, firmwareUpdate?.due,
            logUpload?.due, limitsChangeAt, isOnline ? outbox.nextDeadline(isRegistered: isReady) : nil,
        ].compactMap { $0 }.min()
        func consider(_ time: Timestamp?) {
            if let time { next = next.map { min($0, time) } ?? time }
        }
        if case .refused(_, let retryAt) = registration, isOnline { consider(retryAt) }
        for connector in connectors {
            consider(connector.errand?.due)
            consider(connector.reservation?.expiresAt)
            consider(connector.transaction?.nextSample)
            consider(connector.transaction?.suspension?.until)
        }
        for player in players { consider(player.lookAt) }
        return next
    }

    // MARK: What follows

    /// Everything that follows from a change: meters run on, people act, statuses are reported, the next call goes out.
    mutating func settle(now: Timestamp) {
        runMeters(now: now)
        endReservations(now: now)
        runErrands(now: now)
        answerLate(now: now)
        runUpdate(now: now)
        runUpload(now: now)
        followLimits(now: now)
        runPlayers(now: now)
        reportStatuses(now: now)
        sendReports()
        sendNext(now: now)
        endIfDone()
    }

    mutating func perform(_ action: Action) {
        actions.append(action)
    }

    /// Loses the connection by the charge point's own doing.
    mutating func hangUp(isAbrupt: Bool, reconnectAfter: Duration) {
        guard isOnline else { return }
        goOffline()
        perform(.hangUp(isAbrupt: isAbrupt, reconnectAfter: reconnectAfter))
    }

    mutating func beat(every interval: Duration, from now: Timestamp) {
        heartbeatInterval = interval > .zero ? interval : .seconds(300)
        heartbeatAt = now.advanced(by: heartbeatInterval)
    }

    mutating func nextTransactionKey() -> TransactionKey {
        lastTransaction += 1
        return TransactionKey(number: lastTransaction)
    }

    /// Nothing is left to be told, and the central system has confirmed all it knows.
    var isSettled: Bool {
        isReady && outbox.isEmpty && ([station] + connectors).allSatisfy { $0.status == $0.confirmedStatus }
    }

    private mutating func goOffline() {
        guard isOnline else { return }
        isOnline = false
        if outbox.disconnected() { statistics.repeated += 1 }
        station.queuedStatus = station.confirmedStatus
        for index in connectors.indices { connectors[index].queuedStatus = connectors[index].confirmedStatus }
    }

    /// A report that was not answered is made once more; one that was refused is not.
    private mutating func tellAgain(statusOfConnector number: Int) {
        if let index = index(ofConnector: number) {
            connectors[index].queuedStatus = nil
        } else {
            station.queuedStatus = nil
        }
    }

    private mutating func sendNext(now: Timestamp) {
        guard isOnline, !outbox.waiting.isEmpty, let id = nextMessageID,
            let message = outbox.sendNext(as: id, isRegistered: registration == .accepted, now: now)
        else { return }
        let frame = message.encoded(id: id) { numbers[$0] }
        lastCallRest = frame.dropFirst(Self.head(id).count)
        lastMessage += 1
        send(frame)
        if message.isTransactional, dropAfterSendProbability > 0, random.happens(dropAfterSendProbability) {
            hangUp(isAbrupt: true, reconnectAfter: random.seconds(0.3...4))
        }
    }

    private var nextMessageID: MessageID? { MessageID("\(lastMessage + 1)") }

    private mutating func send(_ frame: [UInt8]) {
        statistics.sent += 1
        perform(.send(frame))
    }

    /// Sends the last call once more as it was, past the outbox.
    mutating func repeatLastCall(underNewID isNew: Bool) {
        if isNew { lastMessage += 1 }
        guard isOnline, !lastCallRest.isEmpty, let id = MessageID("\(lastMessage)") else { return }
        unaskedAnswers += 1
        send(Self.head(id) + lastCallRest)
    }

    /// How the frame of a call begins.
    private static func head(_ id: MessageID) -> [UInt8] {
        Array("[2,\"\(id.text)\",".utf8)
    }

    /// Power off, power on: the charge point knows nothing of what the central system has confirmed.
    mutating func reboot(isAbrupt: Bool, reconnectAfter pause: Duration) {
        rebootAt = nil
        updateMeetsRestart()
        giveUpUpload()
        hangUp(isAbrupt: isAbrupt, reconnectAfter: pause)
        registration = .none
        heartbeatAt = nil
        (station.queuedStatus, station.confirmedStatus) = (nil, nil)
        for index in connectors.indices {
            (connectors[index].queuedStatus, connectors[index].confirmedStatus) = (nil, nil)
        }
    }

    private mutating func endIfDone() {
        guard !hasEnded, !players.isEmpty, outbox.isEmpty, players.allSatisfy({ $0.outcome != nil }) else { return }
        hasEnded = true
        let failures = players.compactMap { player in
            if case .failed(let reason) = player.outcome { reason } else { nil }
        }
        statistics.ended = 1
        statistics.failed = failures.isEmpty ? 0 : 1
        perform(.ended(failures: failures))
    }
}
