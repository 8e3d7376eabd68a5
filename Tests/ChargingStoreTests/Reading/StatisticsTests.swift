import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport
import Testing

@Suite("Statistics and search", .timeLimit(.minutes(2)))
struct StatisticsTests {
    /// 2026-03-29 in Berlin, a day of 23 hours: from 2026-03-28T23:00Z to 2026-03-29T22:00Z.
    private static let midnight = Timestamp(parsing: "2026-03-28T23:00:00Z") ?? Timestamp(microseconds: 0)

    /// A session of the driver's tag that began so many minutes after midnight, with what its meter told.
    @discardableResult
    private func charge(
        _ fixture: StoreFixture, _ organization: TestOrganization, tag: String = "OWN", from start: Int64,
        to stop: Int64?,
        counting energy: [(minute: Int64, wh: Double)], verdict: String = "ACCEPTED"
    ) async throws -> Int64 {
        func time(_ minute: Int64) -> PostgresTimestamp {
            PostgresTimestamp(microseconds: Self.midnight.microseconds + minute * 60_000_000)
        }
        let station = organization.stations[0], total = energy.last?.wh ?? 0
        let id = try await fixture.client.query(
            """
            INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
                "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh,
                last_meter_wh, last_meter_at, energy_wh, is_stopped_by_charger)
            VALUES (\(organization.id.rawValue), \(station.id.rawValue), 1, nextval('transaction_ids'), \(tag),
                \(try #require(organization.tags[tag]).rawValue), \(stop == nil ? "ACTIVE" : "COMPLETED"), \(verdict), false,
                \(time(start)), \("\(start)"), 1000, \(stop.map(time)), \(stop.map { _ in 1000 + total }), 1000, now(),
                \(total), \(stop != nil)) RETURNING id
            """
        ).single().int64("id")
        _ = try await fixture.client.query(
            """
            INSERT INTO sample_kinds (measurand, unit) VALUES ('Energy.Active.Import.Register', 'Wh') ON CONFLICT DO NOTHING
            """)
        for (minute, wh) in energy {
            _ = try await fixture.client.query(
                """
                INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
                SELECT s.id, s.opened_month, \(time(minute)), k.id, \(1000 + wh) FROM sessions s, sample_kinds k
                WHERE s.id = \(id) AND k.measurand = 'Energy.Active.Import.Register' AND k.phase = '' AND k.unit = 'Wh'
                    AND k.context = '' AND k.location = ''
                """)
        }
        return id
    }

    private func day(_ days: Int = 1, of zone: String = "Europe/Berlin") -> DayRange {
        DayRange(until: Self.midnight.advanced(by: .seconds(3_600 * 12)), days: days, timeZone: zone)
    }

