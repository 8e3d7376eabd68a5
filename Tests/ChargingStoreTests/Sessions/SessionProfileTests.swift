import Charging
import ChargingStore
import Postgres
import Testing

/// What a session was held to stays known when the charger holds other profiles.
@Suite("Charging profiles of sessions", .timeLimit(.minutes(1)))
struct SessionProfileTests {
    private func profile(
        _ id: Int, _ purpose: ProfilePurpose = .transactionDefault, on connector: Int = 1, limits: [Double] = [16],
        transaction: Int32? = nil, at seconds: Int64
    ) -> InstalledProfile {
        var profile = RequestedProfile(
            id: id, purpose: purpose, kind: .absolute, unit: .amperes,
            periods: limits.enumerated().map { .init(startSeconds: $0.offset * 60, limit: $0.element, phases: nil) })
        profile.transactionID = transaction.map { Int($0) }
        return InstalledProfile(connector: connector, profile: profile, acceptedAt: at(seconds))
    }

    /// A session of the driver's from 0 to 120 on connector 1, with what was accepted before, meanwhile and after it.
    private func with(_ body: (StoreFixture, TestOrganization, SessionID) async throws -> Void) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let station = one.stations[0]
            let operation = try await fixture.record(.setChargingProfile, at: station.id, as: one.owner)
            func accept(_ profile: InstalledProfile) async throws {
                try await fixture.directory.accepted(profile, of: station.id, by: operation)
            }
            try await accept(profile(1, at: -120))
            try await accept(profile(2, limits: [20], at: -60))
            try await accept(profile(3, on: 2, at: -60))
            let started = try await writer.start(station, tag: "OWN", at: 0)
            try await accept(profile(4, .chargePointMax, on: 0, limits: [63, 32], at: 20))
            try await accept(
                profile(5, .transaction, limits: [6], transaction: started.session.transactionID, at: 40))
            try await accept(profile(2, limits: [25], at: 60))
            try await fixture.directory.cleared(ProfileCriteria(id: 4), of: station.id, by: operation)
            _ = try await writer.stop(station, started.session.transactionID, at: 120, meter: 1_500)
            try await accept(profile(6, at: 180))
            try await body(fixture, one, started.session.id)
        }
    }

    private func profiles(
        _ fixture: StoreFixture, _ sessions: [SessionID], _ viewer: Viewer, page: PageRequest? = nil
    ) async throws -> RowPages<SessionProfileField> {
        try await fixture.reading.chargingProfiles(
            ofSessions: sessions, page: page ?? PageRequest(first: 10, wantsTotal: true),
            fields: Set(SessionProfileField.allCases), viewer: viewer)
    }

    @Test func `those that its charger held meanwhile, for its connector and for all, accepted last first`()
        async throws
    {
        try await with { fixture, one, session in
            let pages = try await profiles(fixture, [session], try one.owner)
            #expect(pages.rows[.profileID] == .integers([2, 5, 4, 2]))
            #expect(
                pages.rows[.purpose]
                    == .texts(["TX_DEFAULT_PROFILE", "TX_PROFILE", "CHARGE_POINT_MAX_PROFILE", "TX_DEFAULT_PROFILE"]))
            #expect(pages.rows[.connectorNumber] == .integers([1, 1, 0, 1]))
            #expect(pages.rows[.lowestLimit] == .numbers([25, 6, 32, 20]))
            #expect(pages.rows[.highestLimit] == .numbers([25, 6, 63, 20]))
            #expect(pages.rows[.from] == .timestamps([at(60), at(40), at(20), at(0)]))
            #expect(pages.rows[.until] == .timestamps([at(120), at(120), at(120), at(60)]))
            #expect(pages.totals == [4])
        }
    }

    @Test func `another session there has none of its transaction's, and one that goes on has no end`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let station = one.stations[0]
            let operation = try await fixture.record(.setChargingProfile, at: station.id, as: one.owner)
            let first = try await writer.start(station, tag: "OWN", at: 0)
            let own = profile(1, .transaction, transaction: first.session.transactionID, at: 10)
            try await fixture.directory.accepted(own, of: station.id, by: operation)
            _ = try await writer.stop(station, first.session.transactionID, at: 60, meter: 1_500)
            let second = try await writer.start(station, tag: "OWN", at: 90)
            let viewer = try one.owner
            #expect(try await profiles(fixture, [second.session.id], viewer).totals == [0])
            try await fixture.directory.accepted(profile(2, at: 100), of: station.id, by: operation)
            let now = try await profiles(fixture, [first.session.id, second.session.id], viewer)
            #expect(now.totals == [1, 1])
            #expect(now.rows[.profileID] == .integers([1, 2]))
            #expect(now.rows[.until] == .timestamps([at(60), nil]))
        }
    }

    @Test func `nobody else sees them`() async throws {
        try await with { fixture, _, session in
            let other = try await fixture.makeOrganization("two")
            let found = try await profiles(fixture, [session], try other.owner)
            #expect(found.totals == [0])
        }
    }

    @Test func `the export of sessions names them`() async throws {
        try await with { fixture, one, _ in
            let table = ExportTable(.sessions(SessionFilter()), columns: ["chargingProfile"])
            var cells: [String?] = []
            try await fixture.reading.export(table, viewer: one.owner) { rows in cells += rows.flatMap(\.self) }
            #expect(
                cells == [
                    "TX_DEFAULT_PROFILE 25 A; TX_PROFILE 6 A; CHARGE_POINT_MAX_PROFILE 32–63 A; TX_DEFAULT_PROFILE 20 A"
                ])
        }
    }
}
