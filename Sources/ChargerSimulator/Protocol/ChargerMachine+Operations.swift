import JSON
import OCPP

/// The operations of the central system, and their effects.
extension ChargerMachine {
    mutating func answer(_ call: Call, now: Timestamp) {
        statistics.operations += 1
        for index in players.indices { players[index].saw(operation: call.action) }
        guard let answer = scriptedAnswer(to: call, now: now) else { return carryOut(call, now: now) }
        if !answer.isEmpty { perform(.send(answer)) }
    }

    mutating func carryOut(_ call: Call, now: Timestamp) {
        guard let answer = carryOut(call.request, id: call.id, now: now) else {
            let text = "this charge point has no \(call.action)"
            return perform(.send(OCPP16.encodedError(id: call.id, code: .notImplemented, description: text)))
        }
        // The answer leaves before anything that the operation causes.
        perform(.send(answer))
    }

    /// The encoded answer; nil for an operation that this charge point does not have.
    private mutating func carryOut(_ request: any OCPPRequest, id: MessageID, now: Timestamp) -> [UInt8]? {
        switch request {
        case let request as OCPP16.RemoteStartTransaction:
            return status(remoteStart(request, now: now), id)
        case let request as OCPP16.RemoteStopTransaction:
            return status(remoteStop(request, now: now), id)
        case let request as OCPP16.Reset:
            reset(request.type, now: now)
            return status(OCPP16.ResetStatus.accepted, id)
        case let request as OCPP16.ChangeAvailability:
            return status(changeAvailability(request), id)
        case let request as OCPP16.ChangeConfiguration:
            return status(changeConfiguration(request, now: now), id)
        case let request as OCPP16.GetConfiguration:
            return keys.answer(to: request.keys).encodedResult(id: id)
        case is OCPP16.ClearCache:
            return status(OCPP16.ClearCacheStatus.accepted, id)
        case let request as OCPP16.UnlockConnector:
            return status(unlock(request.connectorId, now: now), id)
        case let request as OCPP16.TriggerMessage:
            return status(trigger(request.requestedMessage.value, connector: request.connectorId, now: now), id)
        case let request as OCPP16.DataTransfer:
            return dataTransfer(request).encodedResult(id: id)
        case let request as OCPP16.ReserveNow:
            return status(reserve(request, now: now), id)
        case let request as OCPP16.CancelReservation:
            return status(cancelReservation(request.reservationId), id)
        default:
            return carryOutProfiles(request, id: id, now: now) ?? carryOutSecurity(request, id: id, now: now)
        }
    }

    /// The firmware, local list and smart charging profiles.
    private mutating func carryOutProfiles(_ request: any OCPPRequest, id: MessageID, now: Timestamp) -> [UInt8]? {
        switch request {
        case let request as OCPP16.UpdateFirmware:
            updateFirmware(request, now: now)
            return OCPP16.EmptyResponse().encodedResult(id: id)
        case let request as OCPP16.GetDiagnostics:
            return upload(request, now: now).encodedResult(id: id)
        case is OCPP16.GetLocalListVersion:
            return OCPP16.GetLocalListVersion.Response(listVersion: localListVersion).encodedResult(id: id)
        case let request as OCPP16.SendLocalList:
            return status(update(request), id)
        case let request as OCPP16.SetChargingProfile:
            return status(keep(request.csChargingProfiles, connector: request.connectorId, now: now), id)
        case let request as OCPP16.ClearChargingProfile:
            return status(clear(request), id)
        case let request as OCPP16.GetCompositeSchedule:
            return compositeSchedule(request, now: now).encodedResult(id: id)
        default: return nil
        }
    }

    /// The security extension.
    private mutating func carryOutSecurity(_ request: any OCPPRequest, id: MessageID, now: Timestamp) -> [UInt8]? {
        switch request {
        case let request as OCPP16.SignedUpdateFirmware:
            return status(updateFirmware(request, now: now), id)
        case let request as OCPP16.GetLog:
            return upload(request, now: now).encodedResult(id: id)
        case let request as OCPP16.InstallCertificate:
            return status(install(request, now: now), id)
        case let request as OCPP16.DeleteCertificate:
            return status(delete(request), id)
        case let request as OCPP16.GetInstalledCertificateIds:
            return installedCertificates(request).encodedResult(id: id)
        case let request as OCPP16.CertificateSigned:
            return status(take(request, now: now), id)
        case let request as OCPP16.ExtendedTriggerMessage:
            return status(trigger(request, now: now), id)
        default: return nil
        }
    }

    private func status<Status: RawRepresentable<String> & CaseIterable & Sendable & Equatable>(
        _ status: Status, _ id: MessageID
    ) -> [UInt8] {
        OCPP16.StatusResponse(status: status).encodedResult(id: id)
    }

    // MARK: Remote start and stop

    private mutating func remoteStart(
        _ request: OCPP16.RemoteStartTransaction, now: Timestamp
    ) -> OCPP16.RemoteStartStopStatus {
        guard registration == .accepted, station.isOperative else { return .rejected }
        let candidate: Int? =
            if let number = request.connectorId { index(ofConnector: number) } else {
                connectors.indices.first { index in
                    connectors[index].isFree && connectors[index].errand == nil && connectors[index].authorized == nil
                        && isOpen(to: request.idTag, at: index)
                }
            }
        guard let index = candidate, connectors[index].isFree, connectors[index].errand == nil,
            connectors[index].authorized == nil, isOpen(to: request.idTag, at: index),
            request.chargingProfile.map({ $0.purpose == .txProfile && isUnderstood($0) }) ?? true
        else { return .rejected }
        connectors[index].profileToCome = request.chargingProfile
        if keys.isTrue("AuthorizeRemoteTxRequests") {
            let asker = Message.Asker.remoteStart(connector: connectors[index].number)
            outbox.append(.authorize(OCPP16.Authorize(idTag: request.idTag), asker: asker))
        } else {
            expectDriver(at: index, tag: request.idTag, now: now)
        }
        return .accepted
    }

