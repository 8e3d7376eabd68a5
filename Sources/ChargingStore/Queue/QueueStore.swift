package import Charging
import JSON
import Postgres

extension ReadStore: QueueReading {
    package func queues(
        ofStations stations: [StationID], fields: Set<QueuePlaceField>, viewer: Viewer
    ) async throws -> RowLists<QueuePlaceField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.station_id", from: "queue_places r",
            reach: "r.status IN ('WAITING', 'HELD') AND \(viewer.condition(on: .queuePlaces))", order: "r.id",
            fields: fields)
    }
}

extension QueuePlaceField: StoredField {
    var column: StoredColumn {
        switch self {
        case .userID: .integer("r.user_id")
        case .position:
            .integer(
                """
                (SELECT count(*) FROM queue_places b WHERE b.station_id = r.station_id AND b.status IN ('WAITING', 'HELD')
                    AND b.id <= r.id)
                """)
        case .status: .text("r.status")
        case .joinedAt: .timestamp("r.joined_at")
        case .heldUntil: .timestamp("r.held_until")
        case .connectorNumber: .integer("r.connector_number")
        case .heldConnectorNumber: .integer("CASE WHEN r.status = 'HELD' THEN r.held_connector END")
        case .chargerHold:
            .text(
                """
                CASE WHEN r.status = 'HELD' THEN coalesce((
                    SELECT CASE v.status WHEN 'ACTIVE' THEN 'HELD' ELSE 'ASKED' END FROM reservations v
                    WHERE v.queue_place_id = r.id AND v.connector_number = r.held_connector
                        AND v.status IN ('REQUESTED', 'ACTIVE')), 'BOOKS_ONLY') END
                """)
        case .tagID: .integer("r.tag_id")
        case .reservationID:
            .integer(
                """
                (SELECT v.id FROM reservations v WHERE v.queue_place_id = r.id AND v.connector_number = r.held_connector
                    ORDER BY v.id DESC LIMIT 1)
                """)
        }
    }
}

extension DirectoryStore: QueueWriting {
    package func joinQueue(_ wanted: WantedPlace, viewer: Viewer) async throws {
        try requireChanges(by: viewer)
        let id = wanted.station.rawValue
        try await database.withTransaction { transaction in
            // One after the other, so that the count holds; the row itself is the writer's.
            try await transaction.query("SELECT pg_advisory_xact_lock(191, hashint8(\(id)))")
            let stations = try await transaction.query(Self.station(wanted, viewer: viewer))
            guard let station = stations.first else {
                throw ChargingError(.notFound, "this station does not exist", field: "stationId")
            }
            let people = try await transaction.query(Self.person(wanted, viewer: viewer))
            let person = try Self.person(people.first, wanted, mayOperate: try station.bool("may_operate"), viewer)
            guard !person.isWaiting else { return }
            if let refusal = try Self.refusal(wanted, station) { throw refusal }
            guard let tag = person.tag else {
                throw person.isViewer
                    ? ChargingError(.badInput, "you have no tag by which you could charge", field: "stationId")
                    : ChargingError(.badInput, "this person has no tag by which to charge there", field: "userId")
            }
            try await transaction.query(
                """
                INSERT INTO queue_places (organization_id, station_id, user_id, connector_number, tag_id, created_by)
                VALUES (\(viewer.organizationID.rawValue), \(id), \(person.id), \(wanted.connector.map { Int32(clamping: $0) }),
                    \(tag), \(person.isViewer ? nil : viewer.userID.rawValue)) ON CONFLICT DO NOTHING
                """)
        }
    }

    package func leaveQueue(of station: StationID, user: UserID?, viewer: Viewer) async throws {
        try requireChanges(by: viewer)
        let person = user ?? viewer.userID
        let reached: Statement =
            person == viewer.userID
            ? "r.organization_id = \(viewer.organizationID.rawValue)"
            : viewer.condition(on: .queuePlaces, for: .operateStation)
        let left = try await database.query(
            """
            UPDATE queue_places r SET status = 'LEFT', ended_at = now()
            WHERE r.station_id = \(station.rawValue) AND r.user_id = \(person.rawValue) AND \(reached)
                AND r.status IN ('WAITING', 'HELD') RETURNING r.id
            """)
        guard !left.isEmpty else {
            throw person == viewer.userID
                ? ChargingError(.notFound, "you do not wait there", field: "stationId")
                : ChargingError(.notFound, "this person does not wait there, as far as you may know", field: "userId")
        }
    }

    private func requireChanges(by viewer: Viewer) throws {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
    }
}

