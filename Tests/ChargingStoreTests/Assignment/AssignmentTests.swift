import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Stations that change their account", .timeLimit(.minutes(2)))
struct AssignmentTests {
    private func id(_ text: String) throws -> ChargePointID { try #require(ChargePointID(text)) }

    /// As it is sealed.
    private func giveCode(_ code: [UInt8], to station: StationRecord, as viewer: Viewer, in fixture: StoreFixture)
        async throws
    {
        var change = InventoryChange(station: .id(station.id))
        change.accessCode = .to(code)
        change.texts[.mesSerialNumber] = "M-1"
        _ = try await fixture.directory.updateInventory([change], viewer: viewer)
    }

    private func names(_ viewer: Viewer, in fixture: StoreFixture) async throws -> [String] {
        let page = try await fixture.reading.stations(
            StationFilter(), order: .chargePointID, page: PageRequest(first: 50), fields: [.chargePointID],
            viewer: viewer)
        guard case .texts(let names)? = page.rows[.chargePointID] else { return [] }
        return names.compactMap(\.self)
    }

    @Test func `a claimed station moves with its codes, and its sessions stay where they are`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let station = beta.stations[0]
            try await giveCode([7, 7], to: station, as: beta.owner, in: fixture)
            let running = try await writer.start(station, at: 0, meter: 1_000).session
            let attempt = try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: alpha.owner)
            #expect(attempt.target == .init(station: station.id, accessCode: [7, 7]))
            let claimed = try await fixture.directory.claim(attempt, viewer: alpha.owner)
            #expect(claimed.former.id == station.id && claimed.station.id != station.id)
            #expect(claimed.station.organizationID == alpha.id && claimed.station.isActive)
            #expect(try await names(alpha.owner, in: fixture) == ["alpha-1", "alpha-2", "beta-1"])
            #expect(try await names(beta.owner, in: fixture) == ["beta-2"])

