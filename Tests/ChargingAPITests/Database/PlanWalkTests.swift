import Charging
import ChargingAPI
import GraphQL
import JSON
import Postgres
import Testing

/// Every list of the schema, by each order and filter and both ways, over a grown installation: what PostgreSQL does for it is
/// bound by the page, not by the table.
@Suite("Plans of all lists", .timeLimit(.minutes(5)))
struct PlanWalkTests {
    @Test func `no list reads a whole table or sorts one`() async throws {
        try await DatabaseAPI.with(
            stations: 2, limits: .withoutCost,
            more: PlanData.statements + [GroupRoleTests.given(.manager, at: 12), Self.lent, "ANALYZE"]
        ) { api in
            let walker = try await ListWalker(api)
            let large = try await api.largeTables()
            var queries = 0
            for viewer in Self.viewers {
                for list in walker.lists {
                    for query in walker.queries(of: list, filtered: viewer.role != .platformOperator) {
                        queries += 1
                        try await check(query, viewer, api, large)
                    }
                }
            }
            #expect(queries > 300, "the walk has lost its lists")
        }
    }

    /// Filters are for those who look at one organization; indexes for all of them at once are kept for the orders alone.
    private static let viewers: [Viewer] = {
        var scoped = Viewer.of(1, .manager)
        scoped.groupScope = GroupID(rawValue: 11)
        return [
            .of(1, .manager), .of(1, .platformOperator), .of(1, .driver), scoped, GroupRoleTests.driver([.manager]),
            .of(1, .manager, borrowing: .asOrganization), .of(1, .driver, borrowing: .asPerson),
        ]
    }()

    /// Some stations of Beta are lent to Alpha.
    private static let lent: Statement = """
        INSERT INTO station_shares (organization_id, station_id, borrower_id, level)
        SELECT 2, id, 1, (array['VIEW', 'CHARGE', 'OPERATE'])[1 + id % 3] FROM stations WHERE organization_id = 2 LIMIT 60
        """

    private func check(_ query: String, _ viewer: Viewer, _ api: DatabaseAPI, _ large: Set<String>) async throws {
        let before = api.sent.values.count
        let answer = try await api.execute(query, as: viewer)
        #expect(answer["errors"] == nil, "\(query): \(answer["errors"] ?? nil)")
        for statement in api.sent.values.dropFirst(before) {
            let rows: [String] = try await api.client.query("EXPLAIN (FORMAT JSON) \(statement)").column("QUERY PLAN")
            // How many rows a group leads to PostgreSQL can only guess; that its lists work at all is seen here.
            guard viewer.groupScope == nil else { continue }
            let plan = try JSONValue(parsing: rows.joined())
            let faults = PlanFaults(in: plan, large: large)
            #expect(faults.list.isEmpty, "\(viewer.role) \(query)\n\(faults.list)\n\(statement.text)")
        }
    }
}
