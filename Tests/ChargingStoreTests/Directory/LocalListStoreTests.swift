import Charging
import ChargingStore
import Postgres
import Testing

@Suite("Local lists", .timeLimit(.minutes(1)))
struct LocalListStoreTests {
    /// The list that a station of the first organization is known to hold.
    private func hold(
        _ fixture: StoreFixture, _ station: StationRecord, at seconds: Int64 = 0
    ) async throws -> HeldLocalList {
        let draft = try await fixture.directory.draft(for: station.id, at: at(seconds))
        let version = try await fixture.directory.takeVersion(of: station.id)
        let held = HeldLocalList(version: version, entries: draft.entries)
        try await fixture.directory.settle(
            version, of: station.id, as: .accepted(held, revision: draft.revision, at: at(seconds)))
        return held
    }

    private func claimed(_ fixture: StoreFixture, at seconds: Int64) async throws -> [StationID] {
        try await fixture.directory.claimOutOfStep(at: at(seconds), limit: 10).map(\.station)
    }

    private func goOnline(_ fixture: StoreFixture, _ stations: [StationRecord]) async throws {
        for station in stations {
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
        }
    }

    @Test func `a list has the tags that are known at its station, with the verdict of Authorize`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            _ = try await fixture.makeOrganization("two")
            let lists = fixture.directory
            var blocked = NewTag(idTag: "Blocked")
            blocked.isBlocked = true
            _ = try await lists.createTag(blocked, viewer: one.owner)
            var old = NewTag(idTag: "Old")
            old.expiresAt = at(0)
            old.parentIDTag = "P"
            _ = try await lists.createTag(old, viewer: one.owner)

