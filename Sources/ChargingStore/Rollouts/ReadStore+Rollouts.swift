package import Charging
import Postgres

extension ReadStore: FirmwareRolloutReading {
    package func rollouts(
        _ filter: FirmwareRolloutFilter, page: PageRequest, fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareRolloutField> {
        var conditions = [viewer.condition(on: .firmwareRollouts)]
        if let statuses = filter.statuses { conditions.append("r.status = ANY(\(statuses.map(\.rawValue)))") }
        if let station = filter.stationID {
            conditions.append(
                """
                EXISTS (SELECT FROM firmware_rollout_stations f WHERE f.rollout_id = r.id AND f.station_id = \(station.rawValue))
                """)
        }
        return try await Listing<FirmwareRolloutField>(
            source: "firmware_rollouts r", conditions: conditions,
            order: ListOrder(key: "r.created_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }

    package func rollouts(
        ids: [FirmwareRolloutID], fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareRolloutField> {
        try await rows(
            "firmware_rollouts r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .firmwareRollouts))
    }

    package func stations(
        ofRollouts rollouts: [FirmwareRolloutID], filter: RolloutStationFilter, page: PageRequest,
        fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowPages<RolloutStationField> {
        var conditions: [Statement] = ["r.rollout_id = p.id", viewer.condition(on: .rolloutStations)]
        if let statuses = filter.statuses { conditions.append("r.status = ANY(\(statuses.map(\.rawValue)))") }
        if let wave = filter.wave { conditions.append("r.wave = \(Int64(wave))") }
        return try await Listing<RolloutStationField>(
            source: "firmware_rollout_stations r", conditions: conditions,
            order: ListOrder(key: "r.wave", kind: .integer)
        ).pages(ofParents: rollouts.rawValues, page: page, fields: fields, in: database)
    }

    package func rolloutStations(
        ids: [RolloutStationID], fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowBatch<RolloutStationField> {
        try await rows(
            "firmware_rollout_stations r", ids: ids.rawValues, fields: fields,
            reach: viewer.condition(on: .rolloutStations))
    }
}

extension FirmwareRolloutField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .imageID: .integer("r.image_id")
        case .firmwareVersion: .text("r.version")
        case .isSigned: .boolean("r.is_signed")
        case .status: .text("r.status")
        case .stopReason: .text("r.stop_reason")
        case .waveSizes: .document("to_jsonb(r.wave_sizes)")
        case .pauseSeconds: .integer("r.pause_seconds")
        case .maxFailures: .integer("r.max_failures")
        case .stationWaitSeconds: .integer("r.station_wait_seconds")
        case .startsAt: .timestamp("r.starts_at")
        case .currentWave: .integer("r.current_wave")
        case .nextWaveAt: .timestamp("r.next_wave_at")
        case .createdBy: .integer("r.created_by")
        case .createdAt: .timestamp("r.created_at")
        case .endedAt: .timestamp("r.ended_at")
        case .waveCount:
            .integer("(SELECT coalesce(max(x.wave), 0) FROM firmware_rollout_stations x WHERE x.rollout_id = r.id)")
        case .stationCount: Self.count("")
        case .waitingCount: Self.count(" AND x.status IN ('WAITING', 'DUE')")
        case .underWayCount: Self.count(" AND x.status = 'ASKED'")
        case .installedCount: Self.count(" AND x.status = 'INSTALLED'")
        case .failedCount: Self.count(" AND x.status = 'FAILED'")
        case .missedCount: Self.count(" AND x.status = 'MISSED'")
        case .leftOutCount: Self.count(" AND x.status IN ('SKIPPED', 'CANCELLED')")
        }
    }

    private static func count(_ condition: SQL) -> StoredColumn {
        .integer("(SELECT count(*) FROM firmware_rollout_stations x WHERE x.rollout_id = r.id" + condition + ")")
    }
}

extension RolloutStationField: StoredField {
    var column: StoredColumn {
        switch self {
        case .rolloutID: .integer("r.rollout_id")
        case .stationID: .integer("r.station_id")
        case .wave: .integer("nullif(r.wave, 0)")
        case .status: .text("r.status")
        case .reason: .text("r.reason")
        case .step: .text("r.step")
        case .stepAt: .timestamp("r.step_at")
        case .operationID: .integer("r.operation_id")
        case .attempts: .integer("r.attempts")
        case .dueAt: .timestamp("r.due_at")
        case .deadline: .timestamp("CASE WHEN r.status = 'DUE' THEN r.deadline END")
        case .askedAt: .timestamp("r.asked_at")
        case .endedAt: .timestamp("r.ended_at")
        }
    }
}
