package import Charging
import Postgres

// Each change is one statement. Whoever reaches a request may say something to it and change its state.
extension DirectoryStore: ServiceRequestWriting {
    package func createServiceRequest(
        _ request: NewServiceRequest, viewer: Viewer
    ) async throws -> ChangedServiceRequest {
        if request.log != nil { try requireRecordings(of: viewer) }
        let rows = try await database.query(
            """
            WITH place AS (\(place(request.about, viewer: viewer))), own AS (
                SELECT count(*) AS count FROM (SELECT FROM service_requests WHERE created_by = \(viewer.userID.rawValue)
                    AND state <> 'SOLVED' LIMIT \(Int64(NewServiceRequest.limitPerPerson))) o
            ), numbered AS (
                INSERT INTO service_request_numbers AS n (organization_id, last)
                SELECT organization_id, 1 FROM place, own WHERE own.count < \(Int64(NewServiceRequest.limitPerPerson))
                ON CONFLICT (organization_id) DO UPDATE SET last = n.last + 1 RETURNING organization_id, last
            ), made AS (
                INSERT INTO service_requests (organization_id, number, subject, station_id, session_id, created_by)
                SELECT p.organization_id, n.last, \(request.subject)::text, p.station_id, p.session_id,
                    \(viewer.userID.rawValue)
                FROM place p JOIN numbered n ON n.organization_id = p.organization_id
                RETURNING id, organization_id, station_id
            ), said AS (
                INSERT INTO service_request_comments (organization_id, request_id, user_id, text)
                SELECT organization_id, id, \(viewer.userID.rawValue), \(request.text)::text FROM made
            )\(logged(request.log, to: "made", viewer: viewer))
            SELECT p.organization_id, p.station_id, m.id FROM place p LEFT JOIN made m ON true
            """)
        guard let row = rows.first else { throw Self.missing(request.about) }
        guard try row.optional.int64("id") != nil else {
            throw ChargingError(
                .limitExceeded,
                "you have \(NewServiceRequest.limitPerPerson) requests that are not solved; solve some of them first")
        }
        return try ChangedServiceRequest(row)
    }

    package func comment(
        on request: ServiceRequestID, _ text: String, viewer: Viewer
    ) async throws -> ChangedServiceRequest {
        let rows = try await database.query(
            """
            WITH found AS (\(found(request, viewer: viewer))), said AS (
                INSERT INTO service_request_comments (organization_id, request_id, user_id, text)
                SELECT organization_id, id, \(viewer.userID.rawValue), \(text)::text FROM found WHERE NOT is_full
                RETURNING request_id
            ), moved AS (
                UPDATE service_requests SET changed_at = now() WHERE id IN (SELECT request_id FROM said)
            ) SELECT * FROM found
            """)
        return try Self.changed(rows)
    }

    package func change(
        _ request: ServiceRequestID, to state: ServiceRequestState, because text: String?, viewer: Viewer
    ) async throws -> ChangedServiceRequest {
        let rows = try await database.query(
            """
            WITH found AS (\(found(request, viewer: viewer))), said AS (
                INSERT INTO service_request_comments (organization_id, request_id, user_id, text, state)
                SELECT organization_id, id, \(viewer.userID.rawValue), \(text)::text, \(state.rawValue)::text FROM found
                WHERE state <> \(state.rawValue) AND NOT is_full RETURNING request_id
            ), moved AS (
                UPDATE service_requests SET changed_at = now(), state = \(state.rawValue)
                WHERE id IN (SELECT request_id FROM said)
            ) SELECT * FROM found
            """)
        let changed = try Self.changed(rows)
        guard try rows.single().string("state") != state.rawValue else {
            throw ChargingError(.conflict, "this request is in that state already", field: "state")
        }
        return changed
    }

