package import Charging
import Postgres

extension ReadStore: SessionReading {
    package func sessions(
        _ filter: SessionFilter, order: SessionOrder, page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        let listing = Listing<SessionField>(
            source: "sessions r", conditions: [viewer.condition(on: .seenSessions)] + filter.conditions(viewer),
            order: order.listOrder, viewer: viewer, isHeavy: !order.isByStart)
        return try await listing.page(page, fields: fields, in: database)
    }

    package func sessions(
        ids: [SessionID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        try await rows(
            "sessions r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .seenSessions),
            viewer: viewer)
    }

    package func sessions(
        ofStations stations: [StationID], filter: SessionFilter, page: PageRequest, fields: Set<SessionField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        try await newestFirst(
            ["r.station_id = p.id", viewer.condition(on: .seenSessions)] + filter.conditions(viewer), viewer: viewer
        ).pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    package func sessions(
        ofTags tags: [TagID], page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        try await newestFirst(["r.tag_id = p.id", viewer.condition(on: .seenSessions)], viewer: viewer)
            .pages(ofParents: tags.rawValues, page: page, fields: fields, in: database)
    }

    package func activeSessions(
        ofConnectors connectors: [ConnectorID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowLists<SessionField> {
        try await lists(
            ofParents: connectors.rawValues, by: "m.id",
            from: """
                connectors m JOIN sessions r
                ON r.station_id = m.station_id AND r.connector_number = m.number AND r.status = 'ACTIVE'
                """,
            reach: viewer.condition(on: .seenSessions), order: "r.id", fields: fields, viewer: viewer)
    }

    package func meterValues(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<MeterValueField>, viewer: Viewer
    ) async throws -> RowPages<MeterValueField> {
        let reach = viewer.condition(on: .seenSessions)
        // The month is part of the key: with it PostgreSQL looks into one partition for each session.
        let listing = Listing<MeterValueField>(
            source: "meter_values r JOIN sample_kinds k ON k.id = r.kind_id",
            conditions: ["r.session_id = p.id", "r.opened_month = p.opened_month"],
            order: ListOrder(key: "r.sampled_at", id: "r.kind_id", kind: .timestamp),
            parents: { ids in
                """
                (SELECT q.ord, q.id, r.opened_month FROM unnest(\(ids)) WITH ORDINALITY AS q(id, ord)
                LEFT JOIN sessions r ON r.id = q.id AND \(reach)) p
                """
            })
        return try await listing.pages(ofParents: sessions.rawValues, page: page, fields: fields, in: database)
    }

    package func facts(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> {
        let reach = viewer.condition(on: .seenSessions)
        let listing = Listing<SessionFactField>(
            source: "session_facts r", conditions: ["r.session_id = p.session_id"],
            order: ListOrder(key: "r.id", kind: .integer),
            parents: { ids in
                """
                (SELECT q.ord, q.id, r.id AS session_id FROM unnest(\(ids)) WITH ORDINALITY AS q(id, ord)
                LEFT JOIN sessions r ON r.id = q.id AND \(reach)) p
                """
            })
        return try await listing.pages(ofParents: sessions.rawValues, page: page, fields: fields, in: database)
    }

    package func meterValues(
        ofStations stations: [StationID], connector: Int, page: PageRequest, fields: Set<MeterValueField>,
        viewer: Viewer
    ) async throws -> RowPages<MeterValueField> {
        let listing = Listing<MeterValueField>(
            source: "station_meter_values r JOIN sample_kinds k ON k.id = r.kind_id",
            conditions: ["r.station_id = p.station_id", "r.connector_number = \(Int32(clamping: connector))"],
            order: ListOrder(key: "r.sampled_at", id: "r.kind_id", kind: .timestamp, isDescending: true),
            parents: { Self.reached($0, viewer) })
        return try await listing.pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    package func orphanStops(
        ofStations stations: [StationID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> {
        let listing = Listing<SessionFactField>(
            source: "session_facts r",
            conditions: [
                "r.station_id = p.station_id", "r.session_id IS NULL", "r.kind = 'ORPHAN_STOP'",
                "NOT \(StartBatch.hasStart(of: "r"))",
            ],
            order: ListOrder(key: "r.occurred_at", kind: .timestamp, isDescending: true),
            parents: { Self.reached($0, viewer) })
        return try await listing.pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    /// The stations of which the viewer may know what they told of themselves.
    private static func reached(_ stations: [Int64], _ viewer: Viewer) -> Statement {
        """
        (SELECT q.ord, q.id, r.station_id FROM unnest(\(stations)) WITH ORDINALITY AS q(id, ord)
        LEFT JOIN (SELECT s.id AS station_id, s.organization_id FROM stations s) r
        ON r.station_id = q.id AND \(viewer.condition(on: .stationEvents))) p
        """
    }

    private func newestFirst(_ conditions: [Statement], viewer: Viewer) -> Listing<SessionField> {
        Listing(
            source: "sessions r", conditions: conditions,
            order: ListOrder(key: "r.started_at", kind: .timestamp, isDescending: true),
            viewer: viewer)
    }

}

extension SessionOrder {
    fileprivate var isByStart: Bool { self == .startedAt || self == .startedAtDescending }

    var listOrder: ListOrder {
        switch self {
        case .startedAtDescending: ListOrder(key: "r.started_at", kind: .timestamp, isDescending: true)
        case .startedAt: ListOrder(key: "r.started_at", kind: .timestamp)
        case .energyDescending: ListOrder(key: "r.energy_wh", kind: .number, isDescending: true)
        case .energy: ListOrder(key: "r.energy_wh", kind: .number)
        case .durationDescending: ListOrder(key: SessionFigures.duration, kind: .number, isDescending: true)
        case .duration: ListOrder(key: SessionFigures.duration, kind: .number)
        }
    }
}

extension SessionFilter {
    func conditions(_ viewer: Viewer) -> [Statement] {
        var conditions: [Statement] = []
        if let stationIDs { conditions.append("r.station_id = ANY(\(stationIDs.rawValues))") }
        if let idTag { conditions.append("lower(r.id_tag) = lower(\(idTag)::text)") }
        if let sessionID { conditions.append("r.id = \(sessionID.rawValue)") }
        if let status { conditions.append("r.status = \(status.rawValue)") }
        if let statuses { conditions.append("r.status = ANY(\(statuses.map(\.rawValue)))") }
        if let groupIDs { conditions.append("r.station_id IN \(groupIDs.stations(for: viewer))") }
        if let logbook { conditions.append("\(LogbookColumns.status) = \(logbook.rawValue)") }
        if let pattern = tagText?.containedPattern { conditions.append(Self.tag(pattern, viewer)) }
        if let pattern = text?.containedPattern {
            conditions.append(
                """
                (\(Self.tag(pattern, viewer)) OR r.station_id IN (SELECT n.id FROM stations n
                    WHERE n.charge_point_id ILIKE \(pattern) OR n.description ILIKE \(pattern)))
                """)
        }
        if let from { conditions.append("r.started_at >= \(PostgresTimestamp(from))") }
        if let to { conditions.append("r.started_at < \(PostgresTimestamp(to))") }
        return conditions
    }

    /// What others wrote down of their tags, which charge at stations that are lent to them, finds nothing.
    private static func tag(_ pattern: String, _ viewer: Viewer) -> Statement {
        """
        (r.id_tag ILIKE \(pattern) OR r.tag_id IN (SELECT g.id FROM tags g WHERE \(viewer.owns("g"))
            AND (g.alias ILIKE \(pattern) OR g.note ILIKE \(pattern))))
        """
    }
}