            let entries = try await lists.draft(for: one.stations[0].id, at: at(1)).entries
            #expect(
                entries == [
                    LocalListEntry(idTag: "Blocked", status: .blocked),
                    LocalListEntry(idTag: "OTHER", status: .accepted), LocalListEntry(idTag: "OWN", status: .accepted),
                    LocalListEntry(idTag: "Old", status: .expired, expiresAt: at(0), parentIDTag: "P"),
                ])
            let elsewhere = try await lists.draft(for: one.stations[1].id, at: at(1))
            #expect(!elsewhere.entries.map(\.idTag).contains("OWN"))
        }
    }

    @Test func `versions rise, and what the charger holds is known only after it has accepted it`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (lists, station) = (fixture.directory, one.stations[0].id)
            #expect(try await lists.draft(for: station, at: at(1)).held == nil)
            let first = try await hold(fixture, one.stations[0])
            #expect(first.version == 1)
            #expect(try await lists.draft(for: station, at: at(1)).held == first)
            #expect(try await lists.takeVersion(of: station) == 2)
            #expect(try await lists.draft(for: station, at: at(1)).held == nil)
            #expect(try await lists.takeVersion(of: station) == 3)
            // An answer to an older one changes nothing.
            try await lists.settle(2, of: station, as: .accepted(first, revision: 0, at: at(2)))
            #expect(try await lists.draft(for: station, at: at(1)).held == nil)
            try await lists.settle(3, of: station, as: .unsent(first))
            #expect(try await lists.draft(for: station, at: at(1)).held == first)
        }
    }

    @Test
    func `a charger that tells another version than believed is out of step, and the next version is above its own`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (lists, station) = (fixture.directory, one.stations[0].id)
            let held = try await hold(fixture, one.stations[0])
            try await lists.heard(version: 1, of: station)
            #expect(try await lists.draft(for: station, at: at(0)).held == held)
            try await goOnline(fixture, one.stations)
            #expect(try await claimed(fixture, at: 0) == [])
            try await lists.heard(version: 40, of: station)
            #expect(try await lists.draft(for: station, at: at(0)).held == nil)
            #expect(try await claimed(fixture, at: 0) == [station])
            #expect(try await lists.takeVersion(of: station) == 41)
            try await lists.heard(version: 7, of: one.stations[1].id)
            #expect(try await lists.takeVersion(of: one.stations[1].id) == 8)
            // Nothing is left above this one.
            try await lists.heard(version: .max, of: one.stations[1].id)
            #expect(try await lists.takeVersion(of: one.stations[1].id) == 9)
        }
    }

    @Test func `what a charger can take is remembered until it has other firmware`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (lists, station) = (fixture.directory, one.stations[0].id)
            #expect(try await lists.draft(for: station, at: at(0)).limits == nil)
            try await lists.remember(LocalListLimits(message: 20, list: 500), of: station)
            #expect(try await lists.draft(for: station, at: at(0)).limits == LocalListLimits(message: 20, list: 500))
            _ = try await fixture.client.query("UPDATE stations SET firmware_version = 'new'")
            #expect(try await lists.draft(for: station, at: at(0)).limits == nil)
            try await lists.remember(LocalListLimits(), of: station)
            #expect(try await lists.draft(for: station, at: at(0)).limits == LocalListLimits())
        }
    }

    typealias TagEdit = @Sendable (StoreFixture, TestOrganization, TagID) async throws -> Void

    static let edits: [(name: String, edit: TagEdit)] = [
        (
            "created",
            { fixture, one, _ in _ = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: one.owner) }
        ),
        (
            "blocked",
            { fixture, one, tag in
                var change = TagChange(id: tag)
                change.isBlocked = true
                try await fixture.directory.updateTag(change, viewer: one.owner)
            }
        ),
        (
            "no longer valid here",
            { fixture, one, tag in
                var change = TagChange(id: tag)
                change.stationIDs = [one.stations[1].id]
                try await fixture.directory.updateTag(change, viewer: one.owner)
            }
        ),
        ("deleted", { fixture, one, tag in try await fixture.directory.deleteTags([tag], viewer: one.owner) }),
        (
            "station inactive",
            { fixture, _, _ in _ = try await fixture.client.query("UPDATE stations SET is_active = false") }
        ),
    ]

    @Test(arguments: edits.map(\.name))
    func `a station that holds a list is to be sent what changes there`(name: String) async throws {
        let edit = try #require(Self.edits.first { $0.name == name }?.edit)
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            _ = try await hold(fixture, one.stations[0])
            #expect(try await claimed(fixture, at: 1) == [])
            try await edit(fixture, one, try #require(one.tags["OTHER"]))
            #expect(try await claimed(fixture, at: 2) == [one.stations[0].id])
            let held = try await hold(fixture, one.stations[0], at: 3)
            #expect(held.version == 2)
            #expect(try await claimed(fixture, at: 4) == [])
        }
    }

    @Test func `a list that waits is compared before one that was compared already`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            for station in one.stations { _ = try await hold(fixture, station) }
            // Each round looks at one list, and each time the tags have changed again.
            var heard: Set<StationID> = []
            for round in Int64(1)...4 {
                _ = try await fixture.client.query("UPDATE tags SET parent_id_tag = \("P\(round)")")
                heard.formUnion(try await fixture.directory.claimOutOfStep(at: at(round), limit: 1).map(\.station))
            }
            #expect(heard == Set(one.stations.map(\.id)))
        }
    }

    @Test func `a tag whose only station was deleted comes to the list of no other`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            let held = try await hold(fixture, one.stations[1])
            #expect(held.entries.map(\.idTag) == ["OTHER"])
            _ = try await fixture.client.query("DELETE FROM stations WHERE id = \(one.stations[0].id.rawValue)")
            #expect(try await claimed(fixture, at: 1) == [])
            let draft = try await fixture.directory.draft(for: one.stations[1].id, at: at(1))
            #expect(draft.entries == held.entries)
        }
    }

    @Test func `a tag that expires by itself changes the lists that it is on`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            var tag = NewTag(idTag: "NEW")
            tag.expiresAt = at(100)
            _ = try await fixture.directory.createTag(tag, viewer: one.owner)
            _ = try await hold(fixture, one.stations[0])
            #expect(try await claimed(fixture, at: 99) == [])
            #expect(try await claimed(fixture, at: 100) == [one.stations[0].id])
        }
    }

    @Test func `changes that do not touch the list are not sent, nor changes of another organization`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            try await goOnline(fixture, one.stations)
            _ = try await hold(fixture, one.stations[1])
            var change = TagChange(id: try #require(one.tags["OTHER"]))
            change.note = .to("seen")
            try await fixture.directory.updateTag(change, viewer: one.owner)
            var elsewhere = NewTag(idTag: "ELSEWHERE")
            elsewhere.stationIDs = [one.stations[0].id]
            _ = try await fixture.directory.createTag(elsewhere, viewer: one.owner)
            _ = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: two.owner)
            #expect(try await claimed(fixture, at: 1) == [])
            let lists = try await fixture.reading.localLists(
                ofStations: [one.stations[1].id], fields: [.isInStep], viewer: one.owner)
            #expect(lists.rows[.isInStep] == .booleans([true]))
        }
    }

    @Test func `a station waits while it is offline, is asked already, or has just refused`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let station = one.stations[0]
            _ = try await hold(fixture, station)
            _ = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: one.owner)
            #expect(try await claimed(fixture, at: 0) == [])
            try await goOnline(fixture, one.stations)
            let operation = try await fixture.directory.recordOwn(
                NewOperation(kind: .sendLocalList, station: station.id))
            #expect(try await claimed(fixture, at: 1) == [])
            try await fixture.directory.finish(
                operation, status: .rejected, effect: .none, awaited: nil, answer: nil, failure: nil)
            #expect(try await claimed(fixture, at: 2) == [station.id])
            #expect(try await claimed(fixture, at: 31) == [])
            #expect(try await claimed(fixture, at: 32) == [station.id])
            #expect(try await claimed(fixture, at: 91) == [])
            #expect(try await claimed(fixture, at: 92) == [station.id])
        }
    }

    @Test func `a station that was never sent a list, or keeps none, is sent no changes`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            _ = try await fixture.directory.takeVersion(of: one.stations[0].id)
            _ = try await hold(fixture, one.stations[1])
            try await fixture.directory.heard(version: -1, of: one.stations[1].id)
            _ = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: one.owner)
            #expect(try await claimed(fixture, at: 1) == [])
        }
    }

    @Test func `a part of a list is what is held, and the rest is still to be sent`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            try await goOnline(fixture, one.stations)
            let (lists, station) = (fixture.directory, one.stations[0].id)
            let draft = try await lists.draft(for: station, at: at(0))
            let part = HeldLocalList(version: try await lists.takeVersion(of: station), entries: [draft.entries[0]])
            try await lists.settle(part.version, of: station, as: .accepted(part, revision: nil, at: at(0)))
            #expect(try await lists.draft(for: station, at: at(0)).held == part)
            #expect(try await claimed(fixture, at: 1) == [station])
        }
    }
}
