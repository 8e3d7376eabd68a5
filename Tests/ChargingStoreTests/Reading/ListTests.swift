import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Lists", .timeLimit(.minutes(1)))
struct ListTests {
    /// 25 stations `s-00` … `s-24`, of which three share a description.
    private func withStations<R>(_ body: (StoreFixture, Viewer) async throws -> R) async throws -> R {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            _ = try await fixture.client.query(
                """
                INSERT INTO stations (organization_id, charge_point_id, description)
                SELECT \(organization.id.rawValue), 's-' || lpad(n::text, 2, '0'),
                    CASE n WHEN 3 THEN '100% green' WHEN 4 THEN '100x green' WHEN 5 THEN 'a_b' END
                FROM generate_series(0, 24) n
                """)
            _ = fixture.log.takeAll()
            return try await body(fixture, try organization.owner)
        }
    }

    @Test(arguments: [StationOrder.chargePointID, .onboardedAtDescending])
    func `pages follow each other without gaps or repeats`(order: StationOrder) async throws {
        try await withStations { fixture, viewer in
            var seen: [Int64] = []
            var after: ListPosition?
            repeat {
                let page = try await fixture.reading.stations(
                    StationFilter(), order: order, page: PageRequest(first: 4, after: after), fields: [.chargePointID],
                    viewer: viewer)
                seen += page.rows.ids
                after = page.hasNext[0] ? page.positions.last : nil
            } while after != nil && seen.count < 100
            #expect(seen.count == 27)
            #expect(Set(seen).count == 27)
            #expect(Set(fixture.log.takeAll()).count == 2)  // one text for the first page, one for all others
        }
    }

    @Test func `a page with its total is two statements, a total alone is one`() async throws {
        try await withStations { fixture, viewer in
            let page = try await fixture.reading.stations(
                StationFilter(), order: .chargePointID, page: PageRequest(first: 2, wantsTotal: true), fields: [],
                viewer: viewer)
            #expect(page.totals == [27] && page.rows.count == 2 && page.hasNext == [true])
            #expect(fixture.log.takeAll().count == 2)
            let total = try await fixture.reading.stations(
                StationFilter(), order: .chargePointID,
                page: PageRequest(first: 2, wantsTotal: true, wantsRows: false), fields: [.vendor], viewer: viewer)
            #expect(total.totals == [27] && total.rows.count == 0 && total.offsets == [0, 0])
            #expect(fixture.log.takeAll().count == 1)
        }
    }

    @Test func `only the fields asked for are read, in columns`() async throws {
        try await withStations { fixture, viewer in
            let page = try await fixture.reading.stations(
                StationFilter(), order: .chargePointID, page: PageRequest(first: 1),
                fields: [.chargePointID, .isActive],
                viewer: viewer)
            #expect(page.rows.columns == [.chargePointID: .texts(["one-1"]), .isActive: .booleans([true])])
            #expect(fixture.log.takeAll().allSatisfy { !$0.contains("vendor") })
        }
    }

    @Test(arguments: [("100%", 1), ("100", 2), ("a_b", 1), ("A_B", 1), ("s-2", 5), ("\\", 0), ("%", 1)])
    func `text is found literally, without regard to case`(text: String, count: Int) async throws {
        try await withStations { fixture, viewer in
            var filter = StationFilter()
            filter.text = text
            let page = try await fixture.reading.stations(
                filter, order: .chargePointID, page: PageRequest(first: 100), fields: [], viewer: viewer)
            #expect(page.rows.count == count)
        }
    }

    @Test func `a position of another list is bad input`() async throws {
        try await withStations { fixture, viewer in
            for key in [ListPosition.Key.integer(1), .timestamp(at(0))] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.reading.stations(
                        StationFilter(), order: .chargePointID,
                        page: PageRequest(first: 1, after: ListPosition(key: key, id: 1)), fields: [], viewer: viewer)
                }
            }
        }
    }

    @Test(arguments: [(-5, 0), (0, 0), (5_000, 27)])
    func `the size of a page is limited once more`(first: Int, count: Int) async throws {
        try await withStations { fixture, viewer in
            let page = try await fixture.reading.stations(
                StationFilter(), order: .chargePointID, page: PageRequest(first: first), fields: [], viewer: viewer)
            #expect(page.rows.count == count)
            #expect(page.hasNext == [count == 0])
        }
    }

    @Test func `sessions come newest first, a page for each station, in one statement`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            for (index, station) in organization.stations.enumerated() {
                for number in 0..<(3 + index) { _ = try await writer.start(station, tag: "X", at: Int64(number) * 10) }
            }
            _ = fixture.log.takeAll()
            let ids = organization.stations.map(\.id)
            let page = PageRequest(first: 3, wantsTotal: true)
            let pages = try await fixture.reading.sessions(
                ofStations: ids, filter: SessionFilter(), page: page, fields: [.startedAt], viewer: organization.owner)
            #expect(fixture.log.takeAll().count == 2)
            #expect(pages.offsets == [0, 3, 6])
            #expect(pages.hasNext == [false, true])
            #expect(pages.totals == [3, 4])
            #expect(
                pages.rows[.startedAt]
                    == .timestamps([at(20), at(10), at(0), at(30), at(20), at(10)]))
            #expect(pages.positions[5] == ListPosition(key: .timestamp(at(10)), id: pages.rows.ids[5]))
            let rest = try await fixture.reading.sessions(
                ofStations: [ids[1]], filter: SessionFilter(),
                page: PageRequest(first: 3, after: pages.positions[5]), fields: [.startedAt], viewer: organization.owner
            )
            #expect(rest.rows[.startedAt] == .timestamps([at(0)]))
        }
    }

    @Test func `session filters`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let first = try await writer.start(organization.stations[0], tag: "Abc", at: 0)
            _ = try await writer.start(organization.stations[0], at: 100)
            func count(_ change: (inout SessionFilter) -> Void) async throws -> Int {
                var filter = SessionFilter()
                change(&filter)
                return try await fixture.reading.sessions(
                    filter, order: .startedAt, page: PageRequest(first: 10), fields: [], viewer: organization.owner
                ).rows.count
            }
            #expect(try await count { _ in } == 2)
            #expect(try await count { $0.idTag = "aBC" } == 1)
            #expect(try await count { $0.status = .estimated } == 1)
            #expect(try await count { $0.sessionID = first.session.id } == 1)
            #expect(try await count { $0.from = at(100) } == 1)
            #expect(try await count { $0.to = at(100) } == 1)
            #expect(try await count { $0.stationIDs = [] } == 0)
            #expect(try await count { $0.stationIDs = [organization.stations[0].id] } == 2)
        }
    }

    @Test func `meter values come oldest first, with every field, and can be resumed`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let session = try await writer.start(organization.stations[0], at: 0, meter: 0).session
            let samples: [Sample] = [.power(at: 20, 11_000), .register(at: 20, 30), .register(at: 10, 20)]
            let report = MeterReport(connector: 1, transactionID: session.transactionID, samples: samples)
            _ = try await writer.commit(.metered(report), from: organization.stations[0].source(at: 20))
            var values: [Double?] = []
            var after: ListPosition?
            for _ in 0..<3 {
                let pages = try await fixture.reading.meterValues(
                    ofSessions: [session.id], page: PageRequest(first: 1, after: after),
                    fields: Set(MeterValueField.allCases), viewer: organization.owner)
                guard case .numbers(let page)? = pages.rows[.value] else { throw TestFailure("no values") }
                values += page
                after = pages.positions.last
                #expect(pages.rows[.phase] == .texts([nil]))
                #expect(pages.rows[.location] == .texts(["Outlet"]))
            }
            #expect(values.first == 20)
            #expect(Set(values) == [20, 30, 11_000])
        }
    }

    @Test func `a row under several parents is read once`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            let lists = try await fixture.reading.groups(
                ofStations: organization.stations.map(\.id) + [StationID(rawValue: 999)], fields: [.name],
                viewer: organization.owner)
            #expect(lists.rows.ids == [organization.group.rawValue])
            #expect(lists.members == [0, 0])
            #expect(lists.offsets == [0, 1, 2, 2])
        }
    }

    @Test func `without parents no statement runs`() async throws {
        try await withStations { fixture, viewer in
            let pages = try await fixture.reading.stations(
                ofGroups: [], page: PageRequest(first: 1, wantsTotal: true), fields: [.vendor], viewer: viewer)
            #expect(pages.offsets == [0] && pages.totals.isEmpty && pages.hasNext.isEmpty)
            #expect(try await fixture.reading.stations(ids: [], fields: [], viewer: viewer).count == 0)
            #expect(fixture.log.takeAll().isEmpty)
        }
    }

    @Test func `a filter for a station finds the tags that are valid there`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            for (station, count) in zip(organization.stations, [2, 1]) {
                var filter = TagFilter()
                filter.stationID = station.id
                let page = try await fixture.reading.tags(
                    filter, page: PageRequest(first: 10), fields: [], viewer: organization.owner)
                #expect(page.rows.count == count)
            }
        }
    }
}
