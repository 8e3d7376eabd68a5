import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var rolloutTypes: [ResolverGroup<APIContext>] { [rollout, rolloutStation] + rolloutPreviews }

    private static var rollout: ResolverGroup<APIContext> {
        var rollout = ResolverGroup<APIContext>("FirmwareRollout")
        rollout.globalID(of: FirmwareRolloutField.self)
        for (name, column) in FirmwareRolloutField.plainColumns { rollout.column(name, column) }
        rollout["waveSizes"] = .leaf(on: Records<FirmwareRolloutField>.self) { rollouts, _, _ in
            let sizes = Items(
                rollouts.pick(try rollouts.batch.documents(.waveSizes)).map { document -> [Int64] in
                    document?.array?.compactMap(\.integer) ?? []
                })
            return .lists(of: .integers(sizes.items), offsets: sizes.offsets)
        }
        rollout["image"] = reference(from: FirmwareRolloutField.imageID, to: FirmwareImageField.self)
        rollout["createdBy"] = reference(from: FirmwareRolloutField.createdBy, to: UserField.self)
        rollout["stations"] = pages(of: FirmwareRolloutField.self, as: .rolloutStations) {
            rollouts, page, fields, field, context in
            let input = InputReader(field.object("filter"))
            var filter = RolloutStationFilter()
            filter.statuses = try input.words("statuses", as: RolloutStationStatus.self)
            filter.wave = try input.integer("wave", in: 1...Int64(Int32.max))
            return try await context.stores.upkeep.rollouts.stations(
                ofRollouts: rollouts.map(FirmwareRolloutID.init(rawValue:)), filter: filter, page: page,
                fields: fields, viewer: context.viewer)
        }
        return rollout
    }

    private static var rolloutStation: ResolverGroup<APIContext> {
        var station = ResolverGroup<APIContext>("FirmwareRolloutStation")
        station.globalID(of: RolloutStationField.self)
        for (name, column) in RolloutStationField.plainColumns { station.column(name, column) }
        station["rollout"] = reference(from: RolloutStationField.rolloutID, to: FirmwareRolloutField.self)
        station["station"] = reference(from: RolloutStationField.stationID, to: StationField.self)
        station["operation"] = reference(from: RolloutStationField.operationID, to: OperationField.self)
        return station
    }
}

extension FirmwareRolloutField: NodeField {
    static let nodeType = NodeType.firmwareRollout
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.rollouts.rollouts(
            ids: ids.map(FirmwareRolloutID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    /// Fields that show a column as it is.
    static let plainColumns: KeyValuePairs<String, FirmwareRolloutField> = [
        "name": .name, "version": .firmwareVersion, "isSigned": .isSigned, "status": .status, "stopReason": .stopReason,
        "pauseSeconds": .pauseSeconds, "maxFailures": .maxFailures, "stationWaitSeconds": .stationWaitSeconds,
        "startsAt": .startsAt, "currentWave": .currentWave, "waveCount": .waveCount, "nextWaveAt": .nextWaveAt,
        "createdAt": .createdAt, "endedAt": .endedAt, "stationCount": .stationCount, "waitingCount": .waitingCount,
        "underWayCount": .underWayCount, "installedCount": .installedCount, "failedCount": .failedCount,
        "missedCount": .missedCount, "leftOutCount": .leftOutCount,
    ]

    static let columnsByName: [String: [FirmwareRolloutField]] = plainColumns.reduce(
        into: ["waveSizes": [.waveSizes], "image": [.imageID], "createdBy": [.createdBy], "stations": []]
    ) { $0[$1.key] = [$1.value] }
}

extension RolloutStationField: NodeField {
    static let nodeType = NodeType.firmwareRolloutStation
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.rollouts.rolloutStations(
            ids: ids.map(RolloutStationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    /// Fields that show a column as it is.
    static let plainColumns: KeyValuePairs<String, RolloutStationField> = [
        "wave": .wave, "status": .status, "reason": .reason, "step": .step, "stepAt": .stepAt, "attempts": .attempts,
        "dueAt": .dueAt, "deadline": .deadline, "askedAt": .askedAt, "endedAt": .endedAt,
    ]

    static let columnsByName: [String: [RolloutStationField]] = plainColumns.reduce(
        into: ["rollout": [.rolloutID], "station": [.stationID], "operation": [.operationID]]
    ) { $0[$1.key] = [$1.value] }
}
