package import Charging
package import JSON
import Postgres

extension DirectoryStore: OperationWriting {
    package func record(_ operations: [NewOperation], viewer: Viewer) async throws -> [OperationID] {
        let rights = Set(operations.map(\.right)).sorted { $0.rawValue < $1.rawValue }
        let withoutRight = Self.withoutRight(operations, viewer)
        if withoutRight == nil { for right in rights { try viewer.requireSomewhere(right) } }
        guard !operations.isEmpty else { return [] }
        // Who borrows a station sets nothing up there.
        let table: ReachedTable =
            operations.allSatisfy { $0.right == .operateStation } ? .operatedStations : .stations
        var reached = rights.reduce(Self.startsOwnTag(viewer)) { "\(viewer.condition(on: table, for: $1)) AND \($0)" }
        if let withoutRight { reached = "(\(reached) OR \(withoutRight))" }
        let rows = try await database.query(
            """
            WITH input AS (
                SELECT nextval(pg_get_serial_sequence('operations', 'id')) AS id, u.*
                FROM unnest(\(operations.map(\.station.rawValue)), \(operations.map(\.session?.rawValue)),
                    \(operations.map(\.kind.rawValue)), \(operations.map { String(decoding: $0.request.encoded(), as: UTF8.self) })
                ) WITH ORDINALITY AS u(station, session, kind, request, ord)
            ), made AS (
                INSERT INTO operations (id, organization_id, station_id, session_id, kind, requested_by, request)
                    OVERRIDING SYSTEM VALUE
                SELECT i.id, r.organization_id, r.id, s.id, i.kind,
                    nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue)), i.request::jsonb
                FROM input i JOIN stations r ON r.id = i.station
                LEFT JOIN sessions s ON s.id = i.session AND s.station_id = r.id
                WHERE \(reached) AND (SELECT count(*) FROM input) = (
                    SELECT count(*) FROM input i JOIN stations r ON r.id = i.station
                    WHERE \(reached))
                RETURNING id
            )
            SELECT made.id AS id FROM made JOIN input ON input.id = made.id ORDER BY input.ord
            """)
        guard rows.count == operations.count else {
            let isForStaff = Rights(of: viewer).allows(.operateStation)
            guard withoutRight != nil, operations.first?.kind == .remoteStart, !isForStaff else {
                throw ChargingError(.notFound, "this station does not exist")
            }
            throw ChargingError(
                .forbidden, "without the right to operate this station you start it with a tag of your own",
                field: "idTag")
        }
        return try rows.map { OperationID(rawValue: try $0.int64("id")) }
    }

    /// Where people ask whatever their role: guests keep a connector free and give it up, for which tags and whose
    /// reservations, the books ask; and whoever charges starts with an own tag and stops the session. Nil of what takes a
    /// right.
    private static func withoutRight(_ operations: [NewOperation], _ viewer: Viewer) -> Statement? {
        guard !viewer.isReadOnly else { return nil }
        if operations.allSatisfy({ $0.kind.lentFrom == .charge }) {
            return viewer.borrowedCondition(on: .chargedStations)
        }
        guard operations.count == 1, let kind = operations.first?.kind, kind.isOfOwnCharge else { return nil }
        let isOwn: Statement =
            kind == .remoteStart
            ? onlyOwn("t.user_id = \(viewer.userID.rawValue)", viewer)
            : """
            EXISTS (SELECT FROM sessions own WHERE own.id = i.session AND own.station_id = r.id
                AND own.tag_id = ANY(\(viewer.ownTags)))
            """
        return "(\(viewer.condition(on: .chargedStations)) AND \(isOwn))"
    }

    /// A station that is lent is started with tags of those who borrow it, never with one that means the owner's.
    private static func startsOwnTag(_ viewer: Viewer) -> Statement {
        guard viewer.borrowedCondition(on: .operatedStations) != nil else { return "true" }
        return """
            (r.organization_id = \(viewer.organizationID.rawValue) OR i.kind <> 'REMOTE_START' OR \(onlyOwn("true", viewer)))
            """
    }

    /// Whether a start's tag can mean nothing but tags `t` of the viewer's organization for which this holds.
    private static func onlyOwn(_ condition: Statement, _ viewer: Viewer) -> Statement {
        let organization = viewer.organizationID.rawValue
        return """
            (SELECT coalesce(bool_and(t.organization_id = \(organization) AND \(condition)), false) FROM tags t
                WHERE t.organization_id IN (\(organization), r.organization_id)
                AND lower(t.id_tag) = lower(i.request::jsonb ->> 'idTag'))
            """
    }

