import Charging
import ChargingStore
import Testing

@Suite("Local lists", .timeLimit(.minutes(1)))
struct LocalListStoreTests {
    @Test func `versions rise, and what the charger holds is known only after it has accepted it`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            _ = try await fixture.makeOrganization("two")
            let (lists, station) = (fixture.directory, one.stations[0].id)
            var blocked = NewTag(idTag: "Blocked")
            blocked.isBlocked = true
            _ = try await lists.createTag(blocked, viewer: one.owner)
            var old = NewTag(idTag: "Old")
            old.expiresAt = at(0)
            old.parentIDTag = "P"
            _ = try await lists.createTag(old, viewer: one.owner)

            let first = try await lists.draft(for: station, at: at(1))
            #expect(first.version == 1 && first.known == nil)
            #expect(
                first.entries == [
                    LocalListEntry(idTag: "Blocked", status: .blocked),
                    LocalListEntry(idTag: "OTHER", status: .accepted), LocalListEntry(idTag: "OWN", status: .accepted),
                    LocalListEntry(idTag: "Old", status: .expired, expiresAt: at(0), parentIDTag: "P"),
                ])
            let elsewhere = try await lists.draft(for: one.stations[1].id, at: at(1))
            #expect(!elsewhere.entries.map(\.idTag).contains("OWN"))

            try await lists.settle(1, of: station, entries: first.entries)
            let second = try await lists.draft(for: station, at: at(1))
            #expect(second.version == 2 && second.known == first.entries)
            // In doubt while the second is under way, and an answer to an older one changes nothing.
            let third = try await lists.draft(for: station, at: at(1))
            #expect(third.version == 3 && third.known == nil)
            try await lists.settle(2, of: station, entries: second.entries)
            #expect(try await lists.draft(for: station, at: at(1)).known == nil)
        }
    }

    @Test func `a charger that holds another version is sent no differences, and the next version is above its own`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (lists, station) = (fixture.directory, one.stations[0].id)
            let first = try await lists.draft(for: station, at: at(0))
            try await lists.settle(first.version, of: station, entries: first.entries)
            try await lists.heard(version: 1, of: station)
            let same = try await lists.draft(for: station, at: at(0))
            #expect(same.known == first.entries)
            try await lists.settle(same.version, of: station, entries: same.entries)
            try await lists.heard(version: -1, of: station)
            #expect(try await lists.draft(for: station, at: at(0)).known == nil)
            try await lists.heard(version: 40, of: station)
            #expect(try await lists.draft(for: station, at: at(0)).version == 41)
            try await lists.heard(version: 7, of: one.stations[1].id)
            #expect(try await lists.draft(for: one.stations[1].id, at: at(0)).version == 8)
        }
    }
}