            let sessions = try await fixture.reading.sessions(
                ids: [running.id], fields: [.status, .stationID], viewer: beta.owner)
            #expect(sessions[.status] == .texts(["ESTIMATED"]))
            let former = try await fixture.reading.stations(
                ids: [station.id], fields: [.isActive, .removedAt], viewer: beta.owner)
            #expect(former[.isActive] == .booleans([false]))
            #expect(former[.removedAt] != .timestamps([nil]) && former.count == 1)
            #expect(
                try await fixture.reading.sessions(ids: [running.id], fields: [], viewer: alpha.owner).count == 0)
            #expect(
                try await fixture.reading.stations(ids: [station.id], fields: [], viewer: alpha.owner).count == 0)
            let lookedUp = try await fixture.chargePoints.station(id("beta-1"))
            #expect(lookedUp?.id == claimed.station.id)
            #expect(!(try await fixture.chargePoints.stations()).contains { $0.id == station.id })
        }
    }

    @Test func `the codes go with the device, and nobody else sees who has it`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let station = beta.stations[0], owner = try alpha.owner
            try await giveCode([7], to: station, as: beta.owner, in: fixture)
            let claimed = try await Doer.$current.withValue(Doer(userID: owner.userID, address: "192.0.2.1")) {
                let attempt = try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: owner)
                return try await fixture.directory.claim(attempt, viewer: owner)
            }
            let code = try await fixture.directory.forReading(
                .accessCode, of: claimed.station.id, because: "x", viewer: owner)
            #expect(code == [7])
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.forReading(.accessCode, of: station.id, because: "x", viewer: beta.owner)
            }
            #expect(
                try await fixture.count(
                    "SELECT count(*) FROM stations WHERE access_code_encrypted IS NOT NULL OR password_verifier IS NOT NULL"
                )
                    == 1)
            let trail = try await fixture.client.query(
                """
                SELECT organization_id, user_id, address FROM audit_entries
                WHERE object_type = 'Station' AND object_label = 'beta-1' AND user_id IS NOT NULL
                """)
            #expect(try trail.map { try $0.int64("organization_id") } == [alpha.id.rawValue, alpha.id.rawValue])
            let told = try await fixture.count(
                """
                SELECT count(*) FROM audit_entries WHERE organization_id = \(beta.id.rawValue)
                AND object_id = \(station.id.rawValue) AND after ? 'removedAt' AND user_email IS NULL AND address IS NULL
                """)
            #expect(told == 1)
        }
    }

    @Test func `there is nothing to claim without a code, and too many attempts are not looked at`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let gamma = try await fixture.makeOrganization("gamma")
            for name in ["nowhere", "beta-1"] {
                let attempt = try await fixture.directory.attemptClaim(of: id(name), viewer: alpha.owner)
                #expect(attempt.target == nil)
            }
            try await giveCode([7], to: beta.stations[0], as: beta.owner, in: fixture)
            for _ in 3...ClaimAttempt.limit {
                #expect(try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: alpha.owner).target != nil)
            }
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.attemptClaim(of: id("beta-2"), viewer: alpha.owner)
            }
            // The same id is counted over all who try it.
            #expect(try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: gamma.owner).target != nil)
            let error = await #expect(throws: ChargingError.self) {
                try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: gamma.owner)
            }
            #expect(error?.code == .limitExceeded)
            _ = try await fixture.client.query("UPDATE claim_attempts SET attempted_at = now() - interval '61 minutes'")
            #expect(try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: alpha.owner).target != nil)
        }
    }

    @Test func `a station that changed meanwhile, or is one's own, is not claimed`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            try await giveCode([7], to: beta.stations[0], as: beta.owner, in: fixture)
            let attempt = try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: alpha.owner)
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.claim(attempt, viewer: beta.owner)
            }
            try await giveCode([8], to: beta.stations[0], as: beta.owner, in: fixture)
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.claim(attempt, viewer: alpha.owner)
            }
            #expect(try await names(beta.owner, in: fixture) == ["beta-1", "beta-2"])
        }
    }

    @Test(arguments: Role.allCases)
    func `who may remove a station`(role: Role) async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let viewer = try alpha.viewer(role)
            let may = [.platformOperator, .organizationOwner, .manager].contains(role)
            let removed = try? await fixture.directory.removeStation(alpha.stations[0].id, viewer: viewer)
            #expect((removed != nil) == may)
            #expect(try await names(alpha.owner, in: fixture).count == (may ? 1 : 2))
            let foreign = try? await fixture.directory.removeStation(beta.stations[0].id, viewer: viewer)
            #expect((foreign != nil) == (role == .platformOperator))
        }
    }

    @Test func `a removed station is out of all lists and takes no changes, and its id is free`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let owner = try alpha.owner, station = alpha.stations[0]
            _ = try await fixture.client.query(
                """
                INSERT INTO connectors (organization_id, station_id, number)
                VALUES (\(alpha.id.rawValue), \(station.id.rawValue), 1)
                """)
            _ = try await fixture.directory.removeStation(station.id, viewer: owner)
            let connectors = try await fixture.reading.connectors(
                ConnectorFilter(), page: PageRequest(first: 5), fields: [], viewer: owner)
            #expect(connectors.rows.count == 0)
            #expect(try await fixture.reading.connectorCounts(viewer: owner) == [])
            #expect(try await fixture.reading.stationCounts(viewer: owner).values.reduce(0, +) == 1)
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.setActivity(
                    StationActivity(ids: [station.id], isActive: true, reason: nil), viewer: owner)
            }
            await #expect(throws: ChargingError.self) {
                try await fixture.record(.reset, at: station.id, as: owner)
            }
            let attach = try await fixture.chargePoints.attach(
                station.id, above: 0, ocppVersion: "1.6", securityProfile: .unproven, at: at(0))
            #expect(attach == nil)
            let again = try await fixture.makeStation("alpha-1", beta)
            #expect(again.id != station.id)
            #expect(try await names(beta.owner, in: fixture) == ["alpha-1", "beta-1", "beta-2"])
        }
    }

    @Test func `one with an access code comes back by a claim alone`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            try await giveCode([7], to: beta.stations[0], as: beta.owner, in: fixture)
            _ = try await fixture.directory.removeStation(beta.stations[0].id, viewer: beta.owner)
            await #expect(throws: ChargingError.self) { try await fixture.makeStation("beta-1", alpha) }
            let attempt = try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: alpha.owner)
            let claimed = try await fixture.directory.claim(attempt, viewer: alpha.owner)
            #expect(claimed.station.organizationID == alpha.id)
            #expect(
                try await fixture.directory.attemptClaim(of: id("beta-1"), viewer: beta.owner).target?.station
                    == claimed.station.id)
        }
    }
}
