package import Charging
package import JSON
import Postgres

extension DirectoryStore: ReservationBook {
    static let isLive: SQL = "status IN ('REQUESTED', 'ACTIVE')"

    @discardableResult
    package func open(
        _ request: ReservationRequest, at now: Timestamp, viewer: Viewer
    ) async throws -> BookedReservation {
        try viewer.requireReserving()
        let results = try await database.pipeline([
            opening(request, at: now, viewer: viewer),
            Self.booked("r.operation_id = \(request.operation.rawValue)"),
        ])
        guard let row = results.first?.first else { throw ChargingError(.notFound, "There is no such station.") }
        if let refusal = try Self.refusal(of: request, row) { throw refusal }
        guard let opened = try results.last?.first.map(BookedReservation.init) else {
            throw ChargingError(.notFound, "The station or its organization was deleted meanwhile.")
        }
        return opened
    }

    package func number(askedFor operation: OperationID) async throws -> Int32? {
        try await database.query(
            """
            SELECT v.number FROM reservations v WHERE v.operation_id = \(operation.rawValue) AND v.\(Self.isLive)
            """
        ).first?.int32("number")
    }

    @discardableResult
    package func settle(
        _ request: ReservationRequest, _ outcome: ReservationOutcome, at now: Timestamp
    ) async throws -> BookedReservation? {
        let change: Statement
        switch (outcome, request.wanted.replaces) {
        case (.accepted, _): change = entry(request, as: "ACTIVE", where: "true")
        case (.refused, _?): return nil
        // The station never had it, whatever ended it meanwhile.
        case (.refused(let reason), nil):
            change = Self.end(
                "v.operation_id = \(request.operation.rawValue) AND v.status IN ('REQUESTED', 'CANCELLED')",
                as: .refused, reason, now)
        // In doubt: either may be what the station holds, under the same number.
        case (.unknown, _?): change = entry(request, as: "REQUESTED", where: "o.sent_at IS NOT NULL")
        case (.unknown, nil):
            change = Self.end(
                """
                v.operation_id = \(request.operation.rawValue) AND v.status = 'REQUESTED' AND EXISTS (
                    SELECT FROM operations o WHERE o.id = v.operation_id AND o.sent_at IS NULL)
                """, as: .refused, .notSent, now)
        }
        return try await reservation("r.operation_id = \(request.operation.rawValue)", after: change)
    }

    @discardableResult
    package func cancel(
        _ reservation: ReservationID, because reason: ReservationReason?, at now: Timestamp
    ) async throws -> BookedReservation? {
        try await self.reservation(
            "r.id = \(reservation.rawValue)",
            after: Self.end("v.id = \(reservation.rawValue) AND v.\(Self.isLive)", as: .cancelled, reason, now))
    }

    private func reservation(_ condition: Statement, after change: Statement) async throws -> BookedReservation? {
        try await database.pipeline([change, Self.booked(condition)]).last?.first.map(BookedReservation.init)
    }

    package func reservation(_ id: ReservationID, viewer: Viewer) async throws -> BookedReservation? {
        try await database.query(
            Self.booked("r.id = \(id.rawValue) AND \(viewer.condition(on: .reservations))")
        ).first.map(BookedReservation.init)
    }

    package func liveReservations(
        at stations: [StationID], limit: Int, viewer: Viewer
    ) async throws -> [BookedReservation] {
        try await database.query(
            Self.booked(
                """
                r.station_id = ANY(\(stations.rawValues)) AND r.\(Self.isLive) AND \(viewer.condition(on: .reservations))
                ORDER BY r.station_id, r.connector_number, r.id LIMIT \(Int64(limit))
                """)
        ).map(BookedReservation.init)
    }

    @discardableResult
    package func expire(
        at now: Timestamp, of station: StationID?, limit: Int
    ) async throws -> [BookedReservation] {
        let place: Statement = station.map { "v.station_id = \($0.rawValue)" } ?? "true"
        return try await database.query(
            """
            UPDATE reservations r SET status = 'EXPIRED', ended_at = r.expires_at,
                reason = CASE r.status WHEN 'ACTIVE' THEN 'NO_SHOW' ELSE 'UNANSWERED' END
            WHERE r.id IN (
                SELECT v.id FROM reservations v
                WHERE v.\(Self.isLive) AND v.expires_at <= \(PostgresTimestamp(now)) AND \(place)
                ORDER BY v.expires_at, v.id LIMIT \(Int64(limit)) FOR UPDATE SKIP LOCKED)
            RETURNING \(BookedReservation.columns)
            """
        ).map(BookedReservation.init)
    }
}

