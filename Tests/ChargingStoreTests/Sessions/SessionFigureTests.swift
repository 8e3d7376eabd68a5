import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Figures of sessions", .timeLimit(.minutes(2)))
struct SessionFigureTests {
    private func figures(
        _ fixture: StoreFixture, _ session: SessionID, as viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        try await fixture.reading.sessions(
            ids: [session],
            fields: [.seconds, .pluggedInSeconds, .chargingSeconds, .chargingEndedAt, .maximumPowerW, .pluggedOutAt],
            viewer: viewer)
    }

    @Test func `a session was as long as it was plugged in, and charged as long as power flowed`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            let session = try await writer.start(station, at: 0).session
            try await fixture.status(writer, station, .suspendedEV, at: 600)
            try await fixture.status(writer, station, .charging, at: 900)
            let report = MeterReport(
                connector: 1, transactionID: session.transactionID,
                samples: [.register(at: 1_800, 5_000), .power(at: 1_800, 7_000), .register(at: 3_000, 5_000)])
            _ = try await writer.commit(.metered(report), from: station.source(at: 3_000))
            _ = try await writer.stop(station, session.transactionID, at: 3_600, meter: 5_000)
            try await fixture.status(writer, station, .available, at: 3_900)
            let row = try await figures(fixture, session.id, as: try one.owner)
            #expect(row[.seconds] == .numbers([3_600]) && row[.pluggedInSeconds] == .numbers([3_900]))
            #expect(row[.chargingSeconds] == .numbers([1_500]) && row[.chargingEndedAt] == .timestamps([at(1_800)]))
            #expect(row[.maximumPowerW] == .numbers([7_000]) && row[.pluggedOutAt] == .timestamps([at(3_900)]))
        }
    }

    @Test func `nothing is known of a session that took nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let session = try await writer.start(one.stations[0], at: 0).session
            _ = try await writer.stop(one.stations[0], session.transactionID, at: 10, meter: 1_000)
            let row = try await figures(fixture, session.id, as: try one.owner)
            #expect(row[.seconds] == .numbers([10]) && row[.chargingSeconds] == .numbers([0]))
            #expect(row[.chargingEndedAt] == .timestamps([nil]) && row[.maximumPowerW] == .numbers([nil]))
            #expect(row[.pluggedOutAt] == .timestamps([nil]) && row[.pluggedInSeconds] == .numbers([10]))
        }
    }

    /// Of phases together; of the register where nobody measured power.
    @Test(
        arguments: [
            (["L1", "L2", "L3"], 6_000), (["L1-N", "L2-N", "L3-N"], 6_000), ([], 8_000),
        ] as [([String], Double)])
    func `the highest power is what its charger tells of it`(phases: [String], watts: Double) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            let session = try await writer.start(station, at: 0).session
            // 1,000 Wh in 900 s, 2,000 Wh in 900 s; then 500 Wh within a second, which is the clock's.
            var samples: [Sample] = [
                .register(at: 900, 2_000), .register(at: 1_800, 4_000), .register(at: 1_801, 4_500),
            ]
            for (index, phase) in phases.enumerated() {
                for time in [Int64(900), 1_800] {
                    var power = Sample.power(at: time, time == 900 ? 1_000 : Double(index + 1) * 1_000)
                    power.phase = phase
                    samples.append(power)
                }
            }
            let report = MeterReport(connector: 1, transactionID: session.transactionID, samples: samples)
            _ = try await writer.commit(.metered(report), from: station.source(at: 1_801))
            let row = try await figures(fixture, session.id, as: try one.owner)
            #expect(row[.maximumPowerW] == .numbers([watts]))
        }
    }

    @Test func `values come in as many parts as asked for, each with the lowest, the highest and the mean`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let ids = try await sessionsWithValues(fixture, writer, one)
            _ = fixture.log.takeAll()
            let lists = try await fixture.reading.points(
                ofSessions: ids, measurands: ["Power.Active.Import", "Energy.Active.Import.Register"], count: 2,
                at: at(0), fields: Set(SessionPointField.allCases), viewer: try one.owner)
            #expect(fixture.log.takeAll().filter { $0.contains("meter_values") }.count == 1)
            #expect(lists.offsets == [0, 3, 6])
            let rows = lists.rows
            let energy = "Energy.Active.Import.Register", power = "Power.Active.Import"
            #expect(rows[.measurand] == .texts([energy, power, power, energy, power, power]))
            #expect(rows[.count] == .integers([1, 3, 2, 1, 3, 2]))
            #expect(rows[.minimum] == .numbers([1_500, 10, 40, 1_500, 10, 40]))
            #expect(rows[.average] == .numbers([1_500, 20, 45, 1_500, 20, 45]))
            #expect(rows[.maximum] == .numbers([1_500, 30, 50, 1_500, 30, 50]))
            #expect(rows[.at] == .timestamps([250, 100, 600, 10_250, 10_100, 10_600].map { at($0) }))
            let seen = try await fixture.reading.points(
                ofSessions: ids, measurands: [power], count: 1_000, at: at(0), fields: [.count],
                viewer: try one.driver)
            #expect(seen.offsets == [0, 0, 5])
            #expect(seen.rows[.count] == .integers([1, 1, 1, 1, 1]))
        }
    }

    /// Two that ended after a thousand seconds, the second by the driver's own tag.
    private func sessionsWithValues(
        _ fixture: StoreFixture, _ writer: WriterProbe, _ one: TestOrganization
    ) async throws -> [SessionID] {
        var ids: [SessionID] = []
        for (start, tag) in [(Int64(0), "OTHER"), (10_000, "OWN")] {
            let session = try await writer.start(one.stations[0], tag: tag, at: start).session
            let powers = [(100, 10.0), (300, 20), (499, 30), (600, 40), (1_000, 50)] as [(Int64, Double)]
            let report = MeterReport(
                connector: 1, transactionID: session.transactionID,
                samples: powers.map { .power(at: start + $0.0, $0.1) } + [.register(at: start + 250, 1_500)])
            _ = try await writer.commit(.metered(report), from: one.stations[0].source(at: start + 1_000))
            _ = try await writer.stop(one.stations[0], session.transactionID, at: start + 1_000, meter: 2_000)
            ids.append(session.id)
        }
        return ids
    }

    @Test func `sessions are found by texts, statuses and groups`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), owner = try one.owner
            var tag = TagChange(id: try #require(one.tags["OTHER"]))
            tag.alias = .to("Fleet 100%")
            tag.note = .to("Red van")
            try await fixture.directory.updateTag(tag, viewer: owner)
            var station = StationChange(id: one.stations[1].id)
            station.attributes[.description] = .some("Behind the van")
            _ = try await fixture.directory.updateStation(station, viewer: owner)
            let first = try await writer.start(one.stations[0], tag: "OTHER", at: 0).session
            _ = try await writer.stop(one.stations[0], first.transactionID, at: 10, meter: 1_000)
            let second = try await writer.start(one.stations[1], tag: "UNKNOWN", at: 100).session
            func found(_ change: (inout SessionFilter) -> Void) async throws -> [Int64] {
                var filter = SessionFilter()
                change(&filter)
                return try await fixture.reading.sessions(
                    filter, order: .startedAt, page: PageRequest(first: 10), fields: [], viewer: owner
                ).rows.ids
            }
            let (old, new) = (first.id.rawValue, second.id.rawValue)
            #expect(try await found { $0.tagText = "100%" } == [old])
            #expect(try await found { $0.tagText = "van" } == [old])
            #expect(try await found { $0.tagText = "unkn" } == [new])
            #expect(try await found { $0.tagText = "1__" } == [])
            #expect(try await found { $0.text = "VAN" } == [old, new])
            #expect(try await found { $0.text = "one-2" } == [new])
            #expect(try await found { $0.statuses = [.active, .completed] } == [old, new])
            #expect(try await found { $0.statuses = [.estimated] } == [])
            #expect(try await found { $0.groupIDs = [GroupID(rawValue: 99_999)] } == [])
        }
    }

    @Test func `sessions come by energy and by duration, page by page`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            // Number, energy, seconds; two are equal.
            var ids: [Int64] = []
            for (number, (energy, seconds)) in [(300.25, 50), (100, 30), (300.25, 10), (200, 30)].enumerated() {
                let start = Int64(number) * 1_000
                let session = try await writer.start(one.stations[0], at: start).session
                _ = try await writer.stop(
                    one.stations[0], session.transactionID, at: start + Int64(seconds), meter: 1_000 + energy)
                ids.append(session.id.rawValue)
            }
            let expected: [(SessionOrder, [Int])] = [
                (.energy, [1, 3, 0, 2]), (.energyDescending, [2, 0, 3, 1]), (.duration, [2, 1, 3, 0]),
                (.durationDescending, [0, 3, 1, 2]),
            ]
            for (order, places) in expected {
                var page = PageRequest(first: 1), found: [Int64] = []
                repeat {
                    let rows = try await fixture.reading.sessions(
                        SessionFilter(), order: order, page: page, fields: [.energyWh], viewer: try one.owner)
                    found += rows.rows.ids
                    page.after = rows.positions.last
                    #expect(rows.hasNext == [found.count < 4])
                } while found.count < 4
                #expect(found == places.map { ids[$0] }, "\(order)")
            }
        }
    }

    @Test func `a note is written down by those who operate stations, within their reach`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), two = try await fixture.makeOrganization("two")
            let session = try await writer.start(one.stations[0], tag: "OWN", at: 0).session
            let noted = try await fixture.directory.note(
                "Broken cable", on: session.id, viewer: try one.viewer(.support))
            #expect(noted.id == session.id)
            for viewer in [try one.driver, try two.owner] {
                let error = await #expect(throws: ChargingError.self) {
                    _ = try await fixture.directory.note("Mine", on: session.id, viewer: viewer)
                }
                #expect(error?.code == (viewer.role == .driver ? .forbidden : .notFound))
            }
            let rows = try await fixture.reading.sessions(ids: [session.id], fields: [.note], viewer: try one.driver)
            #expect(rows[.note] == .texts(["Broken cable"]))
            _ = try await fixture.directory.note(nil, on: session.id, viewer: try one.owner)
            #expect(
                try await fixture.reading.sessions(ids: [session.id], fields: [.note], viewer: try one.owner)[.note]
                    == .texts([nil]))
        }
    }
}
