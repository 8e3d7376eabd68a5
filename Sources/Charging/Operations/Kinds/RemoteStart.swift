import JSON
import OCPP

extension StationOperation {
    /// A station is to start charging with a tag.
    ///
    /// - Parameter connector: absent: the charger chooses.
    /// - Parameter profile: a TxProfile for the transaction to come, which has no number yet (section 5.16.2). It counts as
    ///   being there from when that begins.
    package static func remoteStart(
        connector: Int?, idTag: String, profile: RequestedProfile? = nil
    ) throws(ChargingError) -> StationOperation {
        guard (1...20).contains(idTag.unicodeScalars.count) else {
            throw ChargingError(.badInput, "A tag has 1 to 20 characters.", field: "idTag")
        }
        if let connector, !(1...ConnectorNumber.highest).contains(connector) {
            throw ChargingError(.badInput, "Connectors are numbered from 1.", field: "connector")
        }
        if let profile, profile.purpose != .transaction || profile.transactionID != nil {
            throw ChargingError(.badInput, "The profile is a TX_PROFILE without a transaction.", field: "profile")
        }
        let request = OCPP16.RemoteStartTransaction(
            idTag: IdTag(idTag), connectorId: connector, chargingProfile: try wire(profile))
        var operation = try StationOperation(
            .remoteStart, request,
            described: .described([
                "idTag": .string(idTag), "connector": .described(connector),
                "profile": profile.map { .object($0.described) },
            ]))
        operation.check = { context in
            if try await context.tools.logbook.refusesStart(
                of: idTag, at: context.target.station, now: context.clock())
            {
                throw ChargingError(
                    .conflict, "The station keeps a logbook: make the entry of this start first.", field: "idTag")
            }
            guard let profile else { return }
            try await context.smartChargingState().checkRemoteStart(profile, connector: connector)
        }
        operation.isAllowedWhilePending = false
        operation.isForCharging = true
        operation.effect = .sessionStarts(idTag: IdTag(idTag), connector: connector, profile: profile)
        return operation
    }
}

/// How far a charger's clock may be behind.
private let clockTolerance = Duration.seconds(300)

private func wire(_ profile: RequestedProfile?) throws(ChargingError) -> OCPP16.ChargingProfile? {
    guard let profile else { return nil }
    return try profile.onTheWire()
}

extension ExpectedEffect {
    fileprivate static func sessionStarts(
        idTag: IdTag, connector: Int?, profile: RequestedProfile?
    ) -> ExpectedEffect {
        var effect = ExpectedEffect(within: .usual) { event, before in
            guard case .sessionChanged(let session) = event, !before.runningSessions.contains(session.id),
                IdTag(session.idTag) == idTag, session.authorization == .accepted,
                connector == nil || connector == session.connector,
                // One that was queued while the charger was offline is nobody's answer.
                session.startedAt >= before.at.advanced(by: .zero - clockTolerance)
            else { return nil }
            return .seen
        }
        effect.profile = { event, now in
            guard var profile, case .sessionChanged(let session) = event else { return nil }
            profile.transactionID = Int(session.transactionID)
            return InstalledProfile(connector: session.connector, profile: profile, acceptedAt: now)
        }
        effect.record = record(
            .sessionStarts,
            [
                "idTag": .string(idTag.text), "connector": .described(connector),
                "profile": profile.map { .object($0.described) },
            ])
        return effect
    }

    static func restoredSessionStart(_ record: JSONValue) -> ExpectedEffect? {
        record["idTag"]?.string.map { idTag in
            sessionStarts(
                idTag: IdTag(idTag), connector: record.whole("connector"),
                profile: record["profile"].flatMap { RequestedProfile(described: $0) })
        }
    }
}