    package func attach(
        _ log: LogExcerpt, to request: ServiceRequestID, viewer: Viewer
    ) async throws -> ChangedServiceRequest {
        try requireRecordings(of: viewer)
        let rows = try await database.query(
            """
            WITH found AS (\(found(request, viewer: viewer))), place AS (
                SELECT f.id, f.organization_id FROM found f WHERE (SELECT count(*) FROM service_request_logs l
                    WHERE l.request_id = f.id) < \(Int64(ServiceRequestLimits.logs))
            ), moved AS (
                UPDATE service_requests SET changed_at = now() WHERE id IN (SELECT id FROM place)
            )\(logged(log, to: "place", viewer: viewer))
            SELECT f.*, p.id IS NOT NULL AS has_room FROM found f LEFT JOIN place p ON true
            """)
        guard let row = rows.first else { throw Self.unknownRequest }
        guard try row.bool("has_room") else {
            throw ChargingError(.limitExceeded, "a request has up to \(ServiceRequestLimits.logs) logs")
        }
        return try ChangedServiceRequest(row)
    }
}

extension DirectoryStore {
    /// The station, and the session if there is one, that a request is about.
    private func place(_ subject: NewServiceRequest.Subject, viewer: Viewer) -> Statement {
        switch subject {
        case .station(let station):
            """
            SELECT r.organization_id, r.id AS station_id, NULL::bigint AS session_id FROM stations r
            WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations))
            """
        case .session(let session):
            """
            SELECT r.organization_id, r.station_id, r.id AS session_id FROM sessions r
            WHERE r.id = \(session.rawValue) AND \(viewer.condition(on: .sessions))
            """
        }
    }

    /// One after the other, so that the limits hold.
    private func found(_ request: ServiceRequestID, viewer: Viewer) -> Statement {
        """
        SELECT r.id, r.organization_id, r.station_id, r.state, (SELECT count(*) FROM service_request_comments c
            WHERE c.request_id = r.id) >= \(Int64(ServiceRequestLimits.comments)) AS is_full
        FROM service_requests r WHERE r.id = \(request.rawValue) AND \(viewer.condition(on: .serviceRequests))
        FOR NO KEY UPDATE
        """
    }

    private func logged(_ log: LogExcerpt?, to request: SQL, viewer: Viewer) -> Statement {
        guard let log else { return "" }
        return """
            , logged AS (
                INSERT INTO service_request_logs (organization_id, request_id, from_at, to_at, text, messages, is_cut,
                    attached_by)
                SELECT organization_id, id, \(PostgresTimestamp(log.from)), \(PostgresTimestamp(log.to)), \(log.text)::text,
                    \(Int32(clamping: log.messages)), \(log.isCut), \(viewer.userID.rawValue) FROM \(request))
            """
    }

    /// Recordings hold what is nobody's business who only charges.
    private func requireRecordings(of viewer: Viewer) throws {
        if case .person = Rights(of: viewer).reach, Rights(of: viewer).groupRoles.isEmpty {
            throw ChargingError(.forbidden, "your role does not allow to see recorded messages")
        }
    }

    private static func changed(_ rows: PostgresRows) throws -> ChangedServiceRequest {
        guard let row = rows.first else { throw unknownRequest }
        guard try !row.bool("is_full") else {
            throw ChargingError(
                .limitExceeded, "a request has up to \(ServiceRequestLimits.comments) comments; make a new one")
        }
        return try ChangedServiceRequest(row)
    }

    private static var unknownRequest: ChargingError {
        ChargingError(.notFound, "this request does not exist", field: "id")
    }

    private static func missing(_ subject: NewServiceRequest.Subject) -> ChargingError {
        switch subject {
        case .station: ChargingError(.notFound, "this station does not exist", field: "stationId")
        case .session: ChargingError(.notFound, "this session does not exist", field: "sessionId")
        }
    }
}

extension ChangedServiceRequest {
    fileprivate init(_ row: PostgresRow) throws {
        self.init(
            id: ServiceRequestID(rawValue: try row.int64("id")),
            organization: OrganizationID(rawValue: try row.int64("organization_id")),
            station: StationID(rawValue: try row.int64("station_id")))
    }
}
