import Charging
import ChargingStore
import Postgres
import Testing

@Suite("What connectors are made for", .timeLimit(.minutes(1)))
struct ConnectorRatingTests {
    /// The first station of an organization, with two connectors.
    private func with(
        _ body: (StoreFixture, TestOrganization, _ connectors: [ConnectorID]) async throws -> Void
    ) async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let rows = try await fixture.client.query(
                """
                INSERT INTO connectors (organization_id, station_id, number)
                SELECT s.organization_id, s.id, n FROM stations s, generate_series(1, 2) n
                WHERE s.id = \(alpha.stations[0].id.rawValue)
                ON CONFLICT (station_id, number) DO UPDATE SET number = excluded.number RETURNING id
                """)
            let ids = try rows.column("id", as: Int64.self).sorted()
            try await body(fixture, alpha, ids.map(ConnectorID.init(rawValue:)))
        }
    }

    private func change(_ connector: ConnectorID, power: Double?) -> ConnectorChange {
        var change = ConnectorChange(connector: connector)
        change.ratedPower = .to(power)
        return change
    }

    @Test func `it is kept, changed in parts, audited, and summed up for the station`() async throws {
        try await with { fixture, alpha, connectors in
            var first = change(connectors[0], power: 22_000)
            (first.type, first.currentKind, first.phases) = (.to(.type2), .to(.alternating), .to(3))
            try await fixture.directory.updateConnector(first, viewer: try alpha.viewer(.installer))
            try await fixture.directory.updateConnector(change(connectors[1], power: 50_000), viewer: try alpha.owner)
            first = ConnectorChange(connector: connectors[0])
            (first.maximumCurrent, first.phases) = (.to(32), .to(nil))
            try await fixture.directory.updateConnector(first, viewer: try alpha.owner)
            let rows = try await fixture.reading.connectors(
                ids: [connectors[0]], fields: Set(ConnectorField.allCases), viewer: try alpha.owner)
            #expect(rows[.type] == .texts(["TYPE2"]) && rows[.ratedPowerW] == .numbers([22_000]))
            #expect(rows[.maximumCurrentA] == .numbers([32]) && rows[.currentKind] == .texts(["AC"]))
            #expect(rows[.phases] == .integers([nil]))
            let stations = try await fixture.reading.stations(
                ids: [alpha.stations[0].id], fields: [.ratedPowerW], viewer: try alpha.owner)
            #expect(stations[.ratedPowerW] == .numbers([72_000]))
            let audited = try await fixture.count(
                """
                SELECT count(*) AS count FROM audit_entries WHERE object_type = 'Connector' AND action = 'CHANGED'
                    AND (after ->> 'ratedPowerW' IN ('22000', '50000') OR after ->> 'maximumCurrentA' = '32')
                """)
            #expect(audited == 3)
        }
    }

    @Test func `who may not change the station may not change its connectors`() async throws {
        try await with { fixture, alpha, connectors in
            let beta = try await fixture.makeOrganization("beta")
            for viewer in [try beta.owner, try alpha.driver, try alpha.viewer(.support)] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.updateConnector(change(connectors[0], power: 1), viewer: viewer)
                }
            }
            #expect(try await fixture.count("SELECT count(*) AS count FROM connectors WHERE rated_power_w = 1") == 0)
        }
    }

    @Test func `direct current has no phases, whichever of the two is said first`() async throws {
        try await with { fixture, alpha, connectors in
            let owner = try alpha.owner
            var phases = ConnectorChange(connector: connectors[0])
            phases.phases = .to(3)
            var direct = ConnectorChange(connector: connectors[0])
            direct.currentKind = .to(.direct)
            let refusal = ChargingError(.badInput, "direct current has no phases", field: "phases")
            for (first, second) in [(phases, direct), (direct, phases)] {
                try await fixture.directory.updateConnector(first, viewer: owner)
                await #expect(throws: refusal) {
                    try await fixture.directory.updateConnector(second, viewer: owner)
                }
                var cleared = ConnectorChange(connector: connectors[0])
                (cleared.phases, cleared.currentKind) = (.to(nil), .to(nil))
                try await fixture.directory.updateConnector(cleared, viewer: owner)
            }
        }
    }
}
