import Charging
import JSON
import Testing

@testable import ChargingStore

@Suite("Pages from the end", .timeLimit(.minutes(1)))
struct BackwardPageTests {
    /// Five sessions of the first station and one of the second, a minute apart; two began at the same time.
    private func sessions(_ fixture: StoreFixture, _ writer: WriterProbe, _ one: TestOrganization) async throws
        -> [Int64]
    {
        var ids: [Int64] = []
        for (number, start) in [Int64(0), 60, 60, 180, 240].enumerated() {
            let session = try await writer.start(one.stations[0], connector: number + 1, tag: "T\(number)", at: start)
                .session
            ids.append(session.id.rawValue)
        }
        ids.append(try await writer.start(one.stations[1], tag: "T", at: 300).session.id.rawValue)
        return ids
    }

    @Test func `the last rows before a cursor come in the order of the list, with any first row behind another`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), ids = try await sessions(fixture, writer, one)
            for order in [SessionOrder.startedAt, .startedAtDescending] {
                let all = order == .startedAt ? ids : ids.reversed()
                var page = PageRequest(first: 4)
                page.isFromEnd = true
                func read() async throws -> RowPages<SessionField> {
                    try await fixture.reading.sessions(
                        SessionFilter(), order: order, page: page, fields: [.startedAt], viewer: try one.owner)
                }
                let last = try await read()
                #expect(last.rows.ids == Array(all[2...]) && last.hasNext == [true])
                page.before = last.positions.first
                let rest = try await read()
                #expect(rest.rows.ids == Array(all[..<2]) && rest.hasNext == [false])
                // Between two cursors, from either end.
                page.after = rest.positions.first
                page.before = last.positions.last
                page.first = 2
                #expect(try await read().rows.ids == Array(all[3..<5]))
                page.isFromEnd = false
                #expect(try await read().rows.ids == Array(all[1..<3]))
            }
        }
    }

    @Test func `each parent has the last of its own`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), ids = try await sessions(fixture, writer, one)
            var page = PageRequest(first: 2)
            page.isFromEnd = true
            let sessions = try await fixture.reading.sessions(
                ofStations: one.stations.map(\.id), filter: SessionFilter(), page: page, fields: [],
                viewer: try one.owner)
            // Newest first: the last are the oldest.
            #expect(sessions.rows.ids == [ids[1], ids[0], ids[5]])
            #expect(sessions.offsets == [0, 2, 3] && sessions.hasNext == [true, false])
            // By a text, which PostgreSQL orders.
            let tags = try await fixture.reading.tags(
                ofGroups: [one.group], page: PageRequest(first: 2), fields: [.idTag], viewer: try one.owner)
            page.first = 1
            let last = try await fixture.reading.tags(
                ofGroups: [one.group], page: page, fields: [.idTag], viewer: try one.owner)
            #expect(tags.rows[.idTag] == .texts(["OTHER", "OWN"]) && last.rows[.idTag] == .texts(["OWN"]))
            page.before = last.positions.first
            let before = try await fixture.reading.tags(
                ofGroups: [one.group], page: page, fields: [.idTag], viewer: try one.owner)
            #expect(before.rows[.idTag] == .texts(["OTHER"]) && before.hasNext == [false])
        }
    }
}
