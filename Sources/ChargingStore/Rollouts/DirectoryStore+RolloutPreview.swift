package import Charging
import Postgres

extension DirectoryStore {
    package func previewRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> RolloutPreview {
        try viewer.requireSomewhere(.rollOutFirmware)
        return try await database.withTransaction { transaction in
            let image = try await transaction.image(of: rollout, viewer: viewer)
            let rows = try await transaction.query(Self.looked(at: rollout.stations, for: image, viewer: viewer))
            if case .these(let ids) = rollout.stations, rows.count < ids.count {
                throw ChargingError(.notFound, "not all of these stations exist", field: "stationIds")
            }
            guard rows.count <= RolloutPreview.stationLimit else {
                throw ChargingError(
                    .limitExceeded,
                    "more than \(RolloutPreview.stationLimit) stations are found; narrow the filter", field: "filter")
            }
            let stations = try rows.map { row in
                RolloutPreview.Station(
                    id: StationID(rawValue: try row.int64("id")),
                    exclusion: try row.optional.string("reason").flatMap(RolloutExclusion.init),
                    isOffline: try row.bool("is_offline"))
            }
            guard stations.count(where: { $0.exclusion == nil }) <= NewFirmwareRollout.stationLimit else {
                throw ChargingError(
                    .limitExceeded,
                    "more than \(NewFirmwareRollout.stationLimit) stations are found; a roll-out takes no more",
                    field: "filter")
            }
            return RolloutPreview(stations, waveSizes: rollout.waveSizes)
        }
    }

    /// Also those that the viewer sees and may not update.
    private static func looked(
        at stations: NewFirmwareRollout.Stations, for image: RolledImage, viewer: Viewer
    ) -> Statement {
        let columns: Statement = """
            r.id, r.presence IS DISTINCT FROM 'ONLINE' AS is_offline,
                CASE WHEN (r.organization_id = \(image.organization)
                    AND \(viewer.condition(on: .stations, for: .rollOutFirmware))) IS NOT TRUE THEN 'NO_RIGHT'
                    ELSE \(image.exclusion) END AS reason
            """
        switch stations {
        case .these(let ids):
            return """
                SELECT \(columns) FROM unnest(\(ids.rawValues)) WITH ORDINALITY AS u(id, place)
                JOIN stations r ON r.id = u.id WHERE \(viewer.condition(on: .stations)) ORDER BY u.place
                """
        case .fitting(let filter):
            let conditions = filter.conditions(for: viewer).reduce(viewer.condition(on: .stations)) {
                $0 + " AND " + $1
            }
            return """
                SELECT \(columns) FROM stations r WHERE r.organization_id = \(image.organization) AND \(conditions)
                ORDER BY r.charge_point_id, r.id LIMIT \(Int64(RolloutPreview.stationLimit + 1))
                """
        }
    }
}

/// What is rolled out.
struct RolledImage {
    var organization: Int64
    var vendor: String
    var model: String
    var version: String

    /// Why a station `r` does not get it; null where it does.
    var exclusion: Statement {
        """
        CASE WHEN lower(r.vendor) IS DISTINCT FROM lower(\(vendor)::text)
                OR lower(r.model) IS DISTINCT FROM lower(\(model)::text) THEN 'OTHER_MODEL'
            WHEN firmware_version_key(r.firmware_version) = firmware_version_key(\(version)::text) THEN 'RUNS_IT'
            WHEN EXISTS (SELECT FROM firmware_rollout_stations o WHERE o.station_id = r.id
                AND o.status IN ('WAITING', 'DUE', 'ASKED')) THEN 'IN_ANOTHER_ROLLOUT' END
        """
    }
}
