package import Charging
import Postgres

extension AccountStore: PersonalDataReading {
    package func notePersonalExport(viewer: Viewer) async throws {
        _ = try await database.query(
            """
            INSERT INTO audit_entries (organization_id, user_id, user_email, address, action, object_type, object_id,
                object_label, reason)
            SELECT u.organization_id, u.id, u.email, \(Doer.current?.address.map { String($0.prefix(64)) })::text,
                'REVEALED', 'User', u.id, u.email, 'Export of own data' FROM users u WHERE u.id = \(viewer.userID.rawValue)
            """)
    }

    package func personalData(
        of viewer: Viewer,
        _ take: @concurrent (_ section: PersonalDataSection, _ objects: [String]) async throws -> Void
    ) async throws {
        for section in PersonalDataSection.allCases {
            let statement = section.statement(of: viewer.userID.rawValue)
            try await database.withCursor(statement, chunk: 500) { cursor in
                var isEmpty = true
                while let rows = try await cursor.next() {
                    isEmpty = false
                    try await take(section, try rows.strings(at: 0).compactMap(\.self))
                }
                if isEmpty { try await take(section, []) }
            }
        }
    }
}

extension PersonalDataSection {
    /// One JSON text a row, oldest first.
    fileprivate func statement(of user: Int64) -> Statement {
        "SELECT \(object)::text \(source(user))"
    }

    private func source(_ user: Int64) -> Statement {
        switch self {
        case .profile: "FROM users r JOIN organizations o ON o.id = r.organization_id WHERE r.id = \(user)"
        case .groupRoles:
            "FROM group_roles r JOIN groups g ON g.id = r.group_id WHERE r.user_id = \(user) ORDER BY r.given_at, r.id"
        case .signIns: "FROM sign_in_events r WHERE r.user_id = \(user) ORDER BY r.occurred_at, r.id"
        case .browserSessions: "FROM api_tokens r WHERE r.user_id = \(user) AND r.kind = 'SESSION' ORDER BY r.id"
        case .tokens: "FROM api_tokens r WHERE r.user_id = \(user) AND r.kind = 'API' ORDER BY r.id"
        case .tags: "FROM tags r WHERE r.user_id = \(user) ORDER BY r.id_tag, r.id"
        case .chargingSessions, .logbookEntries, .reservations: sourceByTag(user)
        case .queuePlaces:
            "FROM queue_places r JOIN stations s ON s.id = r.station_id WHERE r.user_id = \(user) ORDER BY r.id"
        case .operations:
            "FROM operations r JOIN stations s ON s.id = r.station_id WHERE r.requested_by = \(user) ORDER BY r.id"
        case .serviceRequests:
            "FROM service_requests r JOIN stations s ON s.id = r.station_id WHERE r.created_by = \(user) ORDER BY r.id"
        case .serviceRequestComments:
            """
            FROM service_request_comments r JOIN service_requests q ON q.id = r.request_id WHERE r.user_id = \(user)
            ORDER BY r.id
            """
        case .stationClaims: "FROM claim_attempts r WHERE r.user_id = \(user) ORDER BY r.id"
        case .notifications:
            "FROM notifications r LEFT JOIN stations s ON s.id = r.station_id WHERE r.user_id = \(user) ORDER BY r.id"
        case .mails:
            """
            FROM mails r WHERE lower(r.recipient) = (SELECT lower(u.email) FROM users u WHERE u.id = \(user))
            ORDER BY r.id
            """
        case .auditEntries: "FROM audit_entries r WHERE r.user_id = \(user) ORDER BY r.happened_at, r.id"
        }
    }

