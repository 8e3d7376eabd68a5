import Charging
import JSON
import Postgres
import Synchronization
import Testing

@testable import ChargingStore

/// How PostgreSQL runs the lists over some thousand rows.
@Suite("Plans", .timeLimit(.minutes(4)))
struct PlanTests {
    @Test func `lists of the API never read a whole table`() async throws {
        // The rows are made in one transaction, beside all that other tests make the database do.
        try await StoreFixture.with(configure: { $0.statementTimeout = .seconds(120) }) { fixture in
            let organization = try await fixture.makeOrganization("one")
            _ = try await fixture.makeOrganization("two")
            try await fill(fixture, organization)
            let statements = Mutex<[Statement]>([])
            let reading = ReadStore(
                Database(fixture.client) { statement in statements.withLock { $0.append(statement) } })
            for viewer in [try organization.owner, try organization.viewer(.platformOperator)] {
                try await readEverything(reading, organization, viewer)
            }
            let tag = try #require(organization.tags["OTHER"]).rawValue
            let deletions: [Statement] = [
                DirectoryStore.detachment(ofTags: [tag]),
                // As the foreign key has it done for a tag that is deleted.
                "UPDATE sessions SET tag_id = NULL WHERE tag_id = \(tag)",
            ]
            for statement in statements.withLock({ $0 }) + deletions {
                let plan: [String] = try await fixture.client.query("EXPLAIN \(statement)").column("QUERY PLAN")
                // Partitions that are empty cost nothing, and are left out when the statement runs.
                let scans = plan.filter { line in
                    Self.large.contains { line.contains("Seq Scan on \($0)") } && !line.contains("cost=0.00..0.00")
                }
                #expect(scans.isEmpty, "\(statement.text)\n\(plan.joined(separator: "\n"))")
            }
        }
    }

    private static let large = [
        "stations", "sessions", "tags", "connectors", "meter_values", "station_events", "operations",
        "unknown_tags", "reservations",
    ]

    private func fill(_ fixture: StoreFixture, _ organization: TestOrganization) async throws {
        let id = organization.id.rawValue
        _ = try await fixture.client.pipeline(
            [
                """
                INSERT INTO stations (organization_id, charge_point_id)
                SELECT \(id), 'cp-' || n FROM generate_series(1, 3000) n
                """,
                """
                INSERT INTO connectors (organization_id, station_id, number)
                SELECT organization_id, id, n FROM stations CROSS JOIN generate_series(1, 10) n
                """,
                "INSERT INTO tags (organization_id, id_tag) SELECT \(id), 'tag-' || n FROM generate_series(1, 3000) n",
                """
                INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
                    "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, last_meter_wh,
                    last_meter_at)
                SELECT s.organization_id, s.id, 1, nextval('transaction_ids'), t.id_tag, t.id, 'COMPLETED', 'ACCEPTED', true,
                    now() - n * interval '1 hour', n::text, 0, now(), 0, now()
                FROM (SELECT *, row_number() OVER () AS place FROM stations) s
                JOIN (SELECT *, row_number() OVER () AS place FROM tags) t ON t.place = s.place
                CROSS JOIN generate_series(1, 8) n
                """,
                """
                INSERT INTO operations (organization_id, station_id, kind, requested_by, request, requested_at)
                SELECT s.organization_id, s.id, 'RESET', (SELECT min(id) FROM users), '{}', now() - n * interval '1 hour'
                FROM stations s CROSS JOIN generate_series(1, 8) n
                """,
                """
                INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
                SELECT id, opened_month, started_at + n * interval '1 minute', 1, n FROM sessions CROSS JOIN generate_series(1, 3) n
                """,
                """
                ALTER TABLE unknown_tags DISABLE TRIGGER unknown_tags_trim
                """,
                """
                INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
                SELECT s.organization_id, s.id, n::text, now(), now() - s.id * n * interval '1 second', 1
                FROM stations s CROSS JOIN generate_series(1, 3) n
                """,
                """
                INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
                SELECT organization_id, id, 'FIRMWARE_STATUS', n::text, now() - n * interval '1 hour',
                    now() - n * interval '1 hour', 1
                FROM stations CROSS JOIN generate_series(1, 8) n
                """,
                """
                INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, tag_id, operation_id, expires_at,
                    status, reason, requested_at, ended_at)
                SELECT o.organization_id, o.station_id, 1, 'tag-1', (SELECT min(id) FROM tags), o.id,
                    o.requested_at + interval '10 minutes', CASE WHEN o.id % 8 = 0 THEN 'ACTIVE' ELSE 'EXPIRED' END,
                    CASE WHEN o.id % 8 > 0 THEN 'NO_SHOW' END, o.requested_at, CASE WHEN o.id % 8 > 0 THEN now() END
                FROM operations o ON CONFLICT DO NOTHING
                """,
            ], deadline: .seconds(60))
        _ = try await fixture.client.query("ANALYZE", deadline: .seconds(60))
    }

