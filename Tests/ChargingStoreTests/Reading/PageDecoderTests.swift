import Charging
import JSON
import Postgres
import Testing

@testable import ChargingStore

@Suite("Pages out of rows")
struct PageDecoderTests {
    private func pages(_ page: PageRequest, _ statement: Statement) async throws -> RowPages<SessionField> {
        try await StoreFixture.with { fixture in
            let order = ListOrder(key: "r.started_at", kind: .timestamp, isDescending: true)
            let columns = PageColumns(Selection<SessionField>([]), order: order, page: page, hasParents: true)
            let rows = try await fixture.client.query(statement)
            return try PageDecoder(columns: columns, page: page).pages(rows: rows, totals: nil, parentCount: 3)
        }
    }

    /// Parents 3 and 1, newest first, as statements return them; or all the other way round.
    private func rows(isReversed: Bool) -> Statement {
        let values: Statement = """
            SELECT parent, id, timestamptz 'epoch' + second * interval '1 second' AS key
            FROM (VALUES (1::bigint, 14::bigint, 4), (1, 13, 4), (1, 11, 1), (3, 32, 2), (3, 31, 1)) v(parent, id, second)
            """
        return isReversed
            ? values + " ORDER BY parent DESC, second, id" : values + " ORDER BY parent, second DESC, id DESC"
    }

    @Test(arguments: [false, true])
    func `rows in any order become pages in the order of the list`(isReversed: Bool) async throws {
        let pages = try await pages(PageRequest(first: 2), rows(isReversed: isReversed))
        #expect(pages.rows.ids == [14, 13, 32, 31])
        #expect(pages.offsets == [0, 2, 2, 4])
        #expect(pages.hasNext == [true, false, false])
        #expect(pages.positions.map(\.id) == [14, 13, 32, 31])
        #expect(pages.positions[2].key == .timestamp(Timestamp(microseconds: 2_000_000)))
    }

    @Test func `positions that nobody wants are not made`() async throws {
        let pages = try await pages(PageRequest(first: 9, wantsPositions: false), rows(isReversed: false))
        #expect(pages.rows.ids == [14, 13, 11, 32, 31])
        #expect(pages.positions.isEmpty)
    }
}
