package import Charging
import Postgres

extension ReadStore {
    package func chargingProfiles(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionProfileField>, viewer: Viewer
    ) async throws -> RowPages<SessionProfileField> {
        let reach = viewer.condition(on: .seenSessions)
        let listing = Listing<SessionProfileField>(
            source: SessionProfiles.source("p.station_id", until: "p.ended_at"),
            conditions: [
                Statement(
                    SessionProfiles.held(session: "p.id", connector: "p.connector_number", "p.started_at", "p.ended_at")
                )
            ],
            order: ListOrder(key: "r.accepted_at", kind: .timestamp, isDescending: true),
            parents: { ids in
                """
                (SELECT q.ord, q.id, r.station_id, r.connector_number, r.started_at, r.stopped_at,
                    coalesce(r.stopped_at, 'infinity') AS ended_at
                FROM unnest(\(ids)) WITH ORDINALITY AS q(id, ord) LEFT JOIN sessions r ON r.id = q.id AND \(reach)) p
                """
            })
        return try await listing.pages(ofParents: sessions.rawValues, page: page, fields: fields, in: database)
    }
}

/// Which of the profiles that a charger has accepted held while a session ran.
///
/// A charger is sent few of them while a session runs, but may have been sent many since: as far back as the last thousand
/// before the session's end is looked, by the index of their order.
enum SessionProfiles {
    /// As `r`.
    static func source(_ station: SQL, until end: SQL) -> SQL {
        "(SELECT a.* FROM accepted_charging_profiles a WHERE a.station_id = " + station + " AND a.accepted_at < " + end
            + " ORDER BY a.accepted_at DESC, a.id DESC LIMIT 1000) r"
    }

    static func held(session: SQL, connector: SQL, _ start: SQL, _ end: SQL) -> SQL {
        "r.connector_number IN (0, " + connector + ") AND coalesce(r.session_id, " + session + ") = " + session
            + " AND greatest(r.accepted_at, r.valid_from, " + start + ") < least(r.ended_at, r.valid_to, " + end + ")"
    }

    /// In the export of sessions `r`: the purpose, the limits and their unit of each, the last twenty.
    static let text: SQL =
        "(SELECT string_agg(h.text, '; ') FROM (SELECT r.purpose || ' ' || r.lowest_limit"
        + " || CASE WHEN r.lowest_limit < r.highest_limit THEN '–' || r.highest_limit ELSE '' END || ' ' || r.unit AS text FROM "
        + "(SELECT s.id, s.connector_number, s.started_at, coalesce(s.stopped_at, 'infinity') AS ended_at, s.station_id"
        + " FROM sessions s WHERE s.id = r.id) p CROSS JOIN LATERAL "
        + source("p.station_id", until: "p.ended_at") + " WHERE "
        + held(session: "p.id", connector: "p.connector_number", "p.started_at", "p.ended_at")
        + " ORDER BY r.accepted_at DESC, r.id DESC LIMIT 20) h)"
}

/// Here `r` is the profile, and `p` the session.
extension SessionProfileField: StoredField {
    var column: StoredColumn {
        switch self {
        case .profileID: .integer("r.profile_id")
        case .connectorNumber: .integer("r.connector_number")
        case .stackLevel: .integer("r.stack_level")
        case .purpose: .text("r.purpose")
        case .unit: .text("r.unit")
        case .lowestLimit: .number("r.lowest_limit")
        case .highestLimit: .number("r.highest_limit")
        case .from: .timestamp("greatest(r.accepted_at, r.valid_from, p.started_at)")
        case .until: .timestamp("least(r.ended_at, r.valid_to, p.stopped_at)")
        }
    }
}