// How they change.
extension DirectoryStore {
    private static func booked(_ condition: Statement) -> Statement {
        "SELECT \(BookedReservation.columns) FROM reservations r WHERE \(condition)"
    }

    private static func end(
        _ condition: Statement, as status: ReservationStatus, _ reason: ReservationReason?, _ now: Timestamp
    ) -> Statement {
        """
        UPDATE reservations v SET status = \(status.rawValue), reason = \(reason?.rawValue),
            ended_at = \(PostgresTimestamp(now))
        WHERE \(condition)
        """
    }

    /// A live one is what this request asks for.
    private func entry(_ request: ReservationRequest, as status: String, where condition: SQL) -> Statement {
        let wanted = request.wanted
        return """
            UPDATE reservations v SET status = \(status), id_tag = \(wanted.idTag), parent_id_tag = \(wanted.parentIDTag),
                expires_at = \(PostgresTimestamp(wanted.expiresAt)), tag_id = coalesce(
                    CASE WHEN lower(v.id_tag) = lower(\(wanted.idTag)::text) THEN v.tag_id END,
                    (SELECT t.id FROM (SELECT \(wanted.idTag)::text AS id_tag) i
                        JOIN stations s ON s.id = v.station_id \(Verdict.tagJoin)))
            FROM operations o
            WHERE o.id = \(request.operation.rawValue) AND v.operation_id = o.id AND v.\(Self.isLive) AND \(condition)
            """
    }
}

// How they begin.
extension DirectoryStore {
    /// One row for a station that the viewer reaches: what stands against the reservation, and the row that was made or is
    /// to be replaced.
    private func opening(_ request: ReservationRequest, at now: Timestamp, viewer: Viewer) -> Statement {
        let wanted = request.wanted
        let time = PostgresTimestamp(now)
        let isForGuests = wanted.parentIDTag == nil
        return """
            WITH asked AS MATERIALIZED (
                SELECT q.*, q.takes_reservations AND q.has_connector_zero AND CASE WHEN q.is_guest THEN q.is_guests_tag AND q.verdict = 'ACCEPTED'
                    AND \(isForGuests) ELSE q.tag_id IS NULL OR q.verdict = 'ACCEPTED' END AS is_good FROM (
                    SELECT \(Self.guest(viewer)), s.id AS station_id, s.organization_id, s.takes_reservations,
                        t.id AS tag_id, \(Verdict.expression) AS verdict,
                        \(Int32(clamping: wanted.connector)) > 0 OR \(Self.hasConnectorZero) AS has_connector_zero
                    FROM (SELECT \(request.station.rawValue)::bigint AS station_id, \(wanted.idTag)::text AS id_tag,
                        \(time)::timestamptz AS received_at) i
                    JOIN stations r ON r.id = i.station_id AND \(Self.reserved(by: viewer))
                    JOIN stations s ON s.id = r.id \(Verdict.tagJoin)
                ) q
            ), begun AS (\(beginning(request, at: now, viewer: viewer)))
            SELECT a.tag_id IS NULL AS is_unknown_tag, a.is_guest, a.is_guests_tag, a.verdict, a.has_connector_zero, a.takes_reservations, begun.id AS begun,
                holder.number AS holder, holder.expires_at AS held_until
            FROM asked a LEFT JOIN begun ON true LEFT JOIN reservations holder ON holder.station_id = a.station_id
                AND holder.connector_number = \(Int32(clamping: wanted.connector)) AND holder.\(Self.isLive)
            """
    }

    /// Where the viewer reserves: by a role, or as a guest.
    private static func reserved(by viewer: Viewer) -> Statement {
        let byRole = viewer.condition(on: .stations, for: .operateStation)
        guard !viewer.isReadOnly, let asGuest = viewer.borrowedCondition(on: .chargedStations) else { return byRole }
        return "(\(byRole) OR \(asGuest))"
    }

    /// Whether the viewer is a guest of the station `r`, and the tag `t` one that a guest reserves for.
    private static func guest(_ viewer: Viewer) -> Statement {
        guard viewer.borrowing != .nothing else { return "false AS is_guest, false AS is_guests_tag" }
        return """
            NOT \(viewer.owns("r")) AS is_guest, coalesce(t.id = ANY(\(viewer.ownTags)), false) AS is_guests_tag
            """
    }

