package import Charging
import Postgres

extension DirectoryStore: NotificationWriting {
    package func markNotificationsRead(_ ids: [NotificationID]?, viewer: Viewer) async throws {
        var statement: Statement = """
            UPDATE notifications r SET read_at = now()
            WHERE r.read_at IS NULL AND \(viewer.condition(on: .notifications))
            """
        if let ids { statement += " AND r.id = ANY(\(ids.rawValues))" }
        _ = try await database.query(statement)
    }

    package func save(_ preference: NotificationPreference, viewer: Viewer) async throws {
        guard NotificationKind.kinds(for: viewer.role).contains(preference.kind) else {
            throw ChargingError(.badInput, "your role is not told of this", field: "kind")
        }
        _ = try await database.query(
            """
            INSERT INTO notification_preferences (organization_id, user_id, kind, is_here, is_mailed)
            SELECT u.organization_id, u.id, \(preference.kind.rawValue)::text, \(preference.isShown), \(preference.isMailed)
            FROM users u WHERE u.id = \(viewer.userID.rawValue) AND u.organization_id = \(viewer.organizationID.rawValue)
            ON CONFLICT (user_id, kind) DO UPDATE SET is_here = excluded.is_here, is_mailed = excluded.is_mailed
            """)
    }

    package func save(_ hours: QuietHours?, viewer: Viewer) async throws {
        let user = viewer.userID.rawValue
        guard let hours else {
            _ = try await database.query("DELETE FROM quiet_hours WHERE user_id = \(user)")
            return
        }
        let saved = try await database.query(
            """
            INSERT INTO quiet_hours (organization_id, user_id, from_minute, to_minute, time_zone)
            SELECT u.organization_id, u.id, \(Int32(clamping: hours.from)), \(Int32(clamping: hours.to)), z.name
            FROM users u JOIN pg_timezone_names z ON lower(z.name) = lower(\(hours.timeZone)::text)
            WHERE u.id = \(user) AND u.organization_id = \(viewer.organizationID.rawValue) LIMIT 1
            ON CONFLICT (user_id) DO UPDATE SET from_minute = excluded.from_minute, to_minute = excluded.to_minute,
                time_zone = excluded.time_zone
            RETURNING user_id
            """)
        guard !saved.isEmpty else {
            throw ChargingError(
                .badInput, "the time zone is not one of the IANA database, such as Europe/Berlin", field: "timeZone")
        }
    }
}
