import Charging
import JSON
import Postgres
import Testing

@testable import ChargingStore

/// Tags of guests in the local lists of the stations that are lent to them.
@Suite("Local lists with guests", .timeLimit(.minutes(2)))
struct GuestListTests {
    private func entries(_ world: ShareTests.World, at seconds: Int64 = 0) async throws -> [LocalListEntry] {
        try await world.fixture.directory.draft(for: world.station.id, at: at(seconds)).entries
    }

    /// What the station would be sent is what it holds.
    private func hold(_ world: ShareTests.World) async throws {
        let lists = world.fixture.directory, station = world.station.id
        let draft = try await lists.draft(for: station, at: at(0))
        let version = try await lists.takeVersion(of: station)
        let held = HeldLocalList(version: version, entries: draft.entries)
        try await lists.settle(version, of: station, as: .accepted(held, revision: draft.revision, at: at(0)))
    }

    private func isOutOfStep(_ world: ShareTests.World, at seconds: Int64 = 0) async throws -> Bool {
        try await !world.fixture.directory.claimOutOfStep(at: at(seconds), limit: 9).isEmpty
    }

    private static let ofOwner = [
        LocalListEntry(idTag: "OTHER", status: .accepted), LocalListEntry(idTag: "OWN", status: .accepted),
    ]

    private static func guest(_ idTag: String, until end: Timestamp? = nil) -> LocalListEntry {
        var entry = LocalListEntry(idTag: idTag, status: .accepted, expiresAt: end)
        entry.isGuests = true
        return entry
    }

    @Test func `tags of guests are behind the owner's from CHARGE on, until the share ends`() async throws {
        try await GuestReservationTests.withWorld { world, writer in
            let share = try await world.lend(.view)
            #expect(try await entries(world) == Self.ofOwner)
            // What means a tag of the owner's is the owner's.
            let end = at(1_000_000_000)
            _ = try await world.fixture.directory.updateShare(
                ShareChange(id: share, level: .charge, endsAt: .to(end)), viewer: world.owner.owner)
            #expect(
                try await entries(world)
                    == Self.ofOwner + [Self.guest("BETAS", until: end), Self.guest("GUEST", until: end)])
            let verdict = try await writer.authorize("GUEST", at: world.station, at: 0)
            #expect(verdict.status == .accepted && verdict.expiresAt == end)
            let elsewhere = try await world.fixture.directory.draft(for: world.owner.stations[1].id, at: at(0))
            #expect(!elsewhere.entries.contains { $0.isGuests })
        }
    }

    @Test func `of what is lent to one person the list has that person's tags alone`() async throws {
        try await GuestReservationTests.withWorld { world, _ in
            try await world.lend(.charge, to: .person("driver@beta.example"))
            #expect(
                try await entries(world).filter(\.isGuests)
                    == [Self.guest("GUEST")])
        }
    }

    @Test func `where a charger has no room the owner's tags come first`() async throws {
        try await GuestReservationTests.withWorld { world, _ in
            try await world.lend(.charge)
            let lists = world.fixture.directory
            for (room, expected) in [(3, ["OTHER", "OWN", "BETAS"]), (2, ["OTHER", "OWN"]), (1, ["OTHER", "OWN"])] {
                try await lists.remember(LocalListLimits(message: nil, list: room), of: world.station.id)
                #expect(try await entries(world).map(\.idTag) == expected)
            }
        }
    }

    @Test(arguments: ["ended", "lowered", "over", "raised", "added", "blocked", "left"])
    func `a list is out of step as soon as a share or a guest's tag is another`(how: String) async throws {
        try await GuestReservationTests.withWorld { world, _ in
            let share = try await world.lend(how == "raised" ? .view : .charge)
            _ = try await world.fixture.client.query("UPDATE stations SET presence = 'ONLINE'")
            try await hold(world)
            #expect(try await !isOutOfStep(world))
            let directory = world.fixture.directory, owner = try world.owner.owner
            switch how {
            case "ended": _ = try await directory.endShare(share, viewer: owner)
            case "lowered", "raised":
                let level: ShareLevel = how == "raised" ? .charge : .view
                _ = try await directory.updateShare(
                    ShareChange(id: share, level: level, endsAt: .unchanged), viewer: owner)
            case "over":
                _ = try await directory.updateShare(
                    ShareChange(id: share, level: nil, endsAt: .to(at(1_000_000_000))), viewer: owner)
                _ = try await directory.claimOutOfStep(at: at(0), limit: 9)
                try await hold(world)
                #expect(try await !isOutOfStep(world, at: 100))
                #expect(try await isOutOfStep(world, at: 1_000_000_000))
                return
            case "added": _ = try await directory.createTag(NewTag(idTag: "NEW"), viewer: world.borrower.owner)
            case "left":
                _ = try await world.fixture.client.query("DELETE FROM station_shares WHERE id = \(share.rawValue)")
            default:
                _ = try await world.fixture.client.query("UPDATE tags SET is_blocked = true WHERE id_tag = 'GUEST'")
            }
            #expect(try await isOutOfStep(world))
            try await hold(world)
            #expect(try await !isOutOfStep(world, at: 4_000))
        }
    }
}
