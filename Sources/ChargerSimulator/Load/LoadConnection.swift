import JSON
import NIOCore
import OCPP
import WebSockets

/// One charge point under load: one call outstanding, the next when its answer is in.
final class LoadConnection: WebSocketHandler {
    private enum State { case booting, reporting, starting, ready, stopping, dead }
    private enum Call { case prepared, start }

    private let shard: LoadShard
    private let connection: WebSocketConnection
    private let index: Int
    private var state = State.booting
    private var frames: LoadFrames
    private var sequence: UInt64 = 0
    private var call = Call.prepared
    private(set) var isWaiting = false
    /// From when on the latency counts.
    private var origin = NIODeadline.now()
    private var messages = 0
    private var lastMillisecond: Int64 = 0
    /// Tenths of a Wh.
    private var register: UInt64 = 10_000_000
    private var transaction: Int?
    private var transactionStep = 0
    /// Fixed rate: when the next message is due.
    var due = NIODeadline.distantFuture

    init(shard: LoadShard, connection: WebSocketConnection, index: Int, frames: LoadFrames) {
        self.shard = shard
        self.connection = connection
        self.index = index
        self.frames = frames
    }

    var isReady: Bool { state == .ready }

    // MARK: The socket

    func opened() {
        send(
            OCPP16.BootNotification(
                vendor: "Stationmaster", model: "Load", chargePointSerialNumber: "L\(index)", firmwareVersion: "1.0"),
            origin: .now())
    }

    func received(text: ByteBuffer) {
        text.withUnsafeReadableBytes(received)
    }

    func closed(_ closure: WebSocketClosure) {
        guard state != .dead else { return }
        let wasReady = state == .ready || state == .stopping
        state = .dead
        isWaiting = false
        shard.ended(self, wasReady: wasReady)
    }

    private func received(_ bytes: UnsafeRawBufferPointer) {
        let (kind, isExpected) = AnswerScanner.scan(bytes, expecting: sequence)
        switch kind {
        case .call: refuse(bytes)
        case .result, .error:
            guard isWaiting, isExpected else { return shard.counters.mismatched += 1 }
            isWaiting = false
            answered(bytes, isError: kind == .error)
        case .other: shard.counters.mismatched += 1
        }
    }

    /// A load generator carries nothing out, and says so as the standard wants.
    private func refuse(_ bytes: UnsafeRawBufferPointer) {
        shard.counters.serverCalls += 1
        switch OCPP16.decode(bytes, from: .centralSystem) {
        case .call(let call):
            connection.send(
                text: OCPP16.encodedError(id: call.id, code: .notSupported, description: "this is a load generator"))
        case .refused(let refusal): connection.send(text: refusal.encoded())
        case .result, .error, .unreadableAnswer, .ignored: break
        }
    }

    // MARK: Answers

    private func answered(_ bytes: UnsafeRawBufferPointer, isError: Bool) {
        if call == .start { started(bytes) }
        switch state {
        case .booting:
            noteBoot(bytes)
            state = .reporting
            send(&frames.available, origin: .now())
        case .reporting:
            if shard.plan.mix.needsTransaction {
                state = .starting
                sendStart(origin: .now())
            } else {
                becomeReady()
            }
        case .starting: becomeReady()
        case .ready:
            let now = NIODeadline.now()
            shard.answered(after: now - origin, isError: isError)
            shard.isRunning ? sendNext(answeredAt: now) : ()
        case .stopping: transaction = nil
        case .dead: break
        }
    }

    private func becomeReady() {
        state = .ready
        shard.becameReady(self)
    }

    private func noteBoot(_ bytes: UnsafeRawBufferPointer) {
        if case .result(let result) = OCPP16.decode(bytes, from: .centralSystem),
            let answer = try? result.response(to: OCPP16.BootNotification.self), answer.status == .accepted
        {
            return
        }
        shard.counters.bootsNotAccepted += 1
    }

