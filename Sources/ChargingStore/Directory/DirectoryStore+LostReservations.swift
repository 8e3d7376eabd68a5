package import Charging
import Postgres

extension DirectoryStore: LostReservations {
    /// As `Verdict` finds the tags of guests. Those that are live are few.
    package func lostReservations(limit: Int) async throws -> [BookedReservation] {
        try await database.query(
            """
            SELECT \(BookedReservation.columns) FROM reservations r
            JOIN tags t ON t.id = r.tag_id AND t.organization_id <> r.organization_id
            JOIN stations s ON s.id = r.station_id AND s.presence = 'ONLINE' AND s.admission = 'ACCEPTED'
            WHERE r.\(Self.isLive) AND NOT EXISTS (SELECT FROM station_shares l WHERE l.station_id = r.station_id
                    AND l.borrower_id = t.organization_id AND (l.user_id IS NULL OR l.user_id = t.user_id)
                    AND l.level IN ('CHARGE', 'OPERATE') AND \(Share.isInForce))
                AND NOT EXISTS (SELECT FROM operations o WHERE o.id = r.operation_id AND o.status IN ('QUEUED', 'SENT'))
                AND NOT EXISTS (SELECT FROM operations o WHERE o.station_id = r.station_id
                    AND o.kind = 'CANCEL_RESERVATION' AND o.request ->> 'reservationId' = r.number::text
                    AND o.requested_at > now() - interval '5 minutes')
            ORDER BY r.expires_at, r.id LIMIT \(Int64(limit))
            """
        ).map(BookedReservation.init)
    }
}