    /// Of what was charged or reserved with one of the person's tags.
    private func sourceByTag(_ user: Int64) -> Statement {
        switch self {
        case .chargingSessions:
            """
            FROM sessions r JOIN tags t ON t.id = r.tag_id JOIN stations s ON s.id = r.station_id
            LEFT JOIN session_costs k ON k.session_id = r.id WHERE t.user_id = \(user) ORDER BY r.started_at, r.id
            """
        case .logbookEntries:
            """
            FROM logbook_entries r JOIN sessions c ON c.id = r.session_id JOIN tags t ON t.id = c.tag_id
            JOIN stations s ON s.id = r.station_id WHERE t.user_id = \(user) ORDER BY r.id
            """
        default:
            """
            FROM reservations r JOIN stations s ON s.id = r.station_id LEFT JOIN tags t ON t.id = r.tag_id
                AND t.user_id = \(user)
            WHERE r.created_by = \(user) OR r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = \(user))
            ORDER BY r.id
            """
        }
    }

    private var object: SQL {
        let members =
            switch self {
            case .profile: Self.account
            // Who gave it is somebody else.
            case .groupRoles: [Member("group", "g.name"), Member("role", "r.role"), .time("givenAt", "r.given_at")]
            case .signIns, .browserSessions, .tokens, .stationClaims, .mails: access
            case .tags, .chargingSessions, .logbookEntries, .reservations, .queuePlaces: charging
            default: deeds
            }
        let list = members.dropFirst().reduce(members.first?.text ?? "") { $0 + ", " + $1.text }
        return "json_build_object(" + list + ")"
    }

    private static var account: [Member] {
        [
            Member("email", "r.email"), Member("firstName", "r.first_name"), Member("lastName", "r.last_name"),
            Member("mobileNumber", "r.mobile_number"), Member("employeeNumber", "r.employee_number"),
            Member("customerNumber", "r.customer_number"), Member("referenceNumber", "r.reference_number"),
            Member("language", "r.language"), Member("role", "r.role"), Member("status", ReadStore.userStatus),
            Member("organization", "o.name"), .time("createdAt", "r.created_at"),
            .time("lastSignInAt", "r.last_sign_in_at"),
            Member("hasSecondFactor", "r.totp_confirmed_at IS NOT NULL"), Member("preferences", "r.preferences"),
            Member(
                "notificationPreferences",
                """
                (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'isHere', n.is_here, 'isMailed', n.is_mailed)
                    ORDER BY n.kind), '[]') FROM notification_preferences n WHERE n.user_id = r.id)
                """),
            Member(
                "quietHours",
                """
                (SELECT json_build_object('fromMinute', q.from_minute, 'toMinute', q.to_minute, 'timeZone', q.time_zone)
                FROM quiet_hours q WHERE q.user_id = r.id)
                """),
        ]
    }

    private var access: [Member] {
        switch self {
        case .signIns:
            [
                .time("at", "r.occurred_at"), Member("outcome", "r.outcome"), Member("address", "r.address"),
                Member("userAgent", "r.user_agent"),
            ]
        case .stationClaims:
            [
                .time("at", "r.attempted_at"), Member("chargePointId", "r.charge_point_id"),
                Member("hasSucceeded", "r.has_succeeded"),
            ]
        case .mails:
            [Member("subject", "r.subject"), .time("createdAt", "r.created_at"), .time("sentAt", "r.sent_at")]
        default:
            [
                Member("name", "r.name"), .time("createdAt", "r.created_at"), .time("expiresAt", "r.expires_at"),
                .time("revokedAt", "r.revoked_at"), .time("lastUsedAt", "r.last_used_at"),
                Member("isReadOnly", "r.is_read_only"), Member("scopes", "r.scopes"), Member("address", "r.address"),
                Member("userAgent", "r.user_agent"),
            ]
        }
    }

