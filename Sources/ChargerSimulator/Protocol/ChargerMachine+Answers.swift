import JSON
import OCPP

/// What the central system's answers change.
extension ChargerMachine {
    mutating func answered(_ result: CallResult, now: Timestamp) {
        guard let message = outbox.answered(result.id) else { return heardUnasked(.result(result.payload)) }
        statistics.answered += 1
        do throws(PayloadError) {
            try apply(result, to: message, now: now)
        } catch {
            statistics.unexpected += 1
            lostHope(of: message, now: now)
        }
    }

    mutating func refused(_ error: CallError, now: Timestamp) {
        guard let (message, outcome) = outbox.refused(error.id, now: now) else {
            return heardUnasked(.error(error.code))
        }
        if case .scripted(let call) = message { hear(.error(error.code), player: call.player) }
        statistics.answered += 1
        statistics.errors += 1
        switch outcome {
        case .repeats: statistics.repeated += 1
        case .discarded:
            if message.isTransactional { statistics.lost += 1 }
            note(.lost(message))
            lostHope(of: message, now: now)
        }
    }

    /// A message will not be answered any more: whoever waits for it must not wait for ever.
    mutating func lostHope(of message: Message, now: Timestamp) {
        switch message {
        case .boot:
            registration = .refused(.pending, retryAt: now.advanced(by: .seconds(10)))
        case .authorize(_, let asker):
            hear(.invalid, asker: asker, tag: nil, now: now)
        case .start(_, let key):
            hear(.invalid, of: key)
        case .stop(_, let key):
            numbers[key] = nil
        case .status(let status):
            forgetStatus(ofConnector: status.connectorId)
        case .scripted(let call): stopWaiting(player: call.player)
        case .heartbeat, .meter: break
        }
    }

    private mutating func apply(_ result: CallResult, to message: Message, now: Timestamp) throws(PayloadError) {
        switch message {
        case .boot:
            registered(try result.response(to: OCPP16.BootNotification.self), now: now)
        case .heartbeat:
            _ = try result.response(to: OCPP16.Heartbeat.self)
        case .status(let status):
            confirm(status)
        case .authorize(let request, let asker):
            let answer = try result.response(to: OCPP16.Authorize.self)
            parents[request.idTag] = answer.idTagInfo.parentIdTag
            hear(answer.idTagInfo.status, asker: asker, tag: request.idTag, now: now)
        case .start(_, let key):
            let answer = try result.response(to: OCPP16.StartTransaction.self)
            note(.answered(message, number: answer.transactionId, verdict: answer.idTagInfo.status))
            started(key, answer, now: now)
        case .meter: note(.answered(message))
        case .stop(_, let key):
            note(.answered(message))
            numbers[key] = nil
        case .scripted(let call): hear(.result(result.payload), player: call.player)
        }
    }

    private mutating func registered(_ answer: OCPP16.BootNotification.Response, now: Timestamp) {
        let interval = Duration.seconds(max(0, min(answer.interval, 86_400)))
        guard answer.status == .accepted else {
            let pause = interval > .zero ? interval : .seconds(30)
            registration = .refused(answer.status, retryAt: now.advanced(by: pause))
            return
        }
        registration = .accepted
        beat(every: settings.heartbeatInterval ?? interval, from: now)
    }

    private mutating func started(
        _ key: TransactionKey, _ answer: OCPP16.StartTransaction.Response, now: Timestamp
    ) {
        numbers[key] = answer.transactionId
        lastNumber = answer.transactionId
        hear(answer.idTagInfo.status, of: key)
        guard answer.idTagInfo.status != .accepted, keys.isTrue("StopTransactionOnInvalidId"),
            let index = connectors.firstIndex(where: { $0.transaction?.key == key })
        else { return }
        endTransaction(at: index, reason: .deAuthorized, now: now)
    }

    /// The verdict on a tag that Authorize asked about.
    private mutating func hear(
        _ verdict: OCPP16.AuthorizationStatus, asker: Message.Asker, tag: IdTag?, now: Timestamp
    ) {
        if verdict != .accepted { statistics.refusedTags += 1 }
        switch asker {
        case .player(let index):
            if players.indices.contains(index) { players[index].hear(verdict) }
        case .remoteStart(let number):
            guard verdict == .accepted, let tag, let index = index(ofConnector: number) else { return }
            expectDriver(at: index, tag: tag, now: now)
        }
    }

    /// The verdict on a tag that StartTransaction brought.
    private mutating func hear(_ verdict: OCPP16.AuthorizationStatus, of key: TransactionKey) {
        if verdict != .accepted { statistics.refusedTags += 1 }
        for index in players.indices where players[index].transaction == key && players[index].awaitsVerdict {
            players[index].hear(verdict)
        }
    }

    private mutating func confirm(_ status: OCPP16.StatusNotification) {
        guard let told = status.status.value else { return }
        note(.status(connector: status.connectorId, told))
        if status.connectorId == 0 {
            station.confirmedStatus = told
        } else if let index = index(ofConnector: status.connectorId) {
            connectors[index].confirmedStatus = told
        }
    }

    /// The report was refused or lost; the next change tells it again.
    private mutating func forgetStatus(ofConnector number: Int) {
        if number == 0 {
            station.confirmedStatus = nil
        } else if let index = index(ofConnector: number) {
            connectors[index].confirmedStatus = nil
        }
    }
}
