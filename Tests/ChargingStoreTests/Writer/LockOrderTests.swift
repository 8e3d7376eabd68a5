import Charging
import Logging
import Postgres
import TestSupport
import Testing

@testable import ChargingStore

/// What happens when a flush and somebody else want the same rows. A transaction of the test stands for the flush, which has
/// one of the rows already.
@Suite("Order of locks", .timeLimit(.minutes(1)))
struct LockOrderTests {
    /// Makes the inbox and the sessions of `new` at two stations.
    private func present(_ writer: WriterProbe, at organization: TestOrganization) async throws -> [SessionID] {
        var sessions: [SessionID] = []
        for station in organization.stations {
            sessions.append(try await writer.start(station, tag: "new", at: 0).session.id)
        }
        return sessions
    }

    private func inbox(_ fixture: StoreFixture) async throws -> [UnknownTagID] {
        try await fixture.client.query("SELECT id FROM unknown_tags ORDER BY id").column("id", as: Int64.self)
            .map(UnknownTagID.init(rawValue:))
    }

    private func isAnyoneWaiting(_ fixture: StoreFixture) async -> Bool {
        let waiting: Statement = """
            SELECT count(*) AS count FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        return (try? await fixture.count(waiting)) ?? 0 > 0
    }

    /// A flush that has the row `last`, and wants the row `first` when somebody else has that and waits for `last`.
    private func flush(
        _ fixture: StoreFixture, _ table: SQL, _ change: SQL, last: Int64, first: Int64,
        beside work: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await fixture.client.withTransaction { transaction in
                _ = try await transaction.query("UPDATE \(table) SET \(change) WHERE id = \(last)")
                group.addTask { try await work() }
                #expect(await eventually { await isAnyoneWaiting(fixture) })
                _ = try await transaction.query("UPDATE \(table) SET \(change) WHERE id = \(first)")
            }
            try await group.waitForAll()
        }
    }

    @Test func `who dismisses tags gives way to a flush, and does it after`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await present(writer, at: one)
            let tags = try await inbox(fixture), owner = try one.owner
            try await flush(
                fixture, "unknown_tags", "count = count + 1", last: tags[1].rawValue, first: tags[0].rawValue
            ) { try await fixture.directory.dismissUnknownTags(tags, viewer: owner) }
            #expect(try await inbox(fixture).isEmpty)
        }
    }

    @Test func `who makes a tag gives way to a flush, and takes over all of its sessions after`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let sessions = try await present(writer, at: one), owner = try one.owner
            try await flush(
                fixture, "sessions", "last_meter_wh = last_meter_wh + 1", last: sessions[1].rawValue,
                first: sessions[0].rawValue
            ) { _ = try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: owner) }
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE is_tag_unknown") == 0)
            #expect(try await inbox(fixture).isEmpty)
        }
    }

    @Test func `who deletes a tag gives way to a flush`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let tag = try #require(one.tags["OTHER"]), owner = try one.owner
            var change = TagChange(id: tag)
            change.allowsConcurrent = true
            try await fixture.directory.updateTag(change, viewer: owner)
            var sessions: [Int64] = []
            for station in one.stations {
                sessions.append(try await writer.start(station, tag: "OTHER", at: 0).session.id.rawValue)
            }
            try await flush(
                fixture, "sessions", "last_meter_wh = last_meter_wh + 1", last: sessions[1], first: sessions[0]
            ) { try await fixture.directory.deleteTags([tag], viewer: owner) }
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE tag_id IS NULL") == 2)
        }
    }

    @Test func `a tag that is changed keeps no session from beginning, and waits for no tap`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await writer.authorize("new", at: one.stations[0], at: 0)
            let id = try #require(one.tags["OTHER"])
            try await fixture.client.withTransaction { flush in
                _ = try await flush.query("UPDATE unknown_tags SET count = count + 1")
                _ = try await flush.query("SELECT FROM tags WHERE id = \(id.rawValue) FOR KEY SHARE")
                var change = TagChange(id: id)
                change.idTag = "NEW"
                try await fixture.directory.updateTag(change, viewer: one.owner)
            }
            // The entry stayed, and is not shown.
            let shown = try await fixture.reading.unknownTags(
                UnknownTagFilter(), page: PageRequest(first: 5), fields: [], viewer: one.owner)
            #expect(try await inbox(fixture).count == 1 && shown.rows.count == 0)
        }
    }

    @Test func `a tag that is presented while old ones are deleted stays`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await present(writer, at: one)
            _ = try await fixture.client.query("UPDATE unknown_tags SET last_seen_at = now() - interval '91 days'")
            let touched = try await inbox(fixture)[0].rawValue
            let retention = Retention(fixture.database, recorder: nil, logger: Logger(label: "test"))
            try await fixture.client.withTransaction { flush in
                _ = try await flush.query("UPDATE unknown_tags SET last_seen_at = now() WHERE id = \(touched)")
                try await retention.apply()
            }
            #expect(try await inbox(fixture).map(\.rawValue) == [touched])
            try await retention.apply()
            #expect(try await inbox(fixture).map(\.rawValue) == [touched])
        }
    }

    @Test func `taps and starts are all committed while their tags are made, dismissed and deleted`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let owner = try one.owner
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, station) in one.stations.enumerated() {
                    group.addTask {
                        for round in Int64(0)..<40 {
                            let tag = "t\((round + Int64(index)) % 4)"
                            _ = try await writer.authorize(tag, at: station, at: round)
                            let start = try await writer.start(station, tag: tag, at: round)
                            _ = try await writer.stop(
                                station, start.session.transactionID, at: round + 1, meter: 1_001)
                        }
                    }
                }
                group.addTask {
                    for round in 0..<12 {
                        let tag = try await fixture.directory.createTag(NewTag(idTag: "T\(round % 4)"), viewer: owner)
                        let seen = try await inbox(fixture)
                        // Another one of them is dismissed only if it is there still.
                        try? await fixture.directory.dismissUnknownTags(Array(seen.suffix(1)), viewer: owner)
                        try await fixture.directory.deleteTags([tag], viewer: owner)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE status = 'COMPLETED'") == 80)
        }
    }
}
