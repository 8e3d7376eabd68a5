import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var session: ResolverGroup<APIContext> {
        var session = ResolverGroup<APIContext>("Session")
        session.globalID(of: SessionField.self)
        session["transactionId"] = .leaf(on: SessionRecords.self) { sessions, _, _ in
            .strings(try sessions.batch.integers(.transactionID).map { $0.map { String($0) } })
        }
        session.column("status", SessionField.status)
        session.column("idTag", SessionField.idTag)
        session.column("startedAt", SessionField.startedAt)
        session.column("stoppedAt", SessionField.stoppedAt)
        session.column("meterStartWh", SessionField.meterStartWh)
        session.column("meterBaselineWh", SessionField.meterBaselineWh)
        session.column("meterStopWh", SessionField.meterStopWh)
        session.column("energyWh", SessionField.energyWh)
        session.column("authorization", SessionField.authorization)
        session.column("stopReason", SessionField.stopReason)
        session["station"] = reference(from: SessionField.stationID, to: StationField.self)
        session["connector"] = atMostOne(of: SessionField.self) { sessions, fields, context in
            try await context.stores.connectors.connectors(
                ofSessions: sessions.map(SessionID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        session["tag"] = reference(from: SessionField.tagID, to: TagField.self)
        session["meterValues"] = pages(of: SessionField.self, as: .meterValues) { sessions, page, fields, _, context in
            try await context.stores.sessions.meterValues(
                ofSessions: sessions.map(SessionID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        session["facts"] = pages(of: SessionField.self, as: .sessionFacts) { sessions, page, fields, _, context in
            try await context.stores.sessions.facts(
                ofSessions: sessions.map(SessionID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        session["errors"] = errorsOfSession
        session["chargingProfiles"] = chargingProfilesOfSession
        session["reservation"] = reservationOfSession
        session["costs"] = costsOfSession
        session["logbook"] = logbookOfSession
        session["logbookEntries"] = logbookEntriesOfSession
        session["points"] = pointsOfSession
        for (name, field) in SessionField.figures { session.column(name, field) }
        return session
    }

    static var meterValue: ResolverGroup<APIContext> {
        var value = ResolverGroup<APIContext>("MeterValue")
        value.column("sampledAt", MeterValueField.sampledAt)
        value.column("value", MeterValueField.value)
        value.column("signedData", MeterValueField.signedData)
        value.column("unit", MeterValueField.unit)
        value.column("measurand", MeterValueField.measurand)
        value["phase"] = textOrNull(.phase)
        value["location"] = textOrNull(.location)
        value["context"] = textOrNull(.context)
        return value
    }

    /// What a charger did not say is kept as the empty text and shown as null.
    private static func textOrNull(_ field: MeterValueField) -> FieldResolver<APIContext> {
        .leaf(on: MeterValueRecords.self) { values, _, _ in
            .strings(try values.batch.texts(field).map { $0 == "" ? nil : $0 })
        }
    }
}

extension SessionField: NodeField {
    static let nodeType = NodeType.session
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.sessions.sessions(
            ids: ids.map(SessionID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let figures: KeyValuePairs<String, SessionField> = [
        "note": .note, "pluggedOutAt": .pluggedOutAt, "durationSeconds": .seconds,
        "pluggedInSeconds": .pluggedInSeconds, "chargingSeconds": .chargingSeconds,
        "chargingEndedAt": .chargingEndedAt, "maximumPowerW": .maximumPowerW,
        "logbookStatus": .logbookStatus, "customerNumber": .customerNumber, "referenceNumber": .referenceNumber,
    ]

    static let columnsByName: [String: [SessionField]] = figures.reduce(into: [
        "transactionId": [.transactionID], "status": [.status], "idTag": [.idTag], "startedAt": [.startedAt],
        "stoppedAt": [.stoppedAt], "meterStartWh": [.meterStartWh], "meterBaselineWh": [.meterBaselineWh],
        "meterStopWh": [.meterStopWh], "energyWh": [.energyWh], "authorization": [.authorization],
        "stopReason": [.stopReason], "station": [.stationID], "tag": [.tagID],
    ]) { $0[$1.key] = [$1.value] }
}

extension MeterValueField: APIField {
    static let columnsByName: [String: [MeterValueField]] = [
        "sampledAt": [.sampledAt], "value": [.value], "unit": [.unit], "measurand": [.measurand], "phase": [.phase],
        "location": [.location], "context": [.context], "signedData": [.signedData],
    ]
}
