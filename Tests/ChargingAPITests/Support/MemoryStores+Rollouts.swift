import Charging
import JSON

/// One roll-out of each organization with its stations; changes are tested on the database.
extension MemoryStores: FirmwareRolloutReading, FirmwareRolloutWriting {
    private static let rollouts = [(Int64(1), "Alpha"), (2, "Beta")].map { id, name in
        MemoryRow<FirmwareRolloutField>(
            id: id, organization: id, isPersonal: true,
            values: [
                .name: .text("Roll-out \(name)"), .imageID: .integer(id), .firmwareVersion: .text("1"),
                .isSigned: .boolean(false), .status: .text("RUNNING"), .stopReason: .text(nil),
                .waveSizes: .document([1, 2]), .pauseSeconds: .integer(60), .maxFailures: .integer(1),
                .stationWaitSeconds: .integer(3_600), .startsAt: .time(MemoryWorld.start), .currentWave: .integer(1),
                .waveCount: .integer(2), .nextWaveAt: .time(nil), .createdBy: .integer(id * 100 + 2),
                .createdAt: .time(MemoryWorld.start), .endedAt: .time(nil), .stationCount: .integer(2),
                .waitingCount: .integer(1), .underWayCount: .integer(1), .installedCount: .integer(0),
                .failedCount: .integer(0), .missedCount: .integer(0), .leftOutCount: .integer(0),
            ])
    }

    private static func stations(_ world: MemoryWorld) -> [MemoryRow<RolloutStationField>] {
        world.stations.map { station in
            let isFirst = station.id % 1_000 == 1
            return MemoryRow<RolloutStationField>(
                id: station.id, organization: station.organization, isPersonal: true,
                values: [
                    .rolloutID: .integer(station.organization), .stationID: .integer(station.id),
                    .wave: .integer(isFirst ? 1 : 2), .status: .text(isFirst ? "ASKED" : "WAITING"),
                    .reason: .text(nil), .step: .text(isFirst ? "Downloading" : nil),
                    .stepAt: .time(isFirst ? MemoryWorld.start : nil),
                    .operationID: .integer(isFirst ? station.id : nil), .attempts: .integer(isFirst ? 1 : 0),
                    .dueAt: .time(nil), .deadline: .time(nil), .askedAt: .time(nil), .endedAt: .time(nil),
                ])
        }
    }

    func rollouts(
        _ filter: FirmwareRolloutFilter, page: PageRequest, fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareRolloutField> {
        try call("rollouts", fields) { _ in
            let rows = Self.rollouts.filter { row in
                row.isVisible(to: viewer)
                    && filter.statuses?.contains { $0.rawValue == row.text(.status) } ?? true
            }
            return RowPages([rows], page: page, fields: fields) { .timestamp($0.time(.createdAt) ?? MemoryWorld.start) }
        }
    }

    func rollouts(
        ids: [FirmwareRolloutID], fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareRolloutField> {
        try call("rollouts(ids)", fields) { _ in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                Self.rollouts.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    func stations(
        ofRollouts rollouts: [FirmwareRolloutID], filter: RolloutStationFilter, page: PageRequest,
        fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowPages<RolloutStationField> {
        try call("stations(ofRollouts)", fields) { world in
            let rows = Self.stations(world).filter { row in
                row.isVisible(to: viewer)
                    && filter.statuses?.contains { $0.rawValue == row.text(.status) } ?? true
            }
            let parents = rollouts.map { id in rows.filter { $0.integer(.rolloutID) == id.rawValue } }
            return RowPages(parents, page: page, fields: fields) { .integer($0.integer(.wave) ?? 0) }
        }
    }

    func rolloutStations(
        ids: [RolloutStationID], fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowBatch<RolloutStationField> {
        try call("rolloutStations(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                Self.stations(world).filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    func createRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> FirmwareRolloutID {
        let text = """
            createRollout \(rollout.name) \(rollout.image) \(rollout.stations) signed=\(rollout.isSigned) \(rollout.waveSizes) \
            \(rollout.pause) \(rollout.maxFailures) \(rollout.stationWait) \(rollout.startsAt?.description ?? "now")
            """
        return try call(text, [String]()) { _ in FirmwareRolloutID(rawValue: viewer.organizationID.rawValue) }
    }

    /// The first of them runs it, and the second is away.
    func previewRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> RolloutPreview {
        guard case .these(let ids) = rollout.stations else { throw ChargingError(.badInput, "no filter here") }
        let stations = ids.enumerated().map { index, id in
            RolloutPreview.Station(id: id, exclusion: index == 0 ? .runsIt : nil, isOffline: index == 1)
        }
        return try call("previewRollout \(rollout.waveSizes)", [String]()) { _ in
            RolloutPreview(stations, waveSizes: rollout.waveSizes)
        }
    }

    func pauseRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws { try note("pauseRollout \(id)") }
    func resumeRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws { try note("resumeRollout \(id)") }
    func cancelRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws { try note("cancelRollout \(id)") }
    func skip(_ stations: [StationID], of id: FirmwareRolloutID, viewer: Viewer) async throws {
        try note("skip \(stations) of \(id)")
    }

    private func note(_ text: String) throws { _ = try call(text, [String]()) { _ in 1 } }
}