    private var charging: [Member] {
        switch self {
        case .tags:
            [
                Member("idTag", "r.id_tag"), Member("alias", "r.alias"), Member("note", "r.note"),
                Member("type", "r.type"), Member("medium", "r.medium"), .time("expiresAt", "r.expires_at"),
                Member("isBlocked", "r.is_blocked"), .time("createdAt", "r.created_at"),
            ]
        case .logbookEntries:
            [
                .station, Member("transactionId", "c.transaction_id"), Member("mileageKm", "r.mileage_km"),
                Member("vehicleId", "r.vehicle_id"), Member("wasArmed", "r.was_armed"),
                .time("enteredAt", "r.entered_at"),
            ]
        case .reservations:
            [
                .station, Member("connector", "r.connector_number"), Member("idTag", "t.id_tag"),
                Member("status", "r.status"), .time("requestedAt", "r.requested_at"),
                .time("expiresAt", "r.expires_at"),
                .time("endedAt", "r.ended_at"),
            ]
        case .queuePlaces:
            [
                .station, Member("connector", "r.connector_number"), Member("heldConnector", "r.held_connector"),
                Member("status", "r.status"), .time("joinedAt", "r.joined_at"),
                .time("offeredAt", "r.offered_at"), .time("heldUntil", "r.held_until"), .time("endedAt", "r.ended_at"),
            ]
        default:
            [
                .station, Member("connector", "r.connector_number"), Member("transactionId", "r.transaction_id"),
                Member("idTag", "r.id_tag"), Member("status", "r.status"),
                Member("authorization", #"r."authorization""#),
                .time("startedAt", "r.started_at"), .time("stoppedAt", "r.stopped_at"),
                Member("stopReason", "r.stop_reason"), Member("meterStartWh", "r.meter_start_wh"),
                Member("meterStopWh", "r.meter_stop_wh"), Member("energyWh", "r.energy_wh"),
                Member("currency", "k.currency"), Member("totalCosts", "k.total::text"), Member("note", "r.note"),
            ]
        }
    }

    /// What the person did and was told, without what names others.
    private var deeds: [Member] {
        switch self {
        case .serviceRequests:
            [
                .station, Member("number", "r.number"), Member("subject", "r.subject"), Member("state", "r.state"),
                .time("createdAt", "r.created_at"),
            ]
        case .serviceRequestComments:
            [
                Member("request", "q.number"), Member("text", "r.text"), Member("state", "r.state"),
                .time("createdAt", "r.created_at"),
            ]
        case .notifications:
            [
                .station, Member("kind", "r.kind"), Member("connector", "r.connector_number"),
                // It may be somebody's tag.
                Member("detail", "CASE WHEN r.is_personal THEN r.detail END"), Member("count", "r.count"),
                .time("firstAt", "r.first_at"), .time("lastAt", "r.last_at"), .time("readAt", "r.read_at"),
                .time("mailedAt", "r.mailed_at"),
            ]
        case .auditEntries:
            [
                .time("happenedAt", "r.happened_at"), Member("address", "r.address"), Member("action", "r.action"),
                Member("objectType", "r.object_type"),
                Member(
                    "objectLabel",
                    """
                    CASE WHEN r.object_type IN ('Station', 'Group', 'Organization', 'Tariff', 'QuirkProfile',
                        'FirmwareImage', 'ApiToken', 'Webhook') OR (r.object_type = 'User' AND r.object_id = r.user_id)
                        THEN r.object_label END
                    """), Member("reason", "r.reason"),
            ]
        // What was asked may hold the tag of somebody else.
        default:
            [
                .station, Member("kind", "r.kind"), Member("status", "r.status"),
                .time("requestedAt", "r.requested_at"),
                .time("sentAt", "r.sent_at"), .time("answeredAt", "r.answered_at"),
            ]
        }
    }
}

/// A member of a JSON object, and what PostgreSQL makes its value of.
private struct Member {
    let text: SQL

    init(_ name: SQL, _ value: SQL) { text = "'" + name + "', " + value }

    static let station = Member("chargePointId", "s.charge_point_id")

    /// ISO 8601 in UTC.
    static func time(_ name: SQL, _ column: SQL) -> Member {
        Member(name, "to_char(" + column + #" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"#)
    }
}