    package func recordOwn(_ operation: NewOperation) async throws -> OperationID {
        let rows = try await database.query(
            """
            INSERT INTO operations (organization_id, station_id, session_id, kind, request)
            SELECT r.organization_id, r.id, \(operation.session?.rawValue), \(operation.kind.rawValue),
                \(PostgresJSON(bytes: operation.request.encoded()))
            FROM stations r WHERE r.id = \(operation.station.rawValue) RETURNING id
            """)
        guard let row = rows.first else { throw ChargingError(.notFound, "this station does not exist") }
        return OperationID(rawValue: try row.int64("id"))
    }

    package func refuse(_ operations: [(id: OperationID, reason: String)]) async throws {
        guard !operations.isEmpty else { return }
        _ = try await database.query(
            """
            UPDATE operations o SET status = 'FAILED', failure = i.reason, answered_at = now()
            FROM unnest(\(operations.map(\.id.rawValue)), \(operations.map(\.reason))) AS i(id, reason)
            WHERE o.id = i.id AND o.status = 'QUEUED'
            """)
    }

    package func markSent(_ operation: OperationID) async throws {
        _ = try await database.query(
            """
            UPDATE operations SET status = 'SENT', sent_at = now() WHERE id = \(operation.rawValue) AND status = 'QUEUED'
            """)
    }

    package func finish(
        _ operation: OperationID, status: OperationStatus, effect: OperationEffect, awaited: AwaitedEffect?,
        answer: JSONValue?, failure: String?
    ) async throws {
        _ = try await database.query(
            """
            UPDATE operations SET status = \(status.rawValue), effect = \(effect.rawValue),
                awaited = \(awaited.map { PostgresJSON(bytes: $0.record.encoded()) }),
                effect_deadline = \(awaited.map { PostgresTimestamp($0.deadline) }),
                answer = \(answer.map { PostgresJSON(bytes: $0.encoded()) }), failure = \(failure), answered_at = now()
            WHERE id = \(operation.rawValue) AND status IN ('QUEUED', 'SENT')
            """)
    }

    package func setEffect(_ operation: OperationID, _ effect: OperationEffect) async throws {
        _ = try await database.query(
            """
            UPDATE operations SET effect = \(effect.rawValue) WHERE id = \(operation.rawValue)
            AND (effect = 'PENDING' OR effect = 'MISSED' AND \(effect == .seen))
            """)
    }

    /// Also ends the wait for effects that nobody follows any more; whether a session has ended can still be seen.
    package func failUnfinished(because reason: String) async throws {
        _ = try await database.pipeline([
            """
            UPDATE operations SET status = 'FAILED', failure = \(reason), answered_at = now()
            WHERE status IN ('QUEUED', 'SENT')
            """,
            // One that was never sent is nowhere; a replacement that was not sent leaves what it was to replace.
            """
            UPDATE reservations v SET status = 'REFUSED', reason = 'NOT_SENT', ended_at = now()
            WHERE v.status = 'REQUESTED' AND NOT v.was_to_be_replaced AND EXISTS (SELECT FROM operations o WHERE o.id = v.operation_id
                AND o.kind = 'RESERVE_NOW' AND o.status = 'FAILED' AND o.sent_at IS NULL)
            """,
            """
            UPDATE operations o SET effect = CASE WHEN EXISTS (
                SELECT FROM sessions r WHERE r.id = o.session_id AND r.status <> 'ACTIVE') THEN 'SEEN' ELSE 'MISSED' END
            WHERE o.effect = 'PENDING' AND (o.awaited IS NULL OR EXISTS (
                SELECT FROM sessions r WHERE r.id = o.session_id AND r.status <> 'ACTIVE'))
            """,
        ])
    }

    package func openEffects() async throws -> [OpenEffect] {
        try await database.query(
            """
            SELECT o.id AS id, o.station_id AS station_id, o.organization_id AS organization_id, o.awaited AS awaited,
                o.effect_deadline AS effect_deadline, ARRAY(
                    SELECT r.id FROM sessions r WHERE r.station_id = o.station_id AND r.status = 'ACTIVE'
                        AND r.opened_at < o.requested_at ORDER BY r.id) AS running
            FROM operations o WHERE o.effect = 'PENDING' AND o.awaited IS NOT NULL ORDER BY o.id
            """
        ).map { row in
            OpenEffect(
                operation: OperationID(rawValue: try row.int64("id")),
                station: StationID(rawValue: try row.int64("station_id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                awaited: AwaitedEffect(
                    record: try JSONValue(parsing: try row.json("awaited")),
                    deadline: Timestamp(microseconds: try row.timestamp("effect_deadline"))),
                runningSessions: try row.int64Array("running").compactMap { $0.map(SessionID.init(rawValue:)) })
        }
    }
}