    /// A driver whose tag is good comes to the connector.
    mutating func expectDriver(at index: Int, tag: IdTag, now: Timestamp) {
        guard connectors[index].isFree else { return }
        connectors[index].authorized = tag
        connectors[index].errand =
            if connectors[index].isPlugged { .start(at: now.advanced(by: random.seconds(0.2...0.8))) } else {
                .plugIn(at: now.advanced(by: random.seconds(1...4)))
            }
    }

    private mutating func remoteStop(
        _ request: OCPP16.RemoteStopTransaction, now: Timestamp
    ) -> OCPP16.RemoteStartStopStatus {
        let found = connectors.firstIndex { connector in
            connector.transaction.map { numbers[$0.key] == request.transactionId } ?? false
        }
        guard let found else { return .rejected }
        endTransaction(at: found, reason: .remote, now: now)
        return .accepted
    }

    // MARK: The whole charge point

    private mutating func reset(_ type: OCPP16.ResetType, now: Timestamp) {
        let reason: OCPP16.StopReason = type == .soft ? .softReset : .hardReset
        for index in connectors.indices {
            connectors[index].errand = nil
            endTransaction(at: index, reason: reason, now: now)
        }
        // A soft reset gives the stops time to be sent; after a hard one they are sent when the charge point is back.
        rebootAt = now.advanced(by: type == .soft ? .seconds(2) : .milliseconds(100))
    }

    private mutating func changeAvailability(_ request: OCPP16.ChangeAvailability) -> OCPP16.AvailabilityStatus {
        let isOperative = request.type == .operative
        guard request.connectorId != 0 else {
            station.isOperative = isOperative
            let outcomes = connectors.indices.map { setAvailability(isOperative, at: $0) }
            return outcomes.contains(.scheduled) ? .scheduled : .accepted
        }
        guard let index = index(ofConnector: request.connectorId) else { return .rejected }
        return setAvailability(isOperative, at: index)
    }

    private mutating func setAvailability(_ isOperative: Bool, at index: Int) -> OCPP16.AvailabilityStatus {
        if isOperative {
            connectors[index].isOperative = true
            connectors[index].becomesInoperative = false
            return .accepted
        }
        guard connectors[index].transaction == nil else {
            connectors[index].becomesInoperative = true
            return .scheduled
        }
        connectors[index].isOperative = false
        return .accepted
    }

    private mutating func changeConfiguration(
        _ request: OCPP16.ChangeConfiguration, now: Timestamp
    ) -> OCPP16.ConfigurationStatus {
        let status = keys.change(request.key, to: request.value)
        guard status == .accepted, let index = keys.index(of: request.key) else { return status }
        switch keys.keys[index].name {
        case "HeartbeatInterval":
            beat(every: .seconds(keys.integer("HeartbeatInterval") ?? 300), from: now)
        case "MeterValueSampleInterval":
            setSampleInterval(keys.integer("MeterValueSampleInterval") ?? 0, now: now)
        case "TransactionMessageAttempts":
            outbox.maximumAttempts = keys.integer("TransactionMessageAttempts") ?? 3
        case "TransactionMessageRetryInterval":
            outbox.retryInterval = .seconds(keys.integer("TransactionMessageRetryInterval") ?? 10)
        case "AuthorizationKey":
            password = HexText.bytes(request.value)
            reconnectAt = now.advanced(by: .seconds(1))
        default: break
        }
        return status
    }

    /// 0 means no samples; once a year is as good as none.
    private mutating func setSampleInterval(_ seconds: Int, now: Timestamp) {
        sampleInterval = seconds > 0 ? .seconds(seconds) : .seconds(366 * 86_400)
        for index in connectors.indices where connectors[index].transaction != nil {
            connectors[index].transaction?.nextSample = now.advanced(by: sampleInterval)
        }
    }

    // MARK: The rest

    private mutating func unlock(_ number: Int, now: Timestamp) -> OCPP16.UnlockStatus {
        guard let index = index(ofConnector: number) else { return .notSupported }
        endTransaction(at: index, reason: .unlockCommand, now: now)
        connectors[index].errand = nil
        connectors[index].pullCable()
        return .unlocked
    }

    /// - Parameter number: of a connector; nil: all that there are.
    mutating func trigger(
        _ message: OCPP16.MessageTrigger?, connector number: Int?, now: Timestamp
    ) -> OCPP16.TriggerMessageStatus {
        if let number, number != 0, index(ofConnector: number) == nil { return .rejected }
        let meant = number.map { [$0] } ?? [0] + connectors.map(\.number)
        switch message {
        case .bootNotification:
            outbox.append(.boot(settings.bootNotification(firmware: firmwareVersion)))
        case .heartbeat:
            outbox.append(.heartbeat)
        case .meterValues:
            for index in meant.compactMap({ index(ofConnector: $0) }) { sample(at: index, context: .trigger, now: now) }
        case .statusNotification:
            for number in meant { reportStatus(ofConnector: number, now: now) }
        case .diagnosticsStatusNotification: tellUploadAgain(ofLog: false)
        case .firmwareStatusNotification: tellUpdateAgain(isSigned: false)
        case nil:
            return .notImplemented
        }
        return .accepted
    }

    private func dataTransfer(_ request: OCPP16.DataTransfer) -> OCPP16.DataTransfer.Response {
        guard request.vendorId == ChargerSettings.vendor else { return .init(status: .unknownVendorId) }
        return .init(status: .accepted, data: request.data)
    }
}
