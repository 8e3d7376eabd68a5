import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Charging profiles in the database", .timeLimit(.minutes(1)))
struct ChargingProfileStoreTests {
    private func profile(
        _ id: Int, _ purpose: ProfilePurpose = .transactionDefault, on connector: Int = 1, level: Int = 0,
        transaction: Int32? = nil
    ) -> InstalledProfile {
        var profile = RequestedProfile(
            id: id, purpose: purpose, kind: .recurring, unit: .watts,
            periods: [.init(startSeconds: 0, limit: 16.1, phases: 1), .init(startSeconds: 60, limit: 0, phases: nil)])
        profile.stackLevel = level
        profile.recurrency = .weekly
        profile.validFrom = at(-60)
        profile.validTo = at(3_600)
        profile.startAt = at(-30)
        profile.durationSeconds = 900
        profile.minimumRate = 6.5
        profile.transactionID = transaction.map { Int($0) }
        return InstalledProfile(connector: connector, profile: profile, acceptedAt: at(0))
    }

    /// One station and an operation by which profiles are sent.
    private func with(
        _ body: (StoreFixture, WriterProbe, StationRecord, OperationID, TestOrganization) async throws -> Void
    ) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let operation = try await fixture.record(.setChargingProfile, at: one.stations[0].id, as: one.owner)
            try await body(fixture, writer, one.stations[0], operation, one)
        }
    }

    private func ids(_ fixture: StoreFixture, _ station: StationRecord) async throws -> [Int] {
        try await fixture.directory.state(of: station.id).profiles.map(\.profile.id)
    }

    @Test func `a profile comes back as it was accepted, with what runs at the station`() async throws {
        try await with { fixture, writer, station, operation, _ in
            let started = try await writer.start(station, tag: "OWN", at: 0)
            let sent = profile(7, .transaction, level: 3, transaction: started.session.transactionID)
            try await fixture.directory.accepted(sent, of: station.id, by: operation)
            var state = try await fixture.directory.state(of: station.id)
            #expect(state.profiles.first?.id != nil)
            state.profiles[0].id = nil
            #expect(state.profiles == [sent])
            #expect(state.connectors == [1])
            #expect(
                state.transactions == [.init(connector: 1, id: started.session.transactionID, startedAt: at(0))])
        }
    }

    @Test func `the same id or the same purpose, level and connector replaces, at the same station only`() async throws
    {
        try await with { fixture, _, station, operation, one in
            let directory = fixture.directory
            for new in [profile(1), profile(2, level: 1), profile(3, on: 2), profile(4)] {
                try await directory.accepted(new, of: station.id, by: operation)
            }
            #expect(try await ids(fixture, station) == [2, 3, 4])
            try await directory.accepted(profile(2, .chargePointMax, on: 0), of: station.id, by: operation)
            #expect(try await ids(fixture, station) == [3, 4, 2])
            try await directory.accepted(profile(3), of: one.stations[1].id, by: operation)
            #expect(try await ids(fixture, station) == [3, 4, 2])
        }
    }

    @Test func `accepted twice is once, and an older operation does not undo a later one`() async throws {
        try await with { fixture, _, station, operation, one in
            let later = try await fixture.record(.setChargingProfile, at: station.id, as: one.owner)
            for _ in 1...2 { try await fixture.directory.accepted(profile(1), of: station.id, by: later) }
            try await fixture.directory.accepted(profile(2), of: station.id, by: operation)
            try await fixture.directory.cleared(ProfileCriteria(), of: station.id, by: operation)
            #expect(try await ids(fixture, station) == [1])
        }
    }

    @Test func `a profile for a transaction ends with it, and is not kept for one that has ended`() async throws {
        try await with { fixture, writer, station, operation, one in
            let started = try await writer.start(station, tag: "OWN", at: 0)
            let sent = profile(1, .transaction, transaction: started.session.transactionID)
            try await fixture.directory.accepted(sent, of: station.id, by: operation)
            let page = PageRequest(first: 10, wantsTotal: true)
            let viewer = try one.owner
            func seen() async throws -> Int? {
                try await fixture.reading.chargingProfiles(
                    ofStations: [station.id], page: page, fields: [.transactionID], viewer: viewer
                ).totals.first
            }
            #expect(try await seen() == 1)
            _ = try await writer.stop(station, started.session.transactionID, at: 60, meter: 1_500)
            #expect(try await ids(fixture, station) == [])
            #expect(try await seen() == 0)
            var other = sent
            other.profile.id = 2
            try await fixture.directory.accepted(other, of: station.id, by: operation)
            #expect(try await fixture.count("SELECT count(*) AS count FROM charging_profiles") == 0)
        }
    }

    @Test(arguments: [
        (ProfileCriteria(id: 1, connector: 9), [2, 3]), (ProfileCriteria(connector: 0), [1, 2]),
        (ProfileCriteria(purpose: .transactionDefault, stackLevel: 1), [1, 3]), (ProfileCriteria(), []),
    ])
    func `a clear takes what it matches`(criteria: ProfileCriteria, left: [Int]) async throws {
        try await with { fixture, _, station, operation, one in
            for new in [profile(1), profile(2, level: 1), profile(3, .chargePointMax, on: 0)] {
                try await fixture.directory.accepted(new, of: station.id, by: operation)
            }
            try await fixture.directory.accepted(profile(1), of: one.stations[1].id, by: operation)
            try await fixture.directory.cleared(criteria, of: station.id, by: operation)
            #expect(try await ids(fixture, station) == left)
            #expect(try await ids(fixture, one.stations[1]) == [1])
        }
    }

    @Test func `what a charger does not tell of its limits stays as it was`() async throws {
        try await with { fixture, _, station, _, _ in
            var limits = ProfileLimits()
            limits.maximumStackLevel = 3
            limits.units = [.amperes, .watts]
            try await fixture.directory.heard(limits, of: station.id)
            var more = ProfileLimits()
            more.maximumPeriods = 24
            more.units = [.watts]
            try await fixture.directory.heard(more, of: station.id)
            limits.maximumPeriods = 24
            limits.units = [.watts]
            #expect(try await fixture.directory.state(of: station.id).limits == limits)
        }
    }

    @Test func `what must never be is refused by the database itself`() async throws {
        try await with { fixture, _, station, operation, _ in
            for bad in [profile(1, .chargePointMax, on: 1), profile(1, .transaction, on: 1)] {
                await #expect(throws: (any Error).self) {
                    try await fixture.directory.accepted(bad, of: station.id, by: operation)
                }
            }
        }
    }

    @Test func `everybody but drivers sees the profiles and comparisons of the own organization alone`() async throws {
        try await with { fixture, _, station, operation, one in
            let two = try await fixture.makeOrganization("two")
            try await fixture.directory.accepted(profile(1), of: station.id, by: operation)
            try await fixture.directory.keep(
                ScheduleComparison(
                    connector: 1, start: at(0), durationSeconds: 60, unit: .watts, tolerance: 69,
                    differences: [.init(startSeconds: 0, endSeconds: 60, station: nil, ours: 16)]), of: operation)
            let id = try #require(try await fixture.directory.state(of: station.id).profiles.first?.id)
            func seen(_ viewer: Viewer) async throws -> [Int] {
                let reading = fixture.reading
                let page = try await reading.chargingProfiles(
                    ofStations: [station.id], page: PageRequest(first: 10), fields: Set(ChargingProfileField.allCases),
                    viewer: viewer)
                let rows = try await reading.chargingProfiles(ids: [id], fields: [], viewer: viewer)
                let state = try await reading.smartChargingState(of: station.id, viewer: viewer)
                let comparisons = try await reading.scheduleComparisons(
                    ofOperations: [operation], fields: Set(ScheduleComparisonField.allCases), viewer: viewer)
                return [page.rows.count, rows.count, state?.profiles.count ?? -1, comparisons.rows.count]
            }
            for role in Role.allCases {
                let own = try await seen(try one.viewer(role))
                #expect(own == (role == .driver ? [0, 0, -1, 0] : [1, 1, 1, 1]), "\(role)")
                let foreign = try await seen(try two.viewer(role))
                #expect(foreign == (role == .platformOperator ? [1, 1, 1, 1] : [0, 0, -1, 0]), "\(role)")
            }
        }
    }
}
