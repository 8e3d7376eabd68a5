import JSON
import OCPP

/// Lets the people of the script act.
extension ChargerMachine {
    /// A script without a pause must not keep the event loop.
    private static let stepsAtOnce = 64

    mutating func runPlayers(now: Timestamp) {
        for index in players.indices { run(player: index, now: now) }
    }

    private mutating func run(player index: Int, now: Timestamp) {
        for _ in 0..<Self.stepsAtOnce {
            guard players[index].outcome == nil else { return }
            if players[index].step == nil { takeStep(player: index, now: now) }
            guard let step = players[index].step else { return }
            switch progress(of: step, by: index, now: now) {
            case .waiting(let until):
                players[index].lookAt = until
                return
            case .done:
                players[index].finishStep()
                reportStatuses(now: now)
            case .failed(let reason):
                players[index].end(.failed(reason))
            }
        }
        players[index].lookAt = now.advanced(by: .seconds(1))
    }

    private mutating func takeStep(player index: Int, now: Timestamp) {
        guard let step = players[index].source.next(using: &random) else {
            return players[index].end(.ended)
        }
        players[index].begin(step, now: now)
        begin(step, by: index, now: now)
    }

    // MARK: What a step does at once

    private mutating func begin(_ step: Step, by player: Int, now: Timestamp) {
        switch step {
        case .authorize(let tag): present(tag, by: player)
        case .start(let number, let tag): start(number, tag, by: player, now: now)
        case .stop(let number, let reason):
            if let index = runningConnector(number) {
                players[player].transaction = endTransaction(
                    at: index, reason: reason, tag: connectors[index].transaction?.idTag, now: now)
            }
        case .unplug(let number):
            for index in connectors.indices where number == nil || connectors[index].number == number {
                unplug(at: index, now: now)
            }
        case .suspend(let number, let cause, let duration):
            if let index = index(ofConnector: number) {
                connectors[index].transaction?.suspension = Suspension(cause: cause, until: now.advanced(by: duration))
            }
        case .fault(let number, let code):
            if let index = index(ofConnector: number) {
                fail(at: index, code: code, now: now)
            } else {
                station.fault = code
            }
        case .recover(let number):
            if let index = index(ofConnector: number) { connectors[index].fault = nil } else { station.fault = nil }
        case .disconnect(let duration): hangUp(isAbrupt: true, reconnectAfter: duration)
        case .heartbeat: if isReady { outbox.append(.heartbeat) }
        case .status(let number): if isReady { reportStatus(ofConnector: number, now: now) }
        case .meter(let number):
            if let index = index(ofConnector: number) { sample(at: index, context: .sampleClock, now: now) }
        case .link(let step): begin(step, now: now)
        case .quirk(let step): begin(step, now: now)
        case .wire(let step): begin(step, by: player, now: now)
        case .answer(let rule): answerRules.apply(rule)
        case .file(let step): begin(step)
        case .security(let step): begin(step, by: player, now: now)
        case .boot, .plug, .charge, .wait, .waitBetween, .expect, .flow, .loop: break
        }
    }

    /// Not one that somebody else holds at this charge point: two drivers do not share a card.
    private mutating func pickTag(for player: Int) -> IdTag? {
        let held = players.indices.filter { $0 != player }.compactMap { players[$0].tag }
        let free = settings.idTags.filter { !held.contains($0) }
        return free.randomElement(using: &random) ?? settings.idTags.randomElement(using: &random)
    }

    private mutating func present(_ tag: IdTag?, by player: Int) {
        guard let tag = tag ?? pickTag(for: player) else { return }
        players[player].tag = tag
        players[player].verdict = nil
        players[player].awaitsVerdict = true
        // A charge point that is offline lets everybody charge: LocalAuthorizeOffline, AllowOfflineTxForUnknownId.
        if isReady {
            outbox.append(.authorize(OCPP16.Authorize(idTag: tag), asker: .player(player)))
        } else {
            players[player].hear(.accepted)
        }
    }

    private mutating func start(_ number: Int, _ tag: IdTag?, by player: Int, now: Timestamp) {
        // A driver whose tag was refused goes away, unless the script insists by naming a tag.
        let isRefused = players[player].verdict.map { $0 != .accepted } ?? false
        guard let index = index(ofConnector: number), connectors[index].isFree, tag != nil || !isRefused,
            let presented = tag ?? players[player].tag ?? pickTag(for: player), isOpen(to: presented, at: index)
        else { return }
        connectors[index].errand = nil
        players[player].tag = presented
        players[player].verdict = nil
        players[player].awaitsVerdict = true
        players[player].transaction = beginTransaction(at: index, tag: presented, isRemote: false, now: now)
        if !isReady { players[player].hear(.accepted) }
    }

    /// The connector meant by a step that may leave its number out.
    private func runningConnector(_ number: Int?) -> Int? {
        guard let number else { return connectors.firstIndex { $0.transaction != nil } }
        return index(ofConnector: number).flatMap { connectors[$0].transaction == nil ? nil : $0 }
    }

    // MARK: When a step is over

    private mutating func progress(of step: Step, by player: Int, now: Timestamp) -> Player.Progress {
        switch step {
        case .boot: return boot(by: player)
        case .plug(let number): return plug(number)
        case .authorize, .start: return verdict(by: player)
        case .charge(let number, let goal): return charge(number, goal, by: player, now: now)
        case .stop:
            let isPending = players[player].transaction.map { outbox.holds($0) } ?? false
            return isPending && isOnline ? .waiting(until: nil) : .done
        case .wait(let duration):
            let end = players[player].begun.advanced(by: duration)
            return end <= now ? .done : .waiting(until: end)
        case .disconnect: return isReady ? .done : .waiting(until: nil)
        case .expect(let expectation): return check(expectation, by: player, now: now)
        case .link(let step):
            let progress = progress(of: step, begun: players[player].begun, now: now)
            if case .freeze = step, progress == .done { thaw() }
            return progress
        case .wire, .security: return players[player].awaitsAnswer && isOnline ? .waiting(until: nil) : .done
        case .unplug, .suspend, .fault, .recover, .heartbeat, .status, .meter, .waitBetween, .quirk, .answer, .file,
            .flow, .loop:
            return .done
        }
    }

    private func boot(by player: Int) -> Player.Progress {
        guard case .script = players[player].source, case .refused(.rejected, _) = registration else {
            return registration == .accepted ? .done : .waiting(until: nil)
        }
        return .failed("the boot was rejected")
    }

    private mutating func plug(_ number: Int) -> Player.Progress {
        guard let index = index(ofConnector: number) else { return .failed("there is no connector \(number)") }
        guard connectors[index].transaction == nil, connectors[index].errand == nil else { return .waiting(until: nil) }
        connectors[index].isPlugged = true
        return .done
    }

    private mutating func verdict(by player: Int) -> Player.Progress {
        guard players[player].awaitsVerdict else { return .done }
        guard !isOnline else { return .waiting(until: nil) }
        // The connection went away before the answer came.
        players[player].hear(.accepted)
        return .done
    }

    private func charge(_ number: Int?, _ goal: ChargeGoal, by player: Int, now: Timestamp) -> Player.Progress {
        guard let index = runningConnector(number), let transaction = connectors[index].transaction else {
            return .done
        }
        let begun = players[player].begun
        if transaction.has(reached: goal, since: begun, at: now) { return .done }
        if case .duration(let duration) = goal { return .waiting(until: begun.advanced(by: duration)) }
        return .waiting(until: now.advanced(by: min(sampleInterval, .seconds(1))))
    }
}
