package import Charging
import Postgres

extension ReadStore: FileReading {
    package func firmwareImages(
        _ filter: FirmwareImageFilter, page: PageRequest, fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareImageField> {
        var conditions = [viewer.condition(on: .firmwareImages)]
        if let vendor = filter.vendor { conditions.append("r.vendor = \(vendor)") }
        if let model = filter.model { conditions.append("r.model = \(model)") }
        if let version = filter.version { conditions.append("r.version = \(version)") }
        let listing = Listing<FirmwareImageField>(
            source: "firmware_images r", conditions: conditions,
            order: ListOrder(key: "r.created_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func firmwareImages(
        ids: [FirmwareImageID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareImageField> {
        try await rows(
            "firmware_images r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .firmwareImages))
    }

    package func newerImages(
        ofStations stations: [StationID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowLists<FirmwareImageField> {
        let selection = Selection(fields)
        guard !stations.isEmpty else { return try selection.lists(of: nil, parents: []) }
        let rows = try await database.query(
            """
            SELECT f.id AS parent, r.id AS id\(selection.list) FROM stations f
            CROSS JOIN LATERAL (\(FirmwareFit.newerImages(than: "f", viewer)) ORDER BY r.version_key DESC, r.id DESC LIMIT 20) r
            WHERE f.id = ANY(\(stations.rawValues)) ORDER BY f.id, r.version_key DESC, r.id DESC
            """)
        return try selection.lists(of: rows, parents: stations.rawValues)
    }

    package func uploads(
        ofOperations operations: [OperationID], fields: Set<UploadField>, viewer: Viewer
    ) async throws -> RowLists<UploadField> {
        try await lists(
            ofParents: operations.rawValues, by: "r.operation_id", from: "station_uploads r",
            reach: "r.received_at IS NOT NULL AND \(viewer.condition(on: .uploads))", order: "r.id", fields: fields)
    }

    /// A status that names its request belongs to that; any other to what of its kind was last sent.
    package func progress(
        ofOperations operations: [OperationID], fields: Set<ProgressField>, viewer: Viewer
    ) async throws -> RowLists<ProgressField> {
        try await lists(
            ofParents: operations.rawValues, by: "o.id",
            from: """
                operations o CROSS JOIN LATERAL (
                    SELECT e.id, e.organization_id, e.name, e.received_at FROM station_events e
                    WHERE e.station_id = o.station_id AND e.received_at >= o.sent_at
                        AND e.received_at < o.sent_at + interval '32 days' AND e.name <> 'Idle'
                        AND e.kind = CASE o.kind
                            WHEN 'GET_DIAGNOSTICS' THEN 'DIAGNOSTICS_STATUS' WHEN 'GET_LOG' THEN 'LOG_STATUS'
                            WHEN 'UPDATE_FIRMWARE' THEN 'FIRMWARE_STATUS'
                            WHEN 'SIGNED_UPDATE_FIRMWARE' THEN 'SIGNED_FIRMWARE_STATUS' END
                        AND CASE WHEN e.request_id IS NOT NULL THEN e.request_id = o.id % 2147483647
                            ELSE NOT EXISTS (SELECT FROM operations n WHERE n.station_id = o.station_id
                                AND n.kind = o.kind AND n.sent_at > o.sent_at AND n.sent_at <= e.received_at) END
                    ORDER BY e.received_at, e.id LIMIT 100
                ) r
                """,
            reach: viewer.condition(on: .stationEvents), order: "r.received_at, r.id", fields: fields)
    }
}

/// Which firmware is for which station.
enum FirmwareFit {
    /// The images of the station's organization that the viewer sees, fit it, and are newer than what it runs.
    static func newerImages(than station: SQL, _ viewer: Viewer) -> Statement {
        """
        SELECT r.* FROM firmware_images r WHERE r.organization_id = \(station).organization_id
            AND lower(r.vendor) = lower(\(station).vendor) AND lower(r.model) = lower(\(station).model)
            AND r.version_key > firmware_version_key(\(station).firmware_version) COLLATE "C"
            AND \(viewer.condition(on: .firmwareImages))
        """
    }
}
