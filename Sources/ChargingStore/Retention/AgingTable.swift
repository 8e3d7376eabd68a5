import Postgres

/// A table whose rows go when they are old, and how those are found without reading it whole.
///
/// An index by blocks would find them only until room is used again: a block that ever held an old row looks as if it did
/// for good.
struct AgingTable {
    enum Place {
        /// Its first index begins with the station and the time.
        case byStation
        /// Its first index begins with the station, the connector and the time.
        case byConnector
        /// Its ids rise with the time, but for rows that came about in the same moment.
        case byID
        /// Its rows are few, and are changed by others meanwhile, who are not waited for: see ``LockOrder``.
        case changing
    }

    var name: SQL
    var time: SQL
    var keep: Duration
    var place: Place
    /// What else has to be so of a row.
    var condition: SQL = "true"

    /// Deletes that many at most, and says how many. What is old is looked at once more then: a row that was changed since
    /// it was found, such as a tag presented again, stays.
    func deletion(upTo batch: Int64) -> Statement {
        """
        WITH gone AS (DELETE FROM \(name) WHERE ctid = ANY(ARRAY(\(found(batch)))) AND \(isOld) RETURNING 1)
        SELECT count(*) AS count FROM gone
        """
    }

    private var isOld: Statement {
        "\(time) < now() - make_interval(secs => \(Double(keep.components.seconds))) AND \(condition)"
    }

    private func found(_ batch: Int64) -> Statement {
        switch place {
        case .byStation:
            """
            SELECT r.ctid FROM stations s CROSS JOIN LATERAL (
                SELECT ctid FROM \(name) WHERE station_id = s.id AND \(isOld) LIMIT \(batch)) r LIMIT \(batch)
            """
        case .byConnector:
            """
            SELECT r.ctid FROM stations s CROSS JOIN LATERAL (\(connectors)) c CROSS JOIN LATERAL (
                SELECT ctid FROM \(name) WHERE station_id = s.id AND connector_number = c.number AND \(isOld)
                LIMIT \(batch)) r LIMIT \(batch)
            """
        case .byID:
            """
            SELECT ctid FROM (SELECT ctid, \(time) FROM \(name) ORDER BY id LIMIT \(batch)) first WHERE \(isOld)
            """
        case .changing:
            "SELECT ctid FROM \(name) WHERE \(isOld) LIMIT \(batch) FOR UPDATE SKIP LOCKED"
        }
    }

    /// The numbers that the station `s` has rows of, each found by one step in the index.
    private var connectors: Statement {
        """
        WITH RECURSIVE next AS (
            SELECT (SELECT min(connector_number) FROM \(name) WHERE station_id = s.id) AS number
            UNION ALL
            SELECT (SELECT min(connector_number) FROM \(name) WHERE station_id = s.id AND connector_number > next.number)
            FROM next WHERE next.number IS NOT NULL)
        SELECT number FROM next WHERE number IS NOT NULL
        """
    }
}