    @Test func `sessions are counted by the days of the time zone, every day once`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            try await charge(fixture, alpha, from: -1, to: 10, counting: [(5, 300)])
            try await charge(fixture, alpha, tag: "OTHER", from: 0, to: 20, counting: [(10, 700)])
            try await charge(fixture, alpha, from: 23 * 60 - 1, to: 1_400, counting: [(1_400, 50)])
            try await charge(fixture, alpha, from: 23 * 60, to: 1_400, counting: [], verdict: "BLOCKED")
            try await charge(fixture, alpha, from: 30, to: 40, counting: [], verdict: "BLOCKED")
            try await charge(fixture, beta, from: 60, to: 90, counting: [(70, 9_000)])
            func totals(_ viewer: Viewer, _ range: DayRange) async throws -> [DayTotals] {
                try await fixture.reading.sessionsPerDay(range, viewer: viewer)
            }
            let own = try await totals(alpha.owner, day(2))
            #expect(own.map(\.count) == [1, 2] && own.map(\.energyWh) == [300, 750])
            #expect(own.map(\.startsAt) == [Self.midnight.advanced(by: .seconds(-86_400)), Self.midnight])
            #expect(try await totals(alpha.driver, day()).map(\.count) == [1])
            #expect(try await totals(beta.owner, day()).map(\.energyWh) == [9_000])
            #expect(try await totals(alpha.viewer(.platformOperator), day()).map(\.count) == [3])
            // In UTC the day began an hour later, and lasts until an hour after the end of Berlin's.
            #expect(try await totals(alpha.owner, day(of: "UTC")).map(\.count) == [1])
            #expect(try await totals(alpha.owner, day(5)).map(\.count) == [0, 0, 0, 1, 2])
            await #expect(throws: ChargingError.self) { try await totals(alpha.owner, day(of: "Nowhere/At_All")) }
        }
    }

    @Test func `the combined power has the energy under it that the meters have counted`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            // 6 kWh in the hour from 00:30, told once in the middle; the half before midnight of another does not count.
            try await charge(fixture, alpha, from: 30, to: 90, counting: [(60, 2_000), (90, 6_000)])
            try await charge(fixture, alpha, tag: "OTHER", from: -60, to: 60, counting: [(60, 8_000)])
            try await charge(fixture, beta, from: 30, to: 90, counting: [(90, 50_000)])
            func power(_ viewer: Viewer, _ points: Int) async throws -> [PowerPoint] {
                try await fixture.reading.combinedPower(day(), points: points, viewer: viewer)
            }
            // 23 hours, so each point is an hour.
            let hours = try await power(alpha.owner, 23)
            #expect(hours.count == 23 && hours[0].at == Self.midnight)
            #expect(hours[1].at == Self.midnight.advanced(by: .seconds(3_600)))
            #expect(hours.prefix(3).map { $0.powerW.rounded() } == [6_000, 4_000, 0])
            let fine = try await power(alpha.owner, 230)
            #expect((fine.map(\.powerW).reduce(0, +) * 0.1).rounded() == 10_000)
            #expect(fine[4].powerW.rounded() == 4_000 && fine[5].powerW.rounded() == 8_000)
            #expect(try await power(alpha.driver, 23).prefix(2).map { $0.powerW.rounded() } == [2_000, 4_000])
            #expect(try await power(beta.owner, 23).map(\.powerW).reduce(0, +).rounded() == 50_000)
        }
    }

    @Test func `the power of a day that is not over ends now`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let now = try await fixture.client.query("SELECT now() AS now").single().timestamp("now")
            let today = DayRange(until: Timestamp(microseconds: now), days: 1, timeZone: "UTC")
            let points = try await fixture.reading.combinedPower(today, points: 1_440, viewer: alpha.owner)
            let minutes = Int(now / 60_000_000 % 1_440)
            #expect((minutes + 1...minutes + 2).contains(points.count))
            #expect(points.allSatisfy { $0.powerW == 0 })
            let tomorrow = DayRange(
                until: Timestamp(microseconds: now + 86_400_000_000), days: 1, timeZone: "UTC")
            #expect(try await fixture.reading.combinedPower(tomorrow, points: 10, viewer: alpha.owner).isEmpty)
        }
    }

    @Test func `totals and counts are those of the filter and of the viewer`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            try await charge(fixture, alpha, from: 0, to: 10, counting: [(5, 300)])
            try await charge(fixture, alpha, tag: "OTHER", from: 20, to: 50, counting: [(30, 700)])
            try await charge(fixture, beta, from: 0, to: 10, counting: [(5, 9_000)])
            var filter = SessionFilter()
            #expect(
                try await fixture.reading.sessionTotals(filter, withCosts: false, viewer: alpha.owner)
                    == SessionTotals(count: 2, energyWh: 1_000, seconds: 2_400))
            #expect(
                try await fixture.reading.sessionTotals(filter, withCosts: false, viewer: alpha.driver).energyWh == 300)
            filter.idTag = "other"
            #expect(
                try await fixture.reading.sessionTotals(filter, withCosts: false, viewer: alpha.owner)
                    == SessionTotals(count: 1, energyWh: 700, seconds: 1_800))
            filter.from = Self.midnight.advanced(by: .seconds(86_400))
            #expect(
                try await fixture.reading.sessionTotals(filter, withCosts: false, viewer: alpha.owner)
                    == SessionTotals(count: 0, energyWh: 0, seconds: 0))
            _ = try await fixture.client.pipeline(
                [
                    "UPDATE stations SET presence = 'ONLINE' WHERE id = \(alpha.stations[0].id.rawValue)",
                    """
                    INSERT INTO connectors (organization_id, station_id, number, status)
                    SELECT organization_id, id, 1, 'FAULTED' FROM stations
                    """,
                ], deadline: nil)
            let reading = fixture.reading
            #expect(try await reading.stationCounts(viewer: alpha.owner) == [.online: 1, .unknown: 1])
            #expect(try await reading.connectedStations(viewer: alpha.owner) == [alpha.stations[0].id])
            #expect(try await reading.connectedStations(viewer: beta.owner).isEmpty)
            let counts = try await reading.connectorCounts(viewer: alpha.owner)
            #expect(counts == [ConnectorCount(status: .faulted, count: 2, stale: 1)])
        }
    }

    @Test func `connectors of all stations are listed by their stations, and filtered`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let below = try await fixture.directory.createGroup(
                NewGroup(name: "below", parentID: alpha.group, stationIDs: [alpha.stations[1].id]), viewer: alpha.owner)
            _ = try await fixture.client.pipeline(
                [
                    """
                    INSERT INTO connectors (organization_id, station_id, number, status, status_changed_at)
                    SELECT organization_id, id, n, CASE n WHEN 1 THEN 'FAULTED' ELSE 'AVAILABLE' END,
                        now() - n * interval '1 hour' FROM stations, generate_series(1, 2) n ORDER BY id DESC, n
                    """,
                    "UPDATE stations SET presence = 'ONLINE' WHERE id = \(alpha.stations[0].id.rawValue)",
                ], deadline: nil)
            func list(
                _ viewer: Viewer, first: Int = 10, _ change: (inout ConnectorFilter) -> Void = { _ in }
            ) async throws -> [String] {
                var filter = ConnectorFilter()
                change(&filter)
                let rows = try await fixture.reading.connectors(
                    filter, page: PageRequest(first: first), fields: [.stationID, .number], viewer: viewer
                ).rows
                guard case .integers(let stations)? = rows[.stationID], case .integers(let numbers)? = rows[.number]
                else {
                    throw TestFailure("columns")
                }
                let own = alpha.stations.map(\.id.rawValue)
                return zip(stations, numbers).map { "\(own.firstIndex(of: $0 ?? 0) ?? 9)-\($1 ?? 0)" }
            }
            let owner = try alpha.owner
            #expect(try await list(owner) == ["0-1", "0-2", "1-1", "1-2"])
            #expect(try await list(alpha.driver, first: 3) == ["0-1", "0-2", "1-1"])
            #expect(try await list(beta.owner) == ["9-1", "9-2", "9-1", "9-2"])
            #expect(try await list(owner) { $0.statuses = [.faulted] } == ["0-1", "1-1"])
            #expect(try await list(owner) { $0.statuses = [] } == [])
            #expect(try await list(owner) { $0.presence = .online } == ["0-1", "0-2"])
            #expect(try await list(owner) { $0.text = "A-2" } == ["1-1", "1-2"])
            #expect(try await list(owner) { $0.groupIDs = [below] } == ["1-1", "1-2"])
            #expect(try await list(owner) { $0.groupIDs = [alpha.group] }.count == 4)
            #expect(
                try await list(owner) { $0.stationIDs = [beta.stations[0].id, alpha.stations[0].id] } == ["0-1", "0-2"])
            let now = try await fixture.client.query("SELECT now() AS now").single().timestamp("now")
            #expect(
                try await list(owner) { $0.unchangedSince = Timestamp(microseconds: now - 5_400_000_000) } == [
                    "0-2", "1-2",
                ])
        }
    }

    @Test func `an export has the rows in reach, all of one moment, each with all cells`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            try await charge(fixture, alpha, from: 0, to: 10, counting: [(5, 300)])
            try await charge(fixture, alpha, tag: "OTHER", from: 20, to: nil, counting: [])
            func table(_ export: Export, _ viewer: Viewer) async throws -> [[String?]] {
                var rows: [[String?]] = []
                try await fixture.reading.export(ExportTable(export), viewer: viewer) { rows += $0 }
                return rows
            }
            let columns = try fixture.reading.columns(of: ExportTable(.sessions(SessionFilter()))).map(\.name)
            let all = try await table(.sessions(SessionFilter()), alpha.owner)
            #expect(all.count == 2 && all.allSatisfy { $0.count == columns.count })
            let first = Dictionary(zip(columns, all[1]), uniquingKeysWith: { $1 })
            #expect(
                first["idTag"] == "OWN" && first["energyWh"] == "300"
                    && first["stoppedAt"] == "2026-03-28T23:10:00.000Z")
            #expect(Dictionary(zip(columns, all[0]), uniquingKeysWith: { $1 })["stoppedAt"] == .some(nil))
            #expect(try await table(.sessions(SessionFilter()), alpha.driver).count == 1)
            #expect(try await table(.sessions(SessionFilter()), beta.owner).isEmpty)
            #expect(try await table(.sessions(SessionFilter()), alpha.viewer(.platformOperator)).count == 2)
            var filter = StationFilter()
            filter.text = "ALPHA-2"
            let stations = try await table(.stations(filter), alpha.owner)
            #expect(stations.map { $0[0] } == ["alpha-2"])
            #expect(try await table(.stations(filter), beta.owner).isEmpty)
        }
    }

    @Test func `a search finds what is in reach, the exact name first`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            _ = try await fixture.makeStation("a-alpha-2", alpha)
            let session = try await charge(fixture, alpha, tag: "OTHER", from: 0, to: 10, counting: [])
            let reading = fixture.reading
            func stations(_ text: String, _ viewer: Viewer, limit: Int = 5) async throws -> Column? {
                try await reading.search(
                    stations: text, limit: limit, fields: [.chargePointID], viewer: viewer)[.chargePointID]
            }
            #expect(try await stations("ALPHA-2", alpha.owner) == .texts(["alpha-2", "a-alpha-2"]))
            #expect(try await stations("alpha", alpha.owner, limit: 2) == .texts(["a-alpha-2", "alpha-1"]))
            #expect(try await stations("alpha", beta.owner) == .texts([]))
            #expect(try await stations("%", alpha.owner) == .texts([]))
            func count(_ viewer: Viewer, tag: String) async throws -> [Int] {
                [
                    try await reading.search(tags: tag, limit: 5, fields: [.idTag], viewer: viewer).count,
                    try await reading.search(sessions: tag, limit: 5, fields: [.idTag], viewer: viewer).count,
                    try await reading.search(groups: "group of alpha", limit: 5, fields: [.name], viewer: viewer).count,
                ]
            }
            #expect(try await count(alpha.owner, tag: "other") == [1, 1, 1])
            #expect(try await count(alpha.driver, tag: "other") == [0, 0, 1])
            #expect(try await count(beta.owner, tag: "other") == [1, 0, 0])
            let number: [Int32] = try await fixture.client.query(
                "SELECT transaction_id FROM sessions WHERE id = \(session)"
            ).column("transaction_id")
            let found = try await reading.search(
                sessions: "\(number[0])", limit: 5, fields: [.idTag], viewer: alpha.owner)
            #expect(found.ids == [session])
            #expect(
                try await reading.search(sessions: "\(number[0])", limit: 5, fields: [.idTag], viewer: beta.owner).count
                    == 0)
        }
    }
}
