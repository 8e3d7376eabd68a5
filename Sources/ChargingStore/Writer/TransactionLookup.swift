import Postgres

/// Which of our transactions a charger means, with the input called `i`.
///
/// A charger that never heard our number sends -1, and is to be understood all the same (OCPP 1.6 errata 3.18 and 3.54).
/// Zero and other negative numbers mean nothing and are taken as -1.
enum TransactionLookup {
    /// Of the last sessions of each connector, the one that can have been stopped at that moment and at that register; for a
    /// repeated stop, the one it stopped.
    ///
    /// One that was closed by an estimate can be meant as well, unless somebody else's tag stopped it. Of several, the tag
    /// decides, and then whether only one still runs. This is a guess, which the session's own number overrules when it
    /// comes (``StopBatch``).
    static let ofStop: SQL = """
        CASE WHEN i.transaction_id > 0 THEN i.transaction_id ELSE coalesce(
            (SELECT b.transaction_id FROM session_facts f JOIN sessions b ON b.id = f.session_id
            WHERE f.station_id = i.station_id AND f.transaction_id = i.transaction_id AND f.kind IN ('STOP', 'LATE_STOP')
                AND f.occurred_at_sent = i.stopped_at_sent AND f.meter_wh = i.meter_stop_wh AND i.stopped_at_sent <> ''
            ORDER BY b.id DESC LIMIT 1),
            (SELECT CASE WHEN count(*) = 1 THEN min(m.transaction_id)
                WHEN count(*) FILTER (WHERE m.has_tag) = 1 THEN min(m.transaction_id) FILTER (WHERE m.has_tag)
                WHEN count(*) FILTER (WHERE m.status = 'ACTIVE') = 1
                    THEN min(m.transaction_id) FILTER (WHERE m.status = 'ACTIVE') END
            FROM (SELECT a.transaction_id, a.status, lower(a.id_tag) = lower(i.id_tag) AS has_tag
                FROM connectors c CROSS JOIN LATERAL (
                    SELECT b.* FROM sessions b WHERE b.station_id = c.station_id AND b.connector_number = c.number
                        AND b.started_at <= i.stopped_at ORDER BY b.started_at DESC, b.id DESC LIMIT 1) a
                WHERE c.station_id = i.station_id AND a.last_meter_wh <= i.meter_stop_wh AND (a.status = 'ACTIVE'
                    OR a.status = 'ESTIMATED' AND coalesce(lower(a.id_tag) = lower(i.id_tag), true))) m)) END
        """

    /// The last session of the connector that ran at that moment. Those without any number (null) belong to no transaction.
    static let ofValues: SQL = """
        CASE WHEN i.transaction_id IS NULL OR i.transaction_id > 0 THEN i.transaction_id ELSE
            (SELECT a.transaction_id FROM sessions a WHERE a.station_id = i.station_id
                AND a.connector_number = i.connector_number AND a.started_at <= i.stopped_at
                AND (a.stopped_at IS NULL OR a.stopped_at >= i.stopped_at) ORDER BY a.started_at DESC, a.id DESC LIMIT 1) END
        """
}