    private func started(_ bytes: UnsafeRawBufferPointer) {
        call = .prepared
        // An answer that cannot be read is one that accepts nothing.
        guard case .result(let result) = OCPP16.decode(bytes, from: .centralSystem),
            let answer = try? result.response(to: OCPP16.StartTransaction.self)
        else { return shard.counters.tagsNotAccepted += 1 }
        if answer.idTagInfo.status != .accepted { shard.counters.tagsNotAccepted += 1 }
        transaction = answer.transactionId
        frames.begin(transaction: answer.transactionId)
    }

    // MARK: Calls

    private func sendNext(answeredAt now: NIODeadline) {
        guard shard.plan.rate != nil else { return send(origin: now) }
        sendIfDue(now)
    }

    /// Fixed rate: sends what is due by now, if the last answer is in. False when the next one is not yet due.
    func sendIfDue(_ now: NIODeadline) {
        guard state == .ready, !isWaiting, due <= now else { return }
        let origin = due
        due = due + shard.pace
        send(origin: origin)
    }

    /// Closed loop: the first message of the run.
    func begin() {
        guard state == .ready, !isWaiting else { return }
        send(origin: .now())
    }

    /// Ends a transaction that is still open, after the run.
    func end() {
        guard state == .ready, !isWaiting else { return }
        state = .stopping
        if transaction != nil { sendStop(origin: .now()) }
    }

    func close() {
        if state != .dead { connection.close(.goingAway) }
        state = .dead
    }

    private func send(origin: NIODeadline) {
        messages += 1
        switch shard.plan.mix {
        case .heartbeat: send(&frames.heartbeat, origin: origin)
        case .status:
            messages.isMultiple(of: 2)
                ? send(&frames.available, origin: origin) : send(&frames.charging, origin: origin)
        case .meter: sendMeter(origin: origin)
        case .mixed:
            (messages + index).isMultiple(of: 2) ? send(&frames.heartbeat, origin: origin) : sendMeter(origin: origin)
        case .transaction: sendTransactionStep(origin: origin)
        }
    }

    private func sendTransactionStep(origin: NIODeadline) {
        let step = transactionStep
        transactionStep = step > shard.plan.metersPerTransaction ? 0 : step + 1
        if step == 0 {
            sendStart(origin: origin)
        } else if step <= shard.plan.metersPerTransaction {
            sendMeter(origin: origin)
        } else {
            sendStop(origin: origin)
        }
    }

    private func sendMeter(origin: NIODeadline) {
        register += 1
        send(&frames.meter, origin: origin)
    }

    private func sendStart(origin: NIODeadline) {
        call = .start
        send(
            OCPP16.StartTransaction(
                connectorId: 1, idTag: shard.plan.idTag, meterStart: Int(register / 10), timestamp: SentTime(nextTime())
            ),
            origin: origin)
    }

    private func sendStop(origin: NIODeadline) {
        let number = transaction ?? Message.unknownNumber
        transaction = nil
        send(
            OCPP16.StopTransaction(
                transactionId: number, meterStop: Int(register / 10), timestamp: SentTime(nextTime()),
                idTag: shard.plan.idTag, reason: .known(.local)),
            origin: origin)
    }

    private func send(_ template: inout FrameTemplate, origin: NIODeadline) {
        sequence += 1
        template.prepare(id: sequence, milliseconds: nextMillisecond(), register: register)
        isWaiting = true
        self.origin = origin
        connection.send(text: template.bytes)
    }

    private func send(_ request: some OCPPRequest, origin: NIODeadline) {
        sequence += 1
        let digits = String(sequence % 100_000_000)
        let padding = String(repeating: "0", count: FrameTemplate.idLength - digits.utf8.count)
        guard let id = MessageID(padding + digits) else { return }
        isWaiting = true
        self.origin = origin
        connection.send(text: request.encodedCall(id: id))
    }

    /// Never the same twice on one connection: equal samples of equal times would be folded into one by a server.
    private func nextMillisecond() -> Int64 {
        lastMillisecond = max(lastMillisecond + 1, shard.clock.now.microseconds / 1000)
        return lastMillisecond
    }

    private func nextTime() -> Timestamp {
        Timestamp(microseconds: nextMillisecond() * 1000)
    }
}
