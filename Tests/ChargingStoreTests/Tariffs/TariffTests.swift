import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Tariffs", .timeLimit(.minutes(2)))
struct TariffTests {
    @Test func `a station's tariff goes before that of its nearest group, and this before the organization's`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0], owner = try one.owner
            let above = try await fixture.directory.createGroup(NewGroup(name: "Above"), viewer: owner)
            var change = GroupChange(id: one.group)
            change.parentID = .to(above)
            try await fixture.directory.updateGroup(change, viewer: owner)
            var seconds: Int64 = 0
            func chargedBy(_ station: StationRecord) async throws -> String? {
                seconds += 1_000
                let session = try await writer.start(station, at: seconds).session
                _ = try await writer.stop(station, session.transactionID, at: seconds + 1, meter: 1_001)
                return try await fixture.chargedBy(session.id)
            }
            #expect(try await chargedBy(station) == nil)
            let steps: [(String, [StationRecord], [GroupID])] = [
                ("Organization", [], []), ("Above", [], [above]), ("Group", [], [one.group]),
                ("Station", [station], []),
            ]
            for (name, stations, groups) in steps {
                let tariff = try await fixture.tariff(name, try .euros(kwh: "1"), one)
                try await fixture.assign(tariff, stations: stations, groups: groups, one)
                #expect(try await chargedBy(station) == "\(name) 1")
            }
            #expect(try await chargedBy(one.stations[1]) == "Group 1")
            // None of its own any more.
            try await fixture.assign(nil, stations: [station], from: 1, one)
            #expect(try await chargedBy(station) == "Group 1")
            let stations = try await fixture.reading.stations(
                ids: one.stations.map(\.id), fields: [.tariffID], viewer: owner)
            #expect(stations[.tariffID] == .integers([3, 3]))
        }
    }

    @Test func `a session keeps the version that was in force at its start`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            let tariff = try await fixture.tariff("T", try .euros(kwh: "0.3"), one)
            try await fixture.assign(tariff, one)
            let first = try await writer.start(station, at: 100).session
            try await fixture.directory.updateTariff(tariff, validFrom: at(200), viewer: try one.owner) {
                $0.prices.perKwh = ExactDecimal("0.4")
            }
            // A start that is told again is the same.
            #expect(try await writer.start(station, at: 100, heard: 300).session.id == first.id)
            _ = try await writer.stop(station, first.transactionID, at: 1_000, meter: 2_000)
            #expect(try await fixture.chargedBy(first.id) == "T 1")
            #expect(try await fixture.costs(first.id, at: 1_000, as: one.owner)?.total == "0.30")
            let second = try await writer.start(station, at: 1_500).session
            #expect(try await fixture.chargedBy(second.id) == "T 2")
        }
    }

    @Test func `a start that is told late was by the prices of its time`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            // The stations of tests are made when they run, which is after the moments that tests speak of.
            _ = try await fixture.client.query("UPDATE stations SET onboarded_at = '2026-01-01T00:00:00Z'")
            let tariff = try await fixture.tariff("T", try .euros(kwh: "0.3"), one)
            try await fixture.assign(tariff, from: 1_000, one)
            try await fixture.directory.updateTariff(tariff, validFrom: at(2_000), viewer: try one.owner) {
                $0.prices.perKwh = ExactDecimal("0.4")
            }
            func chargedBy(start: Int64, heard: Int64) async throws -> String? {
                let session = try await writer.start(station, at: start, heard: heard, meter: Double(start)).session
                _ = try await writer.stop(station, session.transactionID, at: start + 1, meter: Double(start))
                return try await fixture.chargedBy(session.id)
            }
            #expect(try await chargedBy(start: 500, heard: 9_000) == nil)
            #expect(try await chargedBy(start: 1_500, heard: 9_000) == "T 1")
            // A clock that is some minutes behind is not believed against ours.
            #expect(try await chargedBy(start: 1_900, heard: 2_010) == "T 2")
            // Nor one that knows of a time before the station was here.
            _ = try await fixture.client.query(
                "UPDATE stations SET onboarded_at = \(PostgresTimestamp(microseconds: at(8_000).microseconds))")
            #expect(try await chargedBy(start: 3_000, heard: 9_000) == "T 2")
        }
    }

    @Test func `a start that is refused is not charged for`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await fixture.charging(by: try .euros(kwh: "1"), one)
            let session = try await writer.start(one.stations[0], tag: "NOBODY", at: 100).session
            #expect(session.authorization == .invalid)
            #expect(try await fixture.chargedBy(session.id) == nil)
            #expect(try await fixture.costs(session.id, at: 100, as: one.owner) == nil)
        }
    }

    @Test func `starts and new versions at the same time leave every session with one version`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), owner = try one.owner
            var tag = TagChange(id: try #require(one.tags["OTHER"]))
            tag.allowsConcurrent = true
            try await fixture.directory.updateTag(tag, viewer: owner)
            var stations: [StationRecord] = []
            for number in 0..<30 { stations.append(try await fixture.makeStation("many-\(number)", one)) }
            let tariff = try await fixture.tariff("T", try .euros(kwh: "0"), one)
            try await fixture.assign(tariff, one)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for price in 1...20 {
                        try await fixture.directory.updateTariff(tariff, validFrom: at(50), viewer: owner) {
                            $0.prices.perKwh = ExactDecimal("\(price)")
                        }
                    }
                }
                for station in stations {
                    group.addTask {
                        let started = try await writer.start(station, at: 100)
                        _ = try await writer.stop(station, started.session.transactionID, at: 200, meter: 2_000)
                    }
                }
                try await group.waitForAll()
            }
            // One kilowatt hour each: it costs the price of its version, which is its number less one.
            let wrong = try await fixture.count(
                """
                SELECT count(*) FROM sessions s LEFT JOIN tariff_versions v ON v.id = s.tariff_version_id
                LEFT JOIN session_costs c ON c.session_id = s.id WHERE c.total IS DISTINCT FROM v.number - 1
                """)
            #expect(wrong == 0)
            #expect(try await fixture.count("SELECT count(*) FROM session_costs") == 30)
        }
    }

    @Test func `only owners and platform operators change tariffs, and drivers see what they paid by alone`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let paid = try await fixture.tariff("Paid", try .euros(kwh: "1"), one)
            try await fixture.assign(paid, one)
            _ = try await fixture.tariff("Other", try .euros(kwh: "1"), one)
            _ = try await writer.start(one.stations[0], tag: "OWN", at: 100)
            for role in Role.allCases {
                let viewer = try one.viewer(role), mayChange = [.platformOperator, .organizationOwner].contains(role)
                let draft = TariffDraft(name: "By \(role)", prices: try .euros(kwh: "1"))
                var refusal: ChargingError?
                do {
                    let made = try await fixture.directory.createTariff(draft, validFrom: at(0), viewer: viewer)
                    try await fixture.directory.deleteTariffs([made], viewer: viewer)
                } catch let error as ChargingError { refusal = error }
                #expect(refusal?.code == (mayChange ? nil : .forbidden))
                let seen = try await fixture.reading.tariffs(
                    text: nil, page: PageRequest(first: 10), fields: [.name], viewer: viewer)
                #expect(seen.rows[.name] == .texts(role == .driver ? [] : ["Other", "Paid"]))
                let versions = try await fixture.reading.tariffVersions(
                    ids: [1, 2].map(TariffVersionID.init(rawValue:)), fields: [.tariffID], viewer: viewer)
                #expect(versions.count == (role == .driver ? 1 : 2))
            }
        }
    }

    @Test func `nothing is assigned across organizations, and nothing by halves`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one"), two = try await fixture.makeOrganization("two")
            let tariff = try await fixture.tariff("T", try .euros(kwh: "1"), one)
            for stations in [[one.stations[0], two.stations[0]], two.stations] {
                let error = await #expect(throws: ChargingError.self) {
                    try await fixture.assign(tariff, stations: stations, one)
                }
                #expect(error?.code == .badInput)
            }
            let operatorError = await #expect(throws: ChargingError.self) {
                try await fixture.directory.assignTariff(
                    TariffAssignment(tariff: tariff, stationIDs: [two.stations[0].id], validFrom: at(0)),
                    viewer: try one.viewer(.platformOperator))
            }
            #expect(operatorError?.code == .badInput)
            let foreign = await #expect(throws: ChargingError.self) { try await fixture.assign(tariff, two) }
            #expect(foreign?.code == .notFound)
            #expect(try await fixture.count("SELECT count(*) FROM tariff_assignments") == 0)
        }
    }

    @Test func `a tariff that is assigned is not deleted, and a deleted one stays with its sessions`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), owner = try one.owner
            let tariff = try await fixture.tariff("T", try .euros(kwh: "1"), one)
            try await fixture.assign(tariff, stations: [one.stations[0]], one)
            let session = try await writer.start(one.stations[0], at: 100).session
            let error = await #expect(throws: ChargingError.self) {
                try await fixture.directory.deleteTariffs([tariff], viewer: owner)
            }
            #expect(error?.code == .conflict && error?.message.contains("station one-1") == true)
            try await fixture.assign(nil, stations: [one.stations[0]], from: 200, one)
            try await fixture.directory.deleteTariffs([tariff], viewer: owner)
            #expect(try await fixture.costs(session.id, at: 100, as: owner) != nil)
            let listed = try await fixture.reading.tariffs(
                text: nil, page: PageRequest(first: 10), fields: [], viewer: owner)
            #expect(listed.rows.count == 0)
            let remembered = try await fixture.reading.tariffs(ids: [tariff], fields: [.name], viewer: owner)
            #expect(remembered[.name] == .texts(["T"]))
            for change in [
                { try await fixture.directory.deleteTariffs([tariff], viewer: owner) },
                {
                    try await fixture.directory.updateTariff(tariff, validFrom: at(0), viewer: owner) { $0.name = "U" }
                }, { try await fixture.assign(tariff, one) },
            ] as [() async throws -> Void] {
                let gone = await #expect(throws: ChargingError.self) { try await change() }
                #expect(gone?.code == .notFound)
            }
            // Its name is free.
            _ = try await fixture.tariff("T", try .euros(kwh: "1"), one)
        }
    }

    @Test func `versions never change, and one is made only when prices do`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one"), owner = try one.owner
            let night = TariffPeriod.kwh("0.25", on: [6, 7], from: 1_320, to: 360)
            let prices = try TariffPrices.euros(
                session: "1", kwh: "0.39", minute: "0.000001", idle: "0.1", free: 60, minutes: .charging,
                periods: [night])
            let tariff = try await fixture.tariff("T", prices, one)
            try await fixture.directory.updateTariff(tariff, validFrom: at(0), viewer: owner) { draft in
                #expect(draft == TariffDraft(name: "T", prices: prices))
                draft.name = "U"
            }
            #expect(try await fixture.count("SELECT count(*) FROM tariff_versions") == 1)
            for statement in [
                "UPDATE tariff_versions SET price_per_kwh = 0", "UPDATE tariff_periods SET days = '{1}'",
            ] as [Statement] {
                await #expect(throws: PostgresError.self) { _ = try await fixture.client.query(statement) }
            }
            // Whoever made it may go.
            _ = try await fixture.client.query("DELETE FROM users WHERE id = \(owner.userID.rawValue)")
            let unknown = try TariffPrices.euros(kwh: "1")
            var elsewhere = unknown
            elsewhere.timeZone = "Europe/Nowhere"
            let error = await #expect(throws: ChargingError.self) {
                _ = try await fixture.directory.createTariff(
                    TariffDraft(name: "V", prices: elsewhere), validFrom: at(0), viewer: one.viewer(.platformOperator))
            }
            #expect(error?.field == "timeZone")
            #expect(try await fixture.count("SELECT count(*) FROM tariffs") == 1)
        }
    }

    @Test(
        arguments: [
            ("0.390", "0.39"), ("007", "7"), ("0", "0"), ("999999.999999", "999999.999999"), ("1000000", nil),
            ("-1", nil),
            ("1e3", nil), (".5", nil), ("5.", nil), ("0.0000001", nil), ("1,5", nil), ("", nil), ("NaN", nil),
            ("٣", nil),
        ] as [(String, String?)])
    func `a price is a decimal`(text: String, price: String?) {
        #expect(ExactDecimal(text)?.text == price)
    }
}