// Who may wait where.
extension DirectoryStore {
    /// The station, and what it says to somebody more.
    private static func station(_ wanted: WantedPlace, viewer: Viewer) -> Statement {
        let connector = wanted.connector.map { Int32(clamping: $0) }
        return """
            SELECT r.has_second_seating, r.is_active, (\(viewer.condition(on: .stations, for: .operateStation))) AS may_operate,
                (SELECT count(*) FROM queue_places q WHERE q.station_id = r.id AND q.status IN ('WAITING', 'HELD')) AS places,
                \(connector)::integer IS NULL OR EXISTS (SELECT FROM connectors c WHERE c.station_id = r.id
                    AND c.number = \(connector)) AS has_connector,
                (SELECT count(*) FROM free_connectors(r.id) f WHERE f = coalesce(\(connector), f)) > (
                    SELECT count(*) FROM queue_places q WHERE q.station_id = r.id AND q.status = 'WAITING'
                        AND coalesce(q.connector_number, \(connector)) IS NOT DISTINCT FROM \(connector)) AS is_free
            FROM stations r WHERE r.id = \(wanted.station.rawValue)
                AND r.organization_id = \(viewer.organizationID.rawValue) AND \(viewer.condition(on: .stations))
            """
    }

    private static func refusal(_ wanted: WantedPlace, _ row: PostgresRow) throws -> ChargingError? {
        let places = try row.int("places")
        if try !row.bool("has_second_seating") || !row.bool("is_active") {
            return ChargingError(.conflict, "this station has no queue", field: "stationId")
        }
        if try !row.bool("has_connector") {
            return ChargingError(.badInput, "this station has no such connector", field: "connector")
        }
        if try row.bool("is_free") {
            return ChargingError(.conflict, "a connector is free; nobody has to wait", field: "stationId")
        }
        guard places < StationQueue.limit else {
            return ChargingError(.limitExceeded, "\(places) people wait already; no more may", field: "stationId")
        }
        return nil
    }

    private struct Person {
        var id: Int64
        var isViewer: Bool
        var isWaiting: Bool
        /// By which the person could charge there, of those that are meant.
        var tag: Int64?
    }

    /// The one who is to wait, as far as the viewer sees the person or the tag.
    private static func person(_ wanted: WantedPlace, viewer: Viewer) -> Statement {
        let meant: Statement
        switch (wanted.user, wanted.idTag) {
        case (let user?, _) where user != viewer.userID:
            meant = """
                r.id = \(user.rawValue) AND (\(viewer.condition(on: .users)) OR r.id IN (
                    SELECT r.user_id FROM tags r WHERE \(viewer.condition(on: .tags))))
                """
        case (nil, let idTag?):
            meant = """
                r.id = (SELECT r.user_id FROM tags r WHERE lower(r.id_tag) = lower(\(idTag)::text)
                    AND r.organization_id = \(viewer.organizationID.rawValue) AND \(viewer.condition(on: .tags)))
                """
        default: meant = "r.id = \(viewer.userID.rawValue)"
        }
        return """
            SELECT r.id, EXISTS (SELECT FROM queue_places q WHERE q.station_id = \(wanted.station.rawValue)
                AND q.user_id = r.id AND q.status IN ('WAITING', 'HELD')) AS is_waiting, (
                SELECT t.id FROM tags t CROSS JOIN (SELECT \(wanted.station.rawValue)::bigint AS station_id, NULL::bigint AS tag_id) q
                WHERE t.user_id = r.id AND t.organization_id = r.organization_id AND \(SeatTag.isGood)
                    AND lower(t.id_tag) = lower(coalesce(\(wanted.idTag)::text, t.id_tag))
                ORDER BY \(SeatTag.order) LIMIT 1) AS tag_id
            FROM users r WHERE r.organization_id = \(viewer.organizationID.rawValue) AND \(meant)
            """
    }

    private static func person(
        _ row: PostgresRow?, _ wanted: WantedPlace, mayOperate: Bool, _ viewer: Viewer
    ) throws -> Person {
        guard let row else {
            throw wanted.user == nil
                ? ChargingError(.notFound, "this tag does not exist, or is nobody's", field: "idTag")
                : ChargingError(.notFound, "this user does not exist in your organization", field: "userId")
        }
        let person = Person(
            id: try row.int64("id"), isViewer: try row.int64("id") == viewer.userID.rawValue,
            isWaiting: try row.bool("is_waiting"), tag: try row.optional.int64("tag_id"))
        guard person.isViewer || mayOperate else {
            throw ChargingError(
                .forbidden, "only who may operate this station puts others into its queue", field: "userId")
        }
        if person.tag == nil, wanted.idTag != nil {
            throw ChargingError(.badInput, "this person cannot charge there by this tag", field: "idTag")
        }
        return person
    }
}
