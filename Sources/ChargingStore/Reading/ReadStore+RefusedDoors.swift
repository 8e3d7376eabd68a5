package import Charging
import Postgres

extension ReadStore {
    /// Stations that wait for their first connection are few, and one rarely has more than some on one's mind.
    private static let waitingLimit: Int64 = 50

    package func concerned(by doors: RefusedDoors, viewer: Viewer) async throws -> ConcernedStations {
        let isOurs = viewer.condition(on: .stations)
        let one: Statement = doors.station.map { "r.id = \($0.rawValue)" } ?? "true"
        // Who sees everything may be told what might be anybody's.
        let isTold: Statement =
            Rights(of: viewer).reach == .everything
            ? "true"
            : """
            NOT EXISTS (SELECT FROM stations o WHERE near_names(o.charge_point_id) && near_names(n.name)
                AND o.organization_id <> n.organization_id)
            """
        let rows = try await database.query(
            """
            WITH waiting AS MATERIALIZED (
                SELECT r.id, r.organization_id, r.charge_point_id FROM stations r
                WHERE r.presence = 'UNKNOWN' AND \(isOurs) AND \(one)
                ORDER BY r.onboarded_at DESC, r.id DESC LIMIT \(Self.waitingLimit)),
            near AS MATERIALIZED (
                SELECT DISTINCT w.id, w.organization_id, u.name FROM waiting w
                CROSS JOIN LATERAL unnest(near_names(w.charge_point_id)) own (form)
                JOIN (SELECT u.name, f.form FROM unnest(\(doors.unknownIDs)) u (name)
                    CROSS JOIN LATERAL unnest(near_names(u.name)) f (form)) u ON u.form = own.form)
            SELECT n.id, n.name FROM near n WHERE \(isTold)
            UNION ALL
            SELECT r.id, NULL FROM stations r WHERE r.id = ANY(\(doors.stations.rawValues)) AND \(isOurs) AND \(one)
            """)
        var found = ConcernedStations()
        for row in rows {
            let id = StationID(rawValue: try row.int64("id"))
            if let name = try row.optional.string("name") {
                found.near[name, default: []].append(id)
            } else {
                found.stations.insert(id)
            }
        }
        return found
    }
}
