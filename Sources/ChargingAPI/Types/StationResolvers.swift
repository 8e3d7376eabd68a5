import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var station: ResolverGroup<APIContext> {
        var station = ResolverGroup<APIContext>("Station")
        station.globalID(of: StationField.self)
        for (name, column) in StationField.plainColumns { station.column(name, column) }
        station["presence"] = liveText(.presence) { $0.presence.rawValue }
        station["lastSeenAt"] = .leaf(on: StationRecords.self) { stations, _, _ in
            .timestamps(try stations.batch.liveValues({ try $0.timestamps(.lastSeenAt) }, { $0.lastSeenAt }))
        }
        station["ocppVersion"] = liveText(.ocppVersion) { $0.ocppVersion }
        station["status"] = liveText(.status) { $0.status.rawValue }
        station["errorCode"] = liveText(.errorCode) { $0.errorCode }
        station["powerW"] = .leaf(on: StationRecords.self) { stations, _, _ in
            .numbers(
                stations.map { stations, row in stations.live.indices.contains(row) ? stations.live[row]?.powerW : nil }
            )
        }
        station["queue"] = stationQueue
        station["connectors"] = list(of: StationField.self) { stations, fields, context in
            try await context.stores.connectors.connectors(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        station["groups"] = list(of: StationField.self) { stations, fields, context in
            try await context.stores.groups.groups(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        station["tariff"] = reference(from: StationField.tariffID, to: TariffField.self)
        station["availableFirmware"] = list(of: StationField.self) { stations, fields, context in
            try await context.stores.files.newerImages(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        station["localList"] = localListOfStation
        station["installation"] = installationOfStation
        station["pictures"] = picturesOfStation
        station["sessions"] = pages(of: StationField.self, as: .sessionsNewestFirst) {
            stations, page, fields, field, context in
            try await context.stores.sessions.sessions(
                ofStations: stations.map(StationID.init(rawValue:)), filter: try SessionFilter(field), page: page,
                fields: fields, viewer: context.viewer)
        }
        station["events"] = pages(of: StationField.self, as: .stationEvents) {
            stations, page, fields, field, context in
            try await context.stores.stationEvents.stationEvents(
                ofStations: stations.map(StationID.init(rawValue:)),
                kinds: try InputReader(argumentsOf: field).words("kinds", as: StationEventKind.self), page: page,
                fields: fields, viewer: context.viewer)
        }
        station["meterValues"] = pages(of: StationField.self, as: .meterValuesOfStation) {
            stations, page, fields, field, context in
            let connector = try InputReader(argumentsOf: field).integer("connector", in: 0...1_000)
            return try await context.stores.sessions.meterValues(
                ofStations: stations.map(StationID.init(rawValue:)), connector: connector ?? 0, page: page,
                fields: fields, viewer: context.viewer)
        }
        station["orphanStops"] = pages(of: StationField.self, as: .orphanStops) {
            stations, page, fields, _, context in
            try await context.stores.sessions.orphanStops(
                ofStations: stations.map(StationID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        station["chargingProfiles"] = pages(of: StationField.self, as: .chargingProfiles) {
            stations, page, fields, _, context in
            try await context.stores.chargingProfiles.chargingProfiles(
                ofStations: stations.map(StationID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        station["logbookEntries"] = logbookEntriesOfStation
        station["reservations"] = reservationsOfStation
        station["shares"] = sharesOfStation
        station["isShared"] = isShared
        station["allowedActions"] = .loadLeaf(on: StationRecords.self) { stations, _, context in
            .words(
                of: try await context.stores.upkeep.groupRoles.allowedActions(
                    atStations: stations.pick(stations.batch.rows.ids).map(StationID.init(rawValue:)),
                    viewer: context.viewer))
        }
        station["sharedBy"] = sharedBy
        station["sharedLevel"] = sharedLevel
        station["connectionFindings"] = connectionFindings
        station["lastRefusal"] = lastRefusal
        station["ocppMessages"] = pages(of: StationField.self, as: .ocppMessages) {
            stations, page, fields, field, context in
            try await context.stores.ocppMessages.ocppMessages(
                ofStations: stations.map(StationID.init(rawValue:)), filter: try OcppMessageFilter(field), page: page,
                fields: fields, viewer: context.viewer)
        }
        return station
    }

    private static func liveText(
        _ column: StationField, _ value: @escaping @Sendable (StationSnapshot) -> String?
    ) -> FieldResolver<APIContext> {
        .leaf(on: StationRecords.self) { stations, _, _ in
            .strings(try stations.batch.liveValues({ try $0.texts(column) }, value))
        }
    }
}

extension StationField: NodeField {
    static let nodeType = NodeType.station
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.stations.stations(
            ids: ids.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    typealias Live = StationSnapshot?

    /// Fields that show a column as it is; the others of a station are live.
    static let plainColumns: KeyValuePairs<String, StationField> = [
        "chargePointId": .chargePointID, "description": .description, "vendor": .vendor, "model": .model,
        "serialNumber": .serialNumber, "chargeBoxSerialNumber": .chargeBoxSerialNumber,
        "firmwareVersion": .firmwareVersion, "meterType": .meterType, "meterSerialNumber": .meterSerialNumber,
        "iccid": .iccid, "imsi": .imsi, "bootedAt": .bootedAt, "street": .street, "city": .city, "zipCode": .zipCode,
        "country": .country, "installationSite": .installationSite, "partNumber": .partNumber,
        "mesSerialNumber": .mesSerialNumber, "materialNumber": .materialNumber, "vendorCode": .vendorCode,
        "customerNumber": .customerNumber, "referenceNumber": .referenceNumber, "isActive": .isActive,
        "inactiveSince": .inactiveSince, "inactiveReason": .inactiveReason, "modifiedAt": .modifiedAt,
        "admission": .admission, "onboardedAt": .onboardedAt, "securityProfile": .securityProfile,
        "minimumSecurityProfile": .minimumSecurityProfile, "logbookEnabled": .isLogbookEnabled,
        "logbookRule": .logbookRule, "removedAt": .removedAt,
        "secondSeating": .hasSecondSeating, "seatHoldMinutes": .seatHoldMinutes,
        "takesReservations": .takesReservations, "ratedPowerW": .ratedPowerW,
    ]

    static let columnsByName: [String: [StationField]] = plainColumns.reduce(
        into: [
            "presence": [.presence], "lastSeenAt": [.lastSeenAt], "ocppVersion": [.ocppVersion], "status": [.status],
            "errorCode": [.errorCode], "tariff": [.tariffID], "isShared": [.organizationID],
            "sharedBy": [.organizationID, .ownerName],
            "sharedLevel": [.organizationID, .isLentForCharging, .isLentForOperating],
            "connectionFindings": [.organizationID],
            "lastRefusal": [.organizationID],
            // Live alone: no row has it.
            "powerW": [],
        ]
    ) { $0[$1.key] = [$1.value] }

    static func live(
        of rows: RowBatch<StationField>, selection: Set<String>, in table: LiveStatus
    ) -> [StationSnapshot?] {
        let isLive = !selection.isDisjoint(with: [
            "presence", "lastSeenAt", "ocppVersion", "status", "errorCode", "powerW",
        ])
        return isLive ? table.snapshots(of: rows.ids.map(StationID.init(rawValue:))) : []
    }
}

extension StationRecords {
    /// The live value of each station, or the stored one where the station is not in the live table.
    fileprivate func liveValues<Value>(
        _ stored: (StationRecords) throws -> [Value?], _ value: (StationSnapshot) -> Value?
    ) throws -> [Value?] {
        guard live.count == count else { return try stored(self) }
        guard live.contains(where: { $0 == nil }) else { return live.map { $0.flatMap(value) } }
        return zip(live, try stored(self)).map { snapshot, stored in snapshot.map(value) ?? stored }
    }
}
