import Charging
import ChargingStore
import Logging
import Postgres
import Testing

/// The inbox of tags that nobody knows, and what becomes of it.
@Suite("Unknown tags", .timeLimit(.minutes(1)))
struct UnknownTagTests {
    /// Tag as sent, first and last second, count.
    private func inbox(_ fixture: StoreFixture) async throws -> [String] {
        try await fixture.client.query(
            """
            SELECT concat_ws(' ', s.charge_point_id, u.id_tag, extract(epoch FROM u.first_seen_at)::bigint - 1790000000,
                extract(epoch FROM u.last_seen_at)::bigint - 1790000000, u.count) AS line
            FROM unknown_tags u JOIN stations s ON s.id = u.station_id ORDER BY 1
            """
        ).column("line")
    }

    @Test func `each station's taps of a tag that nobody knows are one entry, as sent last`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            for (tag, seconds) in [("new", Int64(1)), ("OTHER", 2), ("NEW", 5), ("Third", 6)] {
                _ = try await writer.authorize(tag, at: one.stations[0], at: seconds)
            }
            _ = try await writer.authorize("new", at: one.stations[1], at: 7)
            #expect(try await inbox(fixture) == ["one-1 NEW 1 5 2", "one-1 Third 6 6 1", "one-2 new 7 7 1"])
        }
    }

    @Test func `a tag that is known is in no inbox, also where it is refused`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            // Valid at the first station only.
            #expect(try await writer.authorize("OWN", at: one.stations[1], at: 0).status == .invalid)
            #expect(try await writer.start(one.stations[1], tag: "OWN", at: 0).verdict.status == .invalid)
            #expect(try await inbox(fixture) == [])
        }
    }

    @Test func `a start counts once, however often the charger repeats it`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            for _ in 0..<3 {
                #expect(try await writer.start(one.stations[0], tag: "new", at: 9).verdict.status == .invalid)
            }
            #expect(try await inbox(fixture) == ["one-1 new 9 9 1"])
        }
    }

    @Test func `taps that share a commit are counted together, and a commit that is repeated counts nothing twice`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let taps = ["a", "A", "b"].map { tag in
                (Report.authorizationAsked(idTag: tag), one.stations[0].source(at: 3))
            }
            for _ in 0..<2 { _ = try await writer.results(of: taps) }
            #expect(try await fixture.count("SELECT coalesce(sum(count), 0) AS count FROM unknown_tags") <= 3)
            #expect(try await inbox(fixture).count == 2)
        }
    }

    @Test func `an organization keeps the newest thousand`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            _ = try await writer.authorize("theirs", at: two.stations[0], at: -1)
            let taps = (0..<1_100).map { number in
                (Report.authorizationAsked(idTag: "t\(number)"), one.stations[0].source(at: Int64(number)))
            }
            for result in try await writer.results(of: taps) { _ = try result.get() }
            let own = one.id.rawValue
            #expect(
                try await fixture.count("SELECT count(*) FROM unknown_tags WHERE organization_id = \(own)") == 1_000)
            #expect(try await fixture.count("SELECT count(*) FROM unknown_tags WHERE id_tag IN ('t0', 't99')") == 0)
            #expect(try await fixture.count("SELECT count(*) FROM unknown_tags WHERE id_tag = 'theirs'") == 1)
        }
    }

    @Test func `what was not seen for a quarter of a year is forgotten`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await writer.authorize("old", at: one.stations[0], at: 0)
            _ = try await fixture.client.query("UPDATE unknown_tags SET last_seen_at = now() - interval '91 days'")
            _ = try await fixture.client.query(
                """
                INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
                SELECT organization_id, station_id, 'young', now(), now() - interval '89 days', 1 FROM unknown_tags
                """)
            try await Retention(fixture.database, recorder: nil, logger: Logger(label: "test")).apply()
            #expect(try await fixture.client.query("SELECT id_tag FROM unknown_tags").column("id_tag") == ["young"])
        }
    }

    @Test func `a tag that is made of it takes over its refused sessions and leaves the inbox`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let orphan = try await writer.start(one.stations[0], tag: "new", at: 0)
            let theirs = try await writer.start(two.stations[0], tag: "new", at: 0)
            _ = try await writer.authorize("New", at: one.stations[1], at: 1)
            let tag = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: one.owner)
            #expect(try await inbox(fixture) == ["two-1 new 0 0 1"])
            let sessions = try await fixture.reading.sessions(
                ofTags: [tag], page: PageRequest(first: 5), fields: [.idTag], viewer: one.owner)
            #expect(sessions.rows.ids == [orphan.session.id.rawValue])
            #expect(sessions.rows[.idTag] == .texts(["new"]))
            #expect(
                try await fixture.count(
                    "SELECT count(*) FROM sessions WHERE id = \(theirs.session.id.rawValue) AND tag_id IS NULL") == 1)
            #expect(try await writer.authorize("nEW", at: one.stations[0], at: 2).status == .accepted)
            // A retry of the start hears what was said the first time.
            #expect(try await writer.start(one.stations[0], tag: "new", at: 0).verdict.status == .invalid)
        }
    }

    @Test func `sessions that a tag had refused are not those of the next with its id`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            var tag = NewTag(idTag: "AWAY")
            tag.stationIDs = [one.stations[0].id]
            let first = try await fixture.directory.createTag(tag, viewer: one.owner)
            // Known, but not valid there.
            #expect(try await writer.start(one.stations[1], tag: "AWAY", at: 0).verdict.status == .invalid)
            try await fixture.directory.deleteTags([first], viewer: one.owner)
            let second = try await fixture.directory.createTag(NewTag(idTag: "AWAY"), viewer: one.owner)
            let sessions = try await fixture.reading.sessions(
                ofTags: [second], page: PageRequest(first: 5), fields: [], viewer: one.owner)
            #expect(sessions.rows.ids.isEmpty)
        }
    }

    @Test func `sessions of a tag that was deleted are not those of the next with its id`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await writer.start(one.stations[0], tag: "OTHER", at: 0)
            try await fixture.directory.deleteTags([try #require(one.tags["OTHER"])], viewer: one.owner)
            _ = try await fixture.directory.createTag(NewTag(idTag: "OTHER"), viewer: one.owner)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE tag_id IS NULL") == 1)
        }
    }

    @Test func `a tag that is given the id of an unknown one takes over as well`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await writer.start(one.stations[0], tag: "new", at: 0)
            let tag = try #require(one.tags["OTHER"])
            var change = TagChange(id: tag)
            change.idTag = "NEW"
            try await fixture.directory.updateTag(change, viewer: one.owner)
            #expect(try await inbox(fixture) == [])
            #expect(
                try await fixture.count("SELECT count(*) FROM sessions WHERE tag_id = \(tag.rawValue)") == 1)
        }
    }

    @Test func `what is dismissed comes back when it is presented again`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            _ = try await writer.authorize("new", at: one.stations[0], at: 0)
            let ids: [Int64] = try await fixture.client.query("SELECT id FROM unknown_tags").column("id")
            let tags = ids.map(UnknownTagID.init(rawValue:))
            for viewer in [try two.owner, try one.viewer(.support)] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.dismissUnknownTags(tags, viewer: viewer)
                }
            }
            try await fixture.directory.dismissUnknownTags(tags, viewer: one.owner)
            #expect(try await inbox(fixture) == [])
            _ = try await writer.authorize("new", at: one.stations[0], at: 8)
            #expect(try await inbox(fixture) == ["one-1 new 8 8 1"])
        }
    }
}
