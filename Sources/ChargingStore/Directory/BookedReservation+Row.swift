import Charging
import JSON
import Postgres

extension BookedReservation {
    /// Of a row `r` of reservations; read by ``init(_:)`` under these names.
    static let columns: SQL = """
        r.id, r.station_id, r.organization_id, r.connector_number, r.number, r.id_tag, r.parent_id_tag, r.tag_id,
        r.expires_at, r.status, r.reason, r.operation_id, r.session_id, r.created_by, r.requested_at, r.ended_at
        """

    init(_ row: PostgresRow) throws {
        self.init(
            id: ReservationID(rawValue: try row.int64("id")),
            station: StationID(rawValue: try row.int64("station_id")),
            organization: OrganizationID(rawValue: try row.int64("organization_id")),
            connector: try row.int("connector_number"), number: try row.int32("number"),
            idTag: try row.string("id_tag"), expiresAt: Timestamp(microseconds: try row.timestamp("expires_at")),
            status: ReservationStatus(rawValue: try row.string("status")) ?? .requested,
            requestedAt: Timestamp(microseconds: try row.timestamp("requested_at")))
        parentIDTag = try row.optional.string("parent_id_tag")
        tag = try row.optional.int64("tag_id").map(TagID.init(rawValue:))
        reason = try row.optional.string("reason").flatMap(ReservationReason.init(rawValue:))
        operation = try row.optional.int64("operation_id").map(OperationID.init(rawValue:))
        session = try row.optional.int64("session_id").map(SessionID.init(rawValue:))
        createdBy = try row.optional.int64("created_by").map(UserID.init(rawValue:))
        endedAt = try row.optional.timestamp("ended_at").map(Timestamp.init(microseconds:))
    }
}
