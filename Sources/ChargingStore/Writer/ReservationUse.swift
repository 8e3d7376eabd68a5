import Charging
import Postgres

/// What starts and states of connectors do to reservations, with the input called `i`.
///
/// The results are the reservations concerned, each with the place `ord` of its report. Of a commit that is repeated because
/// nobody knows whether it took effect, they are also those that the first one changed.
///
/// OCPP 1.6 edition 2, section 5.13.
enum ReservationUse {
    /// A start that was accepted uses the reservation that it names. One that names none, which field devices are known to
    /// do, uses that of its connector or of connector 0 if its tag or the tag's parent is the reserved one. A refused start
    /// uses none.
    ///
    /// One that is over is found again by a start from before its end that is reported late. To be run while the first
    /// report of the session `x` is not a fact yet: a repetition must not use what was reserved since.
    static func byStarts(_ table: Statement, sessionIsMeant: SQL, isUncertain: Bool) -> Statement {
        let use: Statement = """
            UPDATE reservations v SET status = 'USED', reason = NULL, session_id = u.session_id, ended_at = u.started_at
            FROM (
                SELECT i.ord, x.id AS session_id, x.started_at, coalesce((\(named)), (\(unnamed))) AS reservation_id
                FROM \(table) JOIN sessions x ON \(sessionIsMeant)
                WHERE x."authorization" = 'ACCEPTED'
                    AND NOT EXISTS (SELECT FROM session_facts f WHERE f.session_id = x.id AND f.kind = 'START')
            ) u WHERE v.id = u.reservation_id RETURNING u.ord, v.*
            """
        let usedBefore: Statement = """
            SELECT i.ord, v.* FROM \(table) JOIN sessions x ON \(sessionIsMeant) JOIN reservations v ON v.session_id = x.id
            """
        return results(of: use, before: isUncertain ? usedBefore : nil)
    }

    private static let named: SQL = """
        SELECT c.id FROM reservations c WHERE c.station_id = i.station_id AND c.number = i.reservation_number
            AND (c.status IN ('REQUESTED', 'ACTIVE') OR c.status IN ('EXPIRED', 'CANCELLED') AND x.started_at <= c.ended_at)
        """

    /// Clocks of stations may be a little behind.
    private static let unnamed: SQL = """
        SELECT c.id FROM reservations c
        WHERE c.station_id = i.station_id AND c.status IN ('REQUESTED', 'ACTIVE', 'EXPIRED')
            AND c.connector_number IN (0, i.connector_number) AND x.started_at < c.expires_at
            AND x.started_at >= c.requested_at - interval '5 minutes'
            AND (lower(c.id_tag) = lower(x.id_tag) OR lower(c.parent_id_tag) = lower(x.answered_parent_id_tag))
        ORDER BY c.connector_number DESC, c.expires_at, c.id LIMIT 1
        """

    /// A connector that goes out of order or out of service is kept free for nobody; the station as a whole for none of its
    /// connectors. To be run when the states have been changed: what is older than the present state changes nothing.
    static func byStates(_ table: Statement, isUncertain: Bool) -> Statement {
        let end: Statement = """
            UPDATE reservations v SET status = 'CANCELLED', reason = i.status, ended_at = i.received_at
            FROM \(table) JOIN stations s ON s.id = i.station_id AND s.generation = i.generation
            LEFT JOIN connectors c ON c.station_id = i.station_id AND c.number = i.connector_number
            WHERE i.status IN ('FAULTED', 'UNAVAILABLE') AND v.station_id = i.station_id
                AND v.status IN ('REQUESTED', 'ACTIVE')
                AND CASE i.connector_number WHEN 0 THEN s.status = i.status AND s.status_changed_at = \(StatusBatch.changedAt)
                    ELSE v.connector_number = i.connector_number AND c.status = i.status
                        AND c.status_changed_at = \(StatusBatch.changedAt) END
            RETURNING i.ord, v.*
            """
        let endedBefore: Statement = """
            SELECT i.ord, v.* FROM \(table) JOIN reservations v ON v.station_id = i.station_id
                AND v.status = 'CANCELLED' AND v.reason = i.status AND v.ended_at = i.received_at
            """
        return results(of: end, before: isUncertain ? endedBefore : nil)
    }

    /// The reservations that `change` changes, and those that the same had changed `before`.
    private static func results(of change: Statement, before: Statement?) -> Statement {
        let all: Statement = before.map { "SELECT * FROM changed UNION ALL \($0)" } ?? "SELECT * FROM changed"
        return "WITH changed AS (\(change)) SELECT r.ord, \(BookedReservation.columns) FROM (\(all)) r"
    }

    /// By the place of the report.
    static func read(_ rows: PostgresRows) throws -> [Int: [BookedReservation]] {
        var reservations: [Int: [BookedReservation]] = [:]
        for row in rows { reservations[try row.int("ord"), default: []].append(try BookedReservation(row)) }
        return reservations
    }
}
