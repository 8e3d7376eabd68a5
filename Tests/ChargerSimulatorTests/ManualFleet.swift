import JSON
import OCPP

@testable import ChargerSimulator

/// One charge point and a central system that answers it at once, driven by a clock that only moves when told.
struct ManualFleet {
    enum Manner { case answering, silent, refusing }

    var machine: ChargerMachine
    var now = Timestamp(microseconds: 1_700_000_000_000_000)
    var manner = Manner.answering
    /// Everything the charge point called, in order.
    var calls: [any OCPPRequest] = []
    /// The frames of those calls.
    var frames: [[UInt8]] = []
    /// Its answers to our operations.
    var answers: [Frame] = []
    var failures: [String]?
    var hangUps = 0
    /// What went into the journal, what was done to the socket, and both with the frames in order.
    var facts: [JournalFact] = []
    var links: [LinkAction] = []
    var doings: [String] = []
    /// The files that were begun, and the numbers of those that were given up.
    var transfers: [FileTransfer] = []
    var givenUp: [Int] = []
    var reconnects = true
    var boot = OCPP16.BootNotification.Response(
        status: .accepted, currentTime: Timestamp(microseconds: 0), interval: 600)
    var verdicts: [IdTag: OCPP16.AuthorizationStatus] = [:]
    /// What StartTransaction is answered, where it differs from Authorize.
    var startVerdict: OCPP16.AuthorizationStatus?
    private var lastTransaction = 100
    private var lastOperation = 0
    private var reconnectAt: Timestamp?

    init(_ steps: [Step] = [], connectors: Int = 2, change: (inout ChargerSettings) -> Void = { _ in }) {
        var settings = ChargerSettings(id: "CP1")
        settings.connectors = connectors
        settings.idTags = ["TAG"]
        change(&settings)
        machine = ChargerMachine(settings: settings, sources: steps.isEmpty ? [] : [.list(steps)])
    }

    mutating func connect() {
        machine.connected(now: now)
        carryOut()
    }

    mutating func disconnect() {
        machine.disconnected(now: now)
        carryOut()
    }

    /// Lets time pass, waking the charge point whenever it wants to be.
    mutating func pass(_ duration: Duration) {
        let end = now.advanced(by: duration)
        for _ in 0..<100_000 {
            let next = [machine.nextWake, reconnectAt].compactMap { $0 }.min() ?? end
            guard next < end else { break }
            now = max(now, next)
            step()
        }
        now = end
        step()
    }

    /// Sends an operation; the status it was answered, or nil for anything else than a result with a status.
    @discardableResult
    mutating func order(_ request: some OCPPRequest) -> String? {
        lastOperation += 1
        guard let id = MessageID("op\(lastOperation)") else { return nil }
        deliver(request.encodedCall(id: id))
        guard case .result(let result)? = answers.last, result.id == id else { return nil }
        return result.payload["status"]?.string
    }

    /// Ends the transfer that was begun last.
    mutating func endTransfer(_ outcome: TransferOutcome) {
        guard let transfer = transfers.last else { return }
        machine.transferred(transfer.number, outcome, now: now)
        carryOut()
    }

    /// The answer to the operation that was sent last, where it is of that kind.
    func answer<Request: OCPPRequest>(to type: Request.Type) throws -> Request.Response? {
        guard case .result(let result)? = answers.last else { return nil }
        return try result.response(to: type)
    }

    mutating func deliver(_ frame: [UInt8]) {
        frame.withUnsafeBytes { machine.received($0, now: now) }
        carryOut()
    }

    func requests<Request: OCPPRequest>(_ type: Request.Type) -> [Request] {
        calls.compactMap { $0 as? Request }
    }

    var actions: [String] { calls.map { type(of: $0).action } }

    func statuses(ofConnector number: Int) -> [OCPP16.ChargePointStatus] {
        requests(OCPP16.StatusNotification.self).filter { $0.connectorId == number }.compactMap(\.status.value)
    }

    private mutating func step() {
        if let due = reconnectAt, due <= now {
            reconnectAt = nil
            machine.connected(now: now)
        } else {
            machine.wake(now: now)
        }
        carryOut()
    }

    private mutating func carryOut() {
        var actions = machine.takeActions()
        while !actions.isEmpty {
            for action in actions {
                switch action {
                case .send(let frame):
                    doings.append("send")
                    take(frame)
                case .note(let fact):
                    doings.append("note")
                    facts.append(fact)
                case .link(let action): links.append(action)
                case .transfer(let transfer): transfers.append(transfer)
                case .giveUpTransfer(let number): givenUp.append(number)
                case .hangUp(_, let pause):
                    hangUps += 1
                    if reconnects { reconnectAt = now.advanced(by: pause) }
                case .ended(let texts): failures = texts
                }
            }
            actions = machine.takeActions()
        }
    }

    private mutating func take(_ frame: [UInt8]) {
        switch OCPP16.decode(frame, from: .chargePoint) {
        case .call(let call):
            calls.append(call.request)
            frames.append(frame)
            guard machine.isOnline else { return }
            switch manner {
            case .silent: return
            case .refusing where !(call.request is OCPP16.BootNotification):
                let error = OCPP16.encodedError(id: call.id, code: .internalError, description: "not today")
                error.withUnsafeBytes { machine.received($0, now: now) }
            case .answering, .refusing:
                if let answer = answer(call) { answer.withUnsafeBytes { machine.received($0, now: now) } }
            }
        case let other: answers.append(other)
        }
    }

    private mutating func answer(_ call: Call) -> [UInt8]? {
        switch call.request {
        case is OCPP16.BootNotification: return boot.encodedResult(id: call.id)
        case is OCPP16.Heartbeat: return OCPP16.Heartbeat.Response(currentTime: now).encodedResult(id: call.id)
        case let request as OCPP16.Authorize:
            return OCPP16.Authorize.Response(idTagInfo: verdict(request.idTag)).encodedResult(id: call.id)
        case let request as OCPP16.StartTransaction:
            lastTransaction += 1
            let info = startVerdict.map { OCPP16.IdTagInfo(status: $0) } ?? verdict(request.idTag)
            return OCPP16.StartTransaction.Response(transactionId: lastTransaction, idTagInfo: info)
                .encodedResult(id: call.id)
        case is OCPP16.StopTransaction:
            return OCPP16.StopTransaction.Response(idTagInfo: nil).encodedResult(id: call.id)
        default: return OCPP16.EmptyResponse().encodedResult(id: call.id)
        }
    }

    private func verdict(_ tag: IdTag) -> OCPP16.IdTagInfo {
        OCPP16.IdTagInfo(status: verdicts[tag] ?? .accepted)
    }
}
