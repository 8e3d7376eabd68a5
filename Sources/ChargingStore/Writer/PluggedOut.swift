import Charging
import Postgres

/// When the vehicle of a session `r` that is over was gone: its connector was said to be free, before its next session.
///
/// It is written down once. With it a trigger writes down anew what the session cost, to which the vehicle had still been
/// able to add.
enum PluggedOut {
    private static let free: SQL = "('AVAILABLE', 'RESERVED')"

    static func mayBeSaid(by reports: [Numbered<StatusReport>]) -> Bool {
        reports.contains { $0.value.connector > 0 && [.available, .reserved].contains($0.value.status) }
    }

    /// For a session that ends only now, of what was said before it did: the first after its `end`.
    static func since(_ end: SQL) -> SQL {
        "(SELECT n.reported_at FROM status_notifications n WHERE n.station_id = r.station_id"
            + " AND n.connector_number = r.connector_number AND n.status IN " + free + " AND n.reported_at >= " + end
            + " AND NOT EXISTS (SELECT FROM sessions next WHERE next.station_id = r.station_id"
            + " AND next.connector_number = r.connector_number AND next.id <> r.id"
            + " AND next.started_at BETWEEN r.started_at AND n.reported_at)"
            + " ORDER BY n.reported_at LIMIT 1)"
    }

    /// For the last session of each connector that is said to be free, with the states as `i`.
    static func byStates(_ table: Statement) -> Statement {
        """
        UPDATE sessions r SET plugged_out_at = u.reported_at
        FROM (
            SELECT last.id, min(i.reported_at) AS reported_at FROM \(table) CROSS JOIN LATERAL (
                SELECT x.id FROM sessions x WHERE x.station_id = i.station_id AND x.connector_number = i.connector_number
                    AND x.started_at <= i.reported_at ORDER BY x.started_at DESC, x.id DESC LIMIT 1) last
            WHERE i.status IN \(free) GROUP BY last.id
        ) u
        WHERE r.id = u.id AND r.status <> 'ACTIVE' AND r.plugged_out_at IS NULL AND r.stopped_at <= u.reported_at
        """
    }
}
