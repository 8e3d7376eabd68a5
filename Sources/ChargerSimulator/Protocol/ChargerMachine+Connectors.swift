import JSON
import OCPP

/// What happens at the connectors.
extension ChargerMachine {
    func index(ofConnector number: Int) -> Int? {
        connectors.indices.contains(number - 1) ? number - 1 : nil
    }

    /// Begins a transaction on a free connector.
    mutating func beginTransaction(at index: Int, tag: IdTag, isRemote: Bool, now: Timestamp) -> TransactionKey {
        let key = nextTransactionKey()
        let vehicle = Vehicle.arriving(atRatedPower: connectors[index].ratedPower, using: &random)
        let start = OCPP16.StartTransaction(
            connectorId: connectors[index].number, idTag: tag, meterStart: connectors[index].registerWh,
            timestamp: clock.told(now), reservationId: connectors[index].reservation?.id)
        connectors[index].reservation = nil
        connectors[index].isPlugged = true
        connectors[index].isFinishing = false
        connectors[index].authorized = nil
        connectors[index].transaction = Transaction(
            key: key, idTag: tag, startedAt: now, isRemote: isRemote, vehicle: vehicle,
            nextSample: now.advanced(by: sampleInterval))
        let register = connectors[index].register
        connectors[index].transaction?.registerAtStart = register
        if isRemote { keepProfileToCome(at: index, now: now) } else { connectors[index].profileToCome = nil }
        followLimits(now: now)
        tell(.start(start, key))
        statistics.started += 1
        return key
    }

    /// Ends the transaction on a connector, if there is one.
    @discardableResult
    mutating func endTransaction(
        at index: Int, reason: OCPP16.StopReason, tag: IdTag? = nil, now: Timestamp
    ) -> TransactionKey? {
        connectors[index].advance(to: now, speed: settings.speed)
        guard let ended = connectors[index].endTransaction() else { return nil }
        profiles.forget(ended.key)
        followLimits(now: now)
        let content = Message.StopContent(
            meterStop: connectors[index].registerWh, time: clock.told(now), idTag: tag, reason: reason)
        tell(.stop(content, ended.key))
        statistics.stopped += 1
        if ended.isRemote { connectors[index].errand = .unplug(at: now.advanced(by: random.seconds(3...10))) }
        return ended.key
    }

    mutating func unplug(at index: Int, now: Timestamp) {
        connectors[index].errand = nil
        endTransaction(at: index, reason: .evDisconnected, now: now)
        connectors[index].errand = nil
        connectors[index].pullCable()
    }

    mutating func fail(at index: Int, code: OCPP16.ChargePointErrorCode, now: Timestamp) {
        endTransaction(at: index, reason: .other, now: now)
        connectors[index].fault = code
    }

    /// Lets time pass for every meter, and samples those that are due.
    mutating func runMeters(now: Timestamp) {
        for index in connectors.indices where connectors[index].transaction != nil {
            connectors[index].advance(to: now, speed: settings.speed)
            guard let transaction = connectors[index].transaction, transaction.nextSample <= now else { continue }
            connectors[index].transaction?.nextSample = now.advanced(by: sampleInterval)
            sample(at: index, context: .samplePeriodic, now: now)
            if transaction.isRemote, transaction.flow.isFull, connectors[index].errand == nil {
                connectors[index].errand = .unplug(at: now.advanced(by: random.seconds(10...60)))
            }
        }
    }

    mutating func sample(at index: Int, context: OCPP16.ReadingContext, now: Timestamp) {
        let reading = MeterReading(connector: connectors[index], at: now)
        let value = reading.meterValue(context: context, form: meterForm, time: clock.told(now))
        tell(.meter(connector: connectors[index].number, [value], connectors[index].transaction?.key))
    }

    /// Puts a message of a transaction into the outbox, and into the journal before it can leave.
    private mutating func tell(_ message: Message) {
        note(.happened(message))
        if let victim = outbox.append(message), victim.isTransactional { note(.lost(victim)) }
    }

    mutating func note(_ fact: JournalFact) {
        if settings.keepsJournal { perform(.note(fact)) }
    }

    mutating func runErrands(now: Timestamp) {
        for index in connectors.indices {
            guard let errand = connectors[index].errand, errand.due <= now else { continue }
            connectors[index].errand = nil
            switch errand {
            case .plugIn:
                connectors[index].isPlugged = true
                connectors[index].errand = .start(at: now.advanced(by: random.seconds(0.5...1.5)))
            case .start:
                startRemotely(at: index, now: now)
            case .unplug:
                unplug(at: index, now: now)
            }
        }
    }

    private mutating func startRemotely(at index: Int, now: Timestamp) {
        guard let tag = connectors[index].authorized, connectors[index].isFree, isOpen(to: tag, at: index) else {
            return unplug(at: index, now: now)
        }
        _ = beginTransaction(at: index, tag: tag, isRemote: true, now: now)
    }

    /// Tells every status that differs from what was told before.
    mutating func reportStatuses(now: Timestamp) {
        guard isReady else { return }
        if station.status != station.queuedStatus { reportStatus(ofConnector: 0, now: now) }
        for connector in connectors where connector.status != connector.queuedStatus {
            reportStatus(ofConnector: connector.number, now: now)
        }
    }

    mutating func reportStatus(ofConnector number: Int, now: Timestamp) {
        let connector: Connector
        if let index = index(ofConnector: number) {
            connectors[index].queuedStatus = connectors[index].status
            connector = connectors[index]
        } else {
            station.queuedStatus = station.status
            connector = station
        }
        outbox.append(
            .status(
                OCPP16.StatusNotification(
                    connectorId: connector.number, errorCode: .known(connector.fault ?? .noError),
                    status: .known(connector.status), timestamp: clock.told(now))))
    }
}