    /// What is entered for a request that nothing stands against.
    private func beginning(_ request: ReservationRequest, at now: Timestamp, viewer: Viewer) -> Statement {
        let wanted = request.wanted
        if let replaced = wanted.replaces {
            return """
                UPDATE reservations v SET operation_id = \(request.operation.rawValue), was_to_be_replaced = true FROM asked a
                WHERE v.id = \(replaced.rawValue) AND v.station_id = a.station_id
                    AND v.connector_number = \(Int32(clamping: wanted.connector)) AND v.\(Self.isLive) AND a.is_good
                    AND (NOT a.is_guest OR v.tag_id = ANY(\(viewer.ownTags))) AND NOT v.is_seat_hold
                    AND NOT EXISTS (SELECT FROM operations o WHERE o.id = v.operation_id AND o.status IN ('QUEUED', 'SENT'))
                RETURNING v.id
                """
        }
        return """
            INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, parent_id_tag, tag_id,
                expires_at, operation_id, created_by, requested_at)
            SELECT a.organization_id, a.station_id, \(Int32(clamping: wanted.connector)), \(wanted.idTag),
                \(wanted.parentIDTag), a.tag_id, \(PostgresTimestamp(wanted.expiresAt)), \(request.operation.rawValue),
                \(viewer.userID.rawValue), \(PostgresTimestamp(now))
            FROM asked a WHERE a.is_good ON CONFLICT DO NOTHING RETURNING id
            """
    }

    /// What the station's answers to GetConfiguration say; true while they say nothing. They come from outside, so their
    /// form is not relied upon.
    private static let hasConnectorZero: SQL = """
        coalesce((SELECT lower(k.setting ->> 'value') <> 'false' FROM (
            SELECT jsonb_path_query_first(o.answer,
                '$.configurationKey[*] ? (@.key like_regex "^reserveconnectorzerosupported$" flag "i")') AS setting
            FROM operations o WHERE o.station_id = s.id AND o.kind = 'GET_CONFIGURATION' AND o.status = 'ACCEPTED'
            ORDER BY o.requested_at DESC, o.id DESC LIMIT 20) k WHERE k.setting IS NOT NULL LIMIT 1), true)
        """

    private static func refusal(of request: ReservationRequest, _ row: PostgresRow) throws -> ChargingError? {
        guard try row.optional.int64("begun") == nil else { return nil }
        let wanted = request.wanted
        if try !row.bool("takes_reservations") {
            return ChargingError(.conflict, "Reservations are switched off at this station.", field: "stationId")
        }
        if try !row.bool("has_connector_zero") {
            return ChargingError(
                .badInput, "The station reserves single connectors only: its ReserveConnectorZeroSupported is false.",
                field: "connector")
        }
        let isGuest = try row.bool("is_guest")
        if isGuest, wanted.parentIDTag != nil {
            return ChargingError(
                .badInput,
                "At a station that is lent to you a connector is reserved for one tag; leave the parent out.",
                field: "parentIdTag")
        }
        if isGuest, try !row.bool("is_guests_tag") {
            return ChargingError(
                .badInput,
                "The station is lent to you: reserve it for a tag of your own with which you may charge there.",
                field: "idTag")
        }
        let verdict = AuthorizationStatus(rawValue: try row.string("verdict")) ?? .invalid
        if try !row.bool("is_unknown_tag"), verdict != .accepted {
            return ChargingError(
                .badInput,
                "The tag \(wanted.idTag) would not be let charge at this station: it is \(verdict.rawValue).",
                field: "idTag")
        }
        if wanted.replaces != nil {
            return ChargingError(
                .conflict,
                "No live reservation on connector \(wanted.connector) has this id, or the station is being asked about it.",
                field: "reservationId")
        }
        guard let number = try row.optional.int32("holder"), let until = try row.optional.timestamp("held_until") else {
            return ChargingError(.conflict, "The connector \(wanted.connector) was just reserved.", field: "connector")
        }
        // For whom and until when is not for guests to know.
        if isGuest {
            return ChargingError(
                .conflict, "The connector \(wanted.connector) is reserved already.", field: "connector")
        }
        return ChargingError(
            .conflict,
            "The connector \(wanted.connector) is reserved until \(Timestamp(microseconds: until)) by "
                + "the reservation \(number).",
            field: "connector")
    }
}
