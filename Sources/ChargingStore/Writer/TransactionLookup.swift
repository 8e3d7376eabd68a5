import Postgres

/// Which of our transactions a charger means, with the input called `i`.
///
/// A charger that never heard our number sends -1, and is to be understood all the same (OCPP 1.6 errata 3.18 and 3.54).
/// Zero and other negative numbers mean nothing and are taken as -1.
enum TransactionLookup {
    /// The only session of the station, if it can have been stopped at that moment and at that register; for a repeated stop,
    /// the one it stopped.
    ///
    /// This is a guess, which the session's own number overrules when it comes (``StopBatch``).
    static let ofStop: SQL = """
        CASE WHEN i.transaction_id > 0 THEN i.transaction_id ELSE coalesce(
            (SELECT b.transaction_id FROM session_facts f JOIN sessions b ON b.id = f.session_id
            WHERE f.station_id = i.station_id AND f.transaction_id = i.transaction_id AND f.kind IN ('STOP', 'LATE_STOP')
                AND f.occurred_at_sent = i.stopped_at_sent AND f.meter_wh = i.meter_stop_wh AND i.stopped_at_sent <> ''
            ORDER BY b.id DESC LIMIT 1),
            (SELECT min(a.transaction_id) FROM sessions a WHERE a.station_id = i.station_id AND a.status = 'ACTIVE'
                AND a.started_at <= i.stopped_at
            HAVING count(*) = 1 AND min(a.last_meter_wh) <= i.meter_stop_wh)) END
        """

    /// The last session of the connector that ran at that moment. Values without any number belong to no transaction.
    static let ofValues: SQL = """
        CASE WHEN i.transaction_id IS NULL OR i.transaction_id > 0 THEN i.transaction_id ELSE
            (SELECT a.transaction_id FROM sessions a WHERE a.station_id = i.station_id
                AND a.connector_number = i.connector_number AND a.started_at <= i.stopped_at
                AND (a.stopped_at IS NULL OR a.stopped_at >= i.stopped_at) ORDER BY a.started_at DESC, a.id DESC LIMIT 1) END
        """
}
