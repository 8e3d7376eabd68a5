import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport

@testable import ChargingStore

/// The books of notifications over a database of their own, with a way to let things happen.
struct NotificationProbe {
    let fixture: StoreFixture
    let store: NotificationStore
    let organization: TestOrganization
    let other: TestOrganization

    static func with(_ body: (NotificationProbe) async throws -> Void) async throws {
        try await StoreFixture.with { fixture in
            try await body(
                NotificationProbe(
                    fixture: fixture, store: NotificationStore(fixture.database),
                    organization: try await fixture.makeOrganization("alpha"),
                    other: try await fixture.makeOrganization("beta")))
        }
    }

    var station: Int64 { organization.stations[0].id.rawValue }

    func run(_ statement: Statement) async throws { _ = try await fixture.client.query(statement) }

    func fault(_ station: Int64, connector: Int32 = 1, _ status: String = "FAULTED") async throws {
        try await run(
            """
            INSERT INTO connectors (organization_id, station_id, number, status, error_code)
            SELECT organization_id, id, \(connector), \(status)::text, 'GroundFailure' FROM stations WHERE id = \(station)
            ON CONFLICT (station_id, number) DO UPDATE SET status = excluded.status, error_code = excluded.error_code
            """)
    }

    /// Faulted, well, and faulted again.
    func faults(_ station: Int64, times: Int) async throws {
        for _ in 0..<times {
            try await fault(station, "AVAILABLE")
            try await fault(station)
        }
    }

    @discardableResult
    func tell() async throws -> [NotificationNews] { try await store.tell(limit: 20_000).news }

    func told(_ viewer: Viewer, _ filter: NotificationFilter = NotificationFilter()) async throws -> [String] {
        let page = try await fixture.reading.notifications(
            filter, page: PageRequest(first: 500), fields: [.kind, .stationID, .count, .isRead, .detail], viewer: viewer
        )
        guard case .texts(let kinds)? = page.rows[.kind], case .integers(let stations)? = page.rows[.stationID],
            case .integers(let counts)? = page.rows[.count], case .booleans(let read)? = page.rows[.isRead],
            case .texts(let details)? = page.rows[.detail]
        else { throw TestFailure("columns") }
        let names = Dictionary(
            uniqueKeysWithValues: (organization.stations + other.stations).map {
                ($0.id.rawValue, $0.chargePointID.text)
            })
        return page.rows.ids.indices.map { row in
            let station = stations[row].map { names[$0] ?? "another" } ?? "many"
            return "\(kinds[row] ?? "") \(station) \(counts[row] ?? 0) \(details[row] ?? "-")"
                + (read[row] == true ? " read" : "")
        }
    }

    func mail(_ kind: NotificationKind, to viewer: Viewer, isShown: Bool = true) async throws {
        try await fixture.directory.save(
            NotificationPreference(kind: kind, isShown: isShown, isMailed: true), viewer: viewer)
    }
}
