import JSON
import OCPP

/// What only a script makes a charge point do.
extension ChargerMachine {
    mutating func begin(_ step: LinkStep, now: Timestamp) {
        switch step {
        case .offline(let duration): hangUp(isAbrupt: true, reconnectAfter: duration)
        case .freeze: if isOnline { perform(.link(.freeze)) }
        case .powerOff(let duration):
            endAll(.powerLoss, now: now)
            reboot(isAbrupt: true, reconnectAfter: duration)
        case .reboot:
            endAll(.reboot, now: now)
            rebootAt = now
        case .pings(let areAnswered): perform(.link(.answerPings(areAnswered)))
        }
    }

    func progress(of step: LinkStep, begun: Timestamp, now: Timestamp) -> Player.Progress {
        switch step {
        case .offline, .pings: return .done
        case .freeze(let duration):
            let end = begun.advanced(by: duration)
            return end <= now || !isOnline ? .done : .waiting(until: end)
        case .powerOff: return isReady ? .done : .waiting(until: nil)
        case .reboot: return isReady && rebootAt == nil ? .done : .waiting(until: nil)
        }
    }

    /// The charge point notices at last that nothing has come for a while.
    mutating func thaw() {
        hangUp(isAbrupt: true, reconnectAfter: .milliseconds(200))
    }

    private mutating func endAll(_ reason: OCPP16.StopReason, now: Timestamp) {
        for index in connectors.indices {
            connectors[index].errand = nil
            endTransaction(at: index, reason: reason, now: now)
            connectors[index].errand = nil
        }
    }

    mutating func begin(_ step: QuirkStep, now: Timestamp) {
        switch step {
        case .clock(let setting): set(clock: setting, now: now)
        case .unit(let unit): meterForm.unit = unit
        case .phases(let areApart): meterForm.isPerPhase = areApart
        case .register(let isSessionRelative): meterForm.isSessionRelative = isSessionRelative
        case .meter(let number, let wattHours):
            if let index = index(ofConnector: number) { connectors[index].register = Double(wattHours) }
        case .forget(let number):
            if let key = index(ofConnector: number).flatMap({ connectors[$0].transaction?.key }) { numbers[key] = nil }
        }
    }

    private mutating func set(clock setting: QuirkStep.ClockSetting, now: Timestamp) {
        switch setting {
        case .right: clock = ChargerClock()
        case .unset: clock.manner = .unset
        case .stopped: clock.manner = .stopped(at: now)
        case .off(let difference): clock.manner = .off(by: difference)
        case .zone(let isWritten): clock.omitsZone = !isWritten
        }
    }

    // MARK: Messages spelled out

    mutating func begin(_ step: WireStep, by player: Int, now: Timestamp) {
        switch step {
        case .send(let call):
            guard let payload = fill(call.payload, now: now) else { return }
            send(ScriptedCall(action: call.action, payload: payload, player: player), by: player)
        case .raw(let message):
            players[player].answer = nil
            unaskedAnswers += 1
            if isOnline { perform(.link(.raw(message))) }
        case .again(let isNew):
            players[player].answer = nil
            repeatLastCall(underNewID: isNew)
        }
    }

    private mutating func send(_ call: ScriptedCall, by player: Int) {
        players[player].answer = nil
        players[player].awaitsAnswer = isReady
        if isReady || call.isTransactional { outbox.append(.scripted(call)) }
    }

    mutating func begin(_ step: SecurityStep, by player: Int, now: Timestamp) {
        switch step {
        case .event(let type, let info):
            let event = OCPP16.SecurityEventNotification(type: type, timestamp: clock.told(now), techInfo: info)
            send(ScriptedCall(event, player: player), by: player)
        case .signCertificate:
            guard let request = signCertificate() else { return }
            send(ScriptedCall(request, player: player), by: player)
        }
    }

    mutating func begin(_ step: FileStep) {
        switch step {
        case .uploadSize(let size): files.uploadSize = size
        case .downloadLimit(let limit): files.downloadLimit = limit
        case .uploadBreaks(let count): files.brokenUploads = count
        case .downloadBreaks(let count): files.brokenDownloads = count
        case .downloadGarbles(let count): files.garbledDownloads = count
        case .nextVersion(let version): files.nextVersion = version
        case .installationFails: files.failsToInstall = true
        }
    }

    private func fill(_ template: String, now: Timestamp) -> String? {
        Placeholder.fill(template) { name, offset in
            switch name {
            case "now":
                let difference = DurationText.parse(offset.dropFirst()) ?? .zero
                return clock.told(now.advanced(by: offset.hasPrefix("-") ? .zero - difference : difference)).text
            case "transaction": return String((lastNumber ?? Message.unknownNumber) &+ (Int(offset) ?? 0))
            case "register": return String((connectors.first?.registerWh ?? 0) &+ (Int(offset) ?? 0))
            default: return settings.id
            }
        }
    }

    /// The answer to a call that a script spelled out.
    mutating func hear(_ answer: ScriptedAnswer, player: Int?) {
        stopWaiting(player: player)
        if let player, players.indices.contains(player) { players[player].answer = answer }
        if case .result(let payload) = answer, case .integer(let number)? = payload["transactionId"] {
            lastNumber = Int(exactly: number)
        }
    }

    mutating func stopWaiting(player: Int?) {
        if let player, players.indices.contains(player) { players[player].awaitsAnswer = false }
    }

    /// An answer to what did not go through the outbox.
    mutating func heardUnasked(_ answer: ScriptedAnswer) {
        for index in players.indices { players[index].answer = answer }
        guard unaskedAnswers > 0 else {
            statistics.unexpected += 1
            return
        }
        unaskedAnswers -= 1
    }

    func check(_ expectation: ScriptedExpectation, by player: Int) -> String? {
        switch expectation {
        case .answer(let status):
            guard case .result? = players[player].answer else {
                return "no answer came: \(told(players[player].answer))"
            }
            guard let status, players[player].answer?.status != status else { return nil }
            return "the answer is \(told(players[player].answer)), not \(status)"
        case .error(let code):
            return players[player].answer == .error(code)
                ? nil : "the answer is \(told(players[player].answer)), not \(code)"
        case .closed(let code):
            let found = players[player].closeCode
            guard let found else { return "the connection was not ended" }
            return code == nil || found == code ? nil : "the connection was ended with \(found), not \(code ?? 0)"
        case .online: return isReady ? nil : "it is not connected and accepted"
        case .delivered: return outbox.isEmpty ? nil : "\(outbox.waiting.count) messages wait"
        }
    }

    private func told(_ answer: ScriptedAnswer?) -> String {
        switch answer {
        case nil: "none"
        case .result(let payload): String(decoding: payload.encoded(), as: UTF8.self)
        case .error(let code): code
        }
    }

    // MARK: Answers to operations

    /// The answer that a script wants; nil leaves it to the charge point. An empty one is never sent.
    mutating func scriptedAnswer(to call: Call, now: Timestamp) -> [UInt8]? {
        switch answerRules.manner(of: call.action) {
        case .normally: return nil
        case .never: return []
        case .after(let delay):
            answerRules.postpone(call, until: now.advanced(by: delay))
            return []
        case .with(let payload):
            var writer = JSONWriter()
            writer.beginArray()
            writer.integer(3)
            writer.string(call.id.text)
            writer.value(payload)
            writer.endArray()
            return writer.bytes
        case .error(let code):
            return OCPP16.encodedError(id: call.id, code: code, description: "so the scenario wants it")
        }
    }

    mutating func answerLate(now: Timestamp) {
        for call in answerRules.takeDue(now: now) where isOnline { carryOut(call, now: now) }
    }
}