    private func readEverything(_ reading: ReadStore, _ organization: TestOrganization, _ viewer: Viewer) async throws {
        let page = PageRequest(first: 20)
        let stations = try await reading.stations(
            StationFilter(), order: .chargePointID, page: page, fields: [.vendor], viewer: viewer)
        _ = try await reading.connectors(ConnectorFilter(), page: page, fields: [.status], viewer: viewer)
        let ids = stations.rows.ids.map(StationID.init(rawValue:))
        let next = PageRequest(first: 20, after: stations.positions.last)
        _ = try await reading.stations(StationFilter(), order: .chargePointID, page: next, fields: [], viewer: viewer)
        let connectors = try await reading.connectors(ofStations: ids, fields: [.status], viewer: viewer)
        _ = try await reading.activeSessions(
            ofConnectors: connectors.rows.ids.map(ConnectorID.init(rawValue:)), fields: [], viewer: viewer)
        let sessions = try await reading.sessions(
            SessionFilter(), order: .startedAtDescending, page: page, fields: [.energyWh], viewer: viewer)
        let after = PageRequest(first: 20, after: sessions.positions.last)
        _ = try await reading.sessions(
            SessionFilter(), order: .startedAtDescending, page: after, fields: [.energyWh], viewer: viewer)
        _ = try await reading.sessions(
            ofStations: ids, filter: SessionFilter(), page: after, fields: [.energyWh], viewer: viewer)
        _ = try await reading.sessions(
            ofTags: Array(organization.tags.values), page: page, fields: [], viewer: viewer)
        let sessionIDs = sessions.rows.ids.map(SessionID.init(rawValue:))
        _ = try await reading.meterValues(
            ofSessions: sessionIDs, page: page, fields: [.value, .unit], viewer: viewer)
        let facts = try await reading.facts(ofSessions: sessionIDs, page: page, fields: [.kind], viewer: viewer)
        let further = PageRequest(first: 20, after: facts.positions.last)
        _ = try await reading.facts(ofSessions: sessionIDs, page: further, fields: [.details], viewer: viewer)
        _ = try await reading.connectors(ofSessions: sessionIDs, fields: [], viewer: viewer)
        let events = try await reading.stationEvents(
            ofStations: ids, kinds: nil, page: page, fields: [.name], viewer: viewer)
        _ = try await reading.stationEvents(
            ofStations: ids, kinds: [.firmwareStatus], page: PageRequest(first: 20, after: events.positions.last),
            fields: [.name], viewer: viewer)
        _ = try await reading.stationEvents(
            ids: events.rows.ids.map(StationEventID.init(rawValue:)), fields: [.kind], viewer: viewer)
        _ = try await reading.tags(TagFilter(), page: page, fields: [.alias], viewer: viewer)
        let unknown = try await reading.unknownTags(
            UnknownTagFilter(), page: page, fields: [.idTag, .count], viewer: viewer)
        _ = try await reading.unknownTags(
            UnknownTagFilter(), page: PageRequest(first: 20, after: unknown.positions.last), fields: [.idTag],
            viewer: viewer)
        _ = try await reading.unknownTags(
            ids: unknown.rows.ids.map(UnknownTagID.init(rawValue:)), fields: [.count], viewer: viewer)
        _ = try await reading.installations(
            ofStations: ids, fields: Set(InstallationField.allCases), viewer: viewer)
        _ = try await reading.pictures(ofStations: ids, fields: Set(PictureField.allCases), viewer: viewer)
        _ = try await reading.localLists(ofStations: ids, fields: Set(LocalListField.allCases), viewer: viewer)
        try await readOperations(reading, ids, viewer)
        try await readReservations(reading, connectors.rows.ids, sessionIDs, ids, viewer)
    }

    private func readReservations(
        _ reading: ReadStore, _ connectors: [Int64], _ sessions: [SessionID], _ stations: [StationID], _ viewer: Viewer
    ) async throws {
        let fields: Set<ReservationField> = [.status, .operationID]
        let page = try await reading.reservations(
            ReservationFilter(), page: PageRequest(first: 20), fields: fields, viewer: viewer)
        _ = try await reading.reservations(
            ofStations: stations, filter: ReservationFilter(),
            page: PageRequest(first: 20, after: page.positions.last), fields: fields, viewer: viewer)
        _ = try await reading.liveReservations(
            ofConnectors: connectors.map(ConnectorID.init(rawValue:)), fields: fields, viewer: viewer)
        _ = try await reading.reservations(ofSessions: sessions, fields: fields, viewer: viewer)
        let reservations = page.rows.ids.map(ReservationID.init(rawValue:))
        _ = try await reading.connectors(ofReservations: reservations, fields: [.number], viewer: viewer)
        let operations = page.rows.integers(.operationID).compactMap { $0.map(OperationID.init(rawValue:)) }
        _ = try await reading.reservations(ofOperations: operations, fields: fields, viewer: viewer)
    }

    private func readOperations(_ reading: ReadStore, _ stations: [StationID], _ viewer: Viewer) async throws {
        var filters = Array(repeating: OperationFilter(), count: 5)
        filters[1].kind = .reset
        filters[2].stationIDs = Array(stations.prefix(2))
        filters[3].requestedBy = viewer.userID
        filters[4].status = .queued
        for filter in filters {
            let page = try await reading.operations(
                filter, page: PageRequest(first: 20), fields: [.status], viewer: viewer)
            let next = PageRequest(first: 20, after: page.positions.last)
            _ = try await reading.operations(filter, page: next, fields: [.status], viewer: viewer)
        }
    }
}

extension RowBatch {
    fileprivate func integers(_ field: Field) -> [Int64?] {
        guard case .integers(let values) = self[field] else { return [] }
        return values
    }
}
