import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Security profiles of stations", .timeLimit(.minutes(2)))
struct SecurityAgreementTests {
    private func minimum(_ station: StationRecord, _ fixture: StoreFixture) async throws -> SecurityProfile? {
        try await fixture.chargePoints.station(station.chargePointID)?.minimumSecurityProfile
    }

    private func attach(
        _ station: StationRecord, _ profile: SecurityProfile, _ fixture: StoreFixture
    ) async throws -> StationRecord? {
        try await fixture.chargePoints.attach(
            station.id, above: nil, ocppVersion: "1.6", securityProfile: profile, at: at(0))?.station
    }

    @Test func `trap 29: what was agreed on is the minimum from the first connection with it, and is not lowered`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            #expect(try await attach(station, .password, fixture)?.securityProfile == .password)
            try await fixture.directory.agreed(on: .passwordOverTLS, with: station.id)
            #expect(try await minimum(station, fixture) == nil)
            #expect(try await attach(station, .password, fixture)?.minimumSecurityProfile == nil)
            #expect(try await !fixture.directory.connects(station.id, with: .passwordOverTLS))
            let raised = try #require(try await attach(station, .clientCertificate, fixture))
            #expect(raised.minimumSecurityProfile == .passwordOverTLS)
            #expect(raised.securityProfile == .clientCertificate)
            #expect(try await fixture.directory.connects(station.id, with: .passwordOverTLS))
            // It connects with a higher one already, and a lower one is no agreement.
            try await fixture.directory.agreed(on: .password, with: station.id)
            #expect(try await minimum(station, fixture) == .passwordOverTLS)
            try await fixture.directory.agreed(on: .clientCertificate, with: station.id)
            #expect(try await minimum(station, fixture) == .clientCertificate)
            #expect(try await attach(station, .password, fixture)?.minimumSecurityProfile == .clientCertificate)
        }
    }

    @Test func `of connections that attach together the newest one's profile is kept`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            let attached = try await withThrowingTaskGroup(of: StationRecord?.self) { group in
                for number in 0..<20 {
                    group.addTask { try await attach(station, number % 2 == 0 ? .password : .passwordOverTLS, fixture) }
                }
                return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
            }
            #expect(Set(attached.map(\.securityProfile)) == [.password, .passwordOverTLS])
            let newest = try #require(attached.max { $0.generation < $1.generation })
            let kept = try await fixture.chargePoints.station(station.chargePointID)
            #expect(kept?.securityProfile == newest.securityProfile && kept?.generation == newest.generation)
        }
    }

    @Test func `people set the minimum and take it away`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            var change = StationChange(id: one.stations[0].id)
            change.minimumSecurityProfile = .to(.clientCertificate)
            let changed = try await fixture.directory.updateStation(change, viewer: one.owner)
            #expect(changed.minimumSecurityProfile == .clientCertificate)
            change = StationChange(id: one.stations[0].id)
            let same = try await fixture.directory.updateStation(change, viewer: one.owner)
            #expect(same.minimumSecurityProfile == .clientCertificate)
            change.minimumSecurityProfile = .to(nil)
            #expect(
                try await fixture.directory.updateStation(change, viewer: one.owner).minimumSecurityProfile == nil)
        }
    }

    @Test func `trap 29: a certificate is known by its number, with whom it was given to and whether it is revoked`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (first, second) = (one.stations[0].id, one.stations[1].id)
            try await issue("a1", to: first, one, fixture, isRevoked: false)
            try await issue("b2", to: first, one, fixture, isRevoked: true)
            _ = try await fixture.client.query(
                "UPDATE stations SET serial_number = 'S', charge_box_serial_number = 'B' WHERE id = \(first.rawValue)")
            let store = fixture.chargePoints
            let known = try #require(try await store.standing(of: "a1", as: first))
            #expect(known.isIssuedToStation && !known.isRevoked)
            #expect(known.serialNumbers == ["S", "B"] && known.organizationName == "one")
            #expect(try await store.standing(of: "b2", as: first)?.isRevoked == true)
            let other = try #require(try await store.standing(of: "a1", as: second))
            #expect(!other.isIssuedToStation && other.serialNumbers.isEmpty)
            #expect(try await store.standing(of: "c3", as: first)?.isIssuedToStation == false)
            #expect(try await store.standing(of: "a1", as: StationID(rawValue: 999)) == nil)
        }
    }

    private func issue(
        _ number: String, to station: StationID, _ organization: TestOrganization, _ fixture: StoreFixture,
        isRevoked: Bool
    ) async throws {
        _ = try await fixture.client.query(
            """
            WITH e AS (
                INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
                VALUES (\(organization.id.rawValue), \(station.rawValue), 'CERTIFICATE_REQUEST', 'AwaitingSignature',
                    now(), now(), 1) RETURNING id, organization_id, station_id)
            INSERT INTO certificate_requests (organization_id, station_id, event_id, status, requested_at, decided_at,
                serial_number, certificate, valid_from, valid_to, revoked_at)
            SELECT organization_id, station_id, id, 'ISSUED', now(), now(), \(number), 'PEM', now(), now(),
                CASE WHEN \(isRevoked) THEN now() END
            FROM e
            """)
    }
}
