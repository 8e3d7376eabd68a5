import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Costs of sessions", .timeLimit(.minutes(2)))
struct CostTests {
    @Test func `a session costs what it has taken so far, and what it took in all when it is over`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await fixture.charging(by: try .euros(session: "0.5", kwh: "0.39", minute: "0.011"), one)
            let session = try await writer.start(one.stations[0], at: 0).session
            _ = try await writer.meter(one.stations[0], session.transactionID, (600, 3_000.4), (1_200, 5_000))
            let live = try await fixture.costs(session.id, at: 1_500, as: one.owner)
            #expect(
                live
                    == ReadCosts(
                        total: "2.34",
                        lines: [
                            "SESSION 1 × 0.5 = 0.50", "ENERGY 4.000 × 0.39 = 1.56", "TIME 25.00 × 0.011 = 0.28",
                        ], isFinal: false))
            #expect(try await fixture.keptCosts(session.id) == nil)
            _ = try await writer.stop(one.stations[0], session.transactionID, at: 3_600, meter: 11_001)
            let over = try await fixture.costs(session.id, at: 99_999, as: one.owner)
            #expect(over?.lines[1...] == ["ENERGY 10.001 × 0.39 = 3.90", "TIME 60.00 × 0.011 = 0.66"])
            #expect(over?.total == "5.06" && over?.isFinal == true)
            #expect(try await fixture.keptCosts(session.id) == "5.06 EUR")
        }
    }

    @Test func `a late stop has the costs of an estimate computed anew, and so has its correction`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await fixture.charging(by: try .euros(kwh: "1"), one)
            let session = try await writer.start(one.stations[0], at: 0).session
            _ = try await writer.meter(one.stations[0], session.transactionID, (600, 3_000))
            _ = try await writer.start(one.stations[0], tag: "OWN", at: 7_200, meter: 8_000)
            let estimate = try await fixture.costs(session.id, at: 9_000, as: one.owner)
            #expect(estimate == ReadCosts(total: "2.00", lines: ["ENERGY 2.000 × 1 = 2.00"], isFinal: false))
            // Without its number it is guessed, and corrected by the one that has it.
            _ = try await writer.stop(one.stations[0], -1, at: 3_600, meter: 7_000, idTag: "OTHER")
            #expect(try await fixture.keptCosts(session.id) == "6.00 EUR")
            _ = try await writer.stop(one.stations[0], session.transactionID, at: 3_700, meter: 7_500)
            let final = try await fixture.costs(session.id, at: 9_000, as: one.owner)
            #expect(final == ReadCosts(total: "6.50", lines: ["ENERGY 6.500 × 1 = 6.50"], isFinal: true))
        }
    }

    /// 2026-09-21 is a Monday; at(0) is 16:13:20 in Berlin.
    @Test func `energy is split over times of day by what the meter told`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let evening = TariffPeriod.kwh("0.25", on: [1], from: 17 * 60, to: 18 * 60 + 30)
            try await fixture.charging(by: try .euros(kwh: "0.5", periods: [evening]), one)
            let session = try await writer.start(one.stations[0], at: 0).session
            // Until 17:23:20, a third of it after 17:00; nothing until 17:43:20; then until the stop at 19:06:40, where 2,800
            // of 5,000 seconds are before 18:30.
            _ = try await writer.meter(one.stations[0], session.transactionID, (4_200, 7_000), (5_400, 7_000))
            _ = try await writer.stop(one.stations[0], session.transactionID, at: 10_400, meter: 17_000)
            let costs = try await fixture.costs(session.id, at: 10_400, as: one.owner)
            #expect(costs?.lines == ["ENERGY 8.400 × 0.5 = 4.20", "ENERGY/1 7.600 × 0.25 = 1.90"])
            #expect(costs?.total == "6.10")
        }
    }

    @Test func `idle minutes cost after the free time, also when the session is over, until the connector is free`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await fixture.charging(by: try .euros(kwh: "1", idle: "0.1", free: 600), one)
            let session = try await writer.start(station, at: 0).session
            try await fixture.status(writer, station, .charging, at: 1)
            _ = try await writer.meter(station, session.transactionID, (3_600, 5_000))
            try await fixture.status(writer, station, .suspendedEV, at: 3_660)
            _ = try await writer.meter(station, session.transactionID, (4_500, 5_000))
            // Free until 4,200.
            let waiting = try await fixture.costs(session.id, at: 4_800, as: one.owner)
            #expect(waiting?.lines == ["ENERGY 4.000 × 1 = 4.00", "IDLE 10.00 × 0.1 = 1.00"])
            _ = try await writer.stop(station, session.transactionID, at: 5_400, meter: 5_000)
            #expect(try await fixture.keptCosts(session.id) == "6.00 EUR")
            try await fixture.status(writer, station, .finishing, at: 5_400)
            let blocking = try await fixture.costs(session.id, at: 6_000, as: one.owner)
            #expect(blocking?.total == "7.00" && blocking?.isFinal == false)
            try await fixture.status(writer, station, .available, at: 6_600)
            #expect(try await fixture.keptCosts(session.id) == "8.00 EUR")
            let gone = try await fixture.costs(session.id, at: 99_999, as: one.owner)
            #expect(gone?.total == "8.00" && gone?.isFinal == true)
            // Whoever comes next pays for themselves.
            try await fixture.status(writer, station, .finishing, at: 7_000)
            #expect(try await fixture.costs(session.id, at: 99_999, as: one.owner) == gone)
        }
    }

    @Test func `a connector that was free before the stop came is not blocked`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await fixture.charging(by: try .euros(kwh: "1", idle: "0.1"), one)
            let session = try await writer.start(station, at: 0).session
            try await fixture.status(writer, station, .charging, at: 1)
            try await fixture.status(writer, station, .finishing, at: 3_600)
            try await fixture.status(writer, station, .available, at: 3_720)
            _ = try await writer.stop(station, session.transactionID, at: 3_600, meter: 2_000)
            let costs = try await fixture.costs(session.id, at: 99_999, as: one.owner)
            #expect(costs?.lines == ["ENERGY 1.000 × 1 = 1.00", "IDLE 2.00 × 0.1 = 0.20"])
            #expect(costs?.isFinal == true)
        }
    }

    @Test func `who never said to be gone blocked the connector until its next session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await fixture.charging(by: try .euros(kwh: "1", idle: "0.1"), one)
            let session = try await writer.start(station, at: 0).session
            _ = try await writer.stop(station, session.transactionID, at: 3_600, meter: 2_000)
            try await fixture.status(writer, station, .finishing, at: 3_600)
            #expect(try await fixture.keptCosts(session.id) == "1.00 EUR")
            _ = try await writer.start(station, tag: "OWN", at: 4_200, meter: 2_000)
            #expect(try await fixture.keptCosts(session.id) == "2.00 EUR")
            #expect(try await fixture.costs(session.id, at: 99_999, as: one.owner)?.isFinal == true)
        }
    }

    @Test func `minutes of charging are those until the last energy, without times of suspension`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await fixture.charging(by: try .euros(minute: "0.1", minutes: .charging), one)
            let session = try await writer.start(station, at: 0).session
            try await fixture.status(writer, station, .suspendedEVSE, at: 600)
            try await fixture.status(writer, station, .charging, at: 1_200)
            _ = try await writer.meter(station, session.transactionID, (1_800, 3_000), (3_000, 3_000))
            _ = try await writer.stop(station, session.transactionID, at: 3_600, meter: 3_000)
            #expect(
                try await fixture.costs(session.id, at: 3_600, as: one.owner)?.lines == ["TIME 20.00 × 0.1 = 2.00"])
        }
    }

    @Test func `amounts have the decimals of their currency, and lines add up to the rounded whole`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            let hours = (0..<20).map { TariffPeriod.kwh("33.3", from: $0 * 60, to: $0 * 60 + 60) }
            try await fixture.charging(by: try .euros(kwh: "33.3", periods: hours, currency: "JPY"), one)
            let session = try await writer.start(station, at: 0).session
            _ = try await writer.stop(station, session.transactionID, at: 9_000, meter: 2_000)
            let costs = try #require(try await fixture.costs(session.id, at: 9_000, as: one.owner))
            // 46 min 40 s, an hour, 43 min 20 s of 150.
            #expect(
                costs.lines == [
                    "ENERGY/17 0.311 × 33.3 = 10", "ENERGY/18 0.400 × 33.3 = 13", "ENERGY/19 0.289 × 33.3 = 10",
                ])
            #expect(costs.total == "33")
        }
    }

    /// One hour is left out, or comes twice.
    @Test(arguments: [
        (22 * 60, 6 * 60, "2026-03-27", 480), (22 * 60, 6 * 60, "2026-03-28", 420),
        (22 * 60, 6 * 60, "2026-10-24", 540),
        (150, 210, "2026-03-27", 60), (150, 210, "2026-03-28", 30), (150, 210, "2026-10-24", 90),
        (110, 150, "2026-10-24", 70),
    ])
    func `a night is as long as the clock makes it`(starts: Int, ends: Int, day: String, minutes: Int) async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let prices = try TariffPrices.euros(kwh: "1", periods: [.kwh("0", from: starts, to: ends)])
            let id = try await fixture.tariff("T", prices, one)
            let rows = try await fixture.client.query(
                """
                SELECT (sum(extract(epoch FROM p.until - p.since)) / 60)::int4 AS minutes FROM tariff_versions v,
                    tariff_pieces(v.id, (\(day)::date + interval '12 hours') AT TIME ZONE 'Europe/Berlin',
                        (\(day)::date + interval '36 hours') AT TIME ZONE 'Europe/Berlin') p
                WHERE v.tariff_id = \(id.rawValue) AND p.period = 1
                """)
            #expect(try rows.single().int("minutes") == minutes)
        }
    }

    @Test func `a charge that may come is asked for without one`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let prices = try TariffPrices.euros(session: "1", kwh: "0.39", minute: "0.02", idle: "0.1", free: 600)
            let id = try await fixture.tariff("T", prices, one)
            let question = TariffQuestion(
                tariff: id, energyWh: 20_000, durationSeconds: 7_200, idleSeconds: 1_200, startsAt: at(100))
            let answer = try await fixture.reading.costs(
                of: question, fields: Set(CostField.allCases), viewer: one.owner)
            #expect(
                try ReadCosts(answer)
                    == ReadCosts(
                        total: "12.60",
                        lines: [
                            "SESSION 1 × 1 = 1.00", "ENERGY 20.000 × 0.39 = 7.80", "TIME 140.00 × 0.02 = 2.80",
                            "IDLE 10.00 × 0.1 = 1.00",
                        ], isFinal: true))
            var before = question
            before.startsAt = at(-1)
            #expect(try await fixture.reading.costs(of: before, fields: [], viewer: one.owner).count == 0)
            #expect(try await fixture.reading.costs(of: question, fields: [], viewer: one.driver).count == 0)
        }
    }

    @Test func `what sessions cost is summed by currency, of those that the viewer reaches`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await fixture.charging(by: try .euros(kwh: "1"), one)
            let francs = try await fixture.tariff("F", try .euros(kwh: "2", currency: "CHF"), one)
            try await fixture.assign(francs, stations: [one.stations[1]], one)
            for (place, station) in one.stations.enumerated() {
                for (number, tag) in ["OWN", "OTHER"].enumerated() where place == 0 || tag == "OTHER" {
                    let start = Int64(place * 20_000 + number * 10_000)
                    let session = try await writer.start(station, tag: tag, at: start).session
                    _ = try await writer.stop(station, session.transactionID, at: start + 60, meter: 1_600)
                }
            }
            func costs(_ viewer: Viewer) async throws -> [String] {
                try await fixture.reading.sessionTotals(SessionFilter(), withCosts: true, viewer: viewer).costs
                    .map { "\($0.amount) \($0.currency)" }
            }
            #expect(try await costs(one.owner) == ["1.20 CHF", "1.20 EUR"])
            #expect(try await costs(one.driver) == ["0.60 EUR"])
        }
    }

    @Test func `a tariff that cannot be reckoned with does not keep a session from ending`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await fixture.charging(by: try .euros(kwh: "1"), one)
            // As if a time zone had left the database.
            _ = try await fixture.client.pipeline([
                """
                INSERT INTO tariff_versions (organization_id, tariff_id, number, currency, decimals, time_zone, valid_from,
                    created_at)
                SELECT organization_id, tariff_id, 2, currency, decimals, 'Nowhere', valid_from, now() FROM tariff_versions
                """,
                """
                INSERT INTO tariff_periods (organization_id, version_id, number, days, starts_minute, ends_minute)
                SELECT organization_id, id, 1, '{1}', 0, 60 FROM tariff_versions WHERE number = 2
                """,
            ])
            let session = try await writer.start(one.stations[0], at: 0).session
            let stopped = try await writer.stop(one.stations[0], session.transactionID, at: 60, meter: 1_500)
            #expect(stopped.session?.status == .completed)
            #expect(try await fixture.keptCosts(session.id) == nil)
            await #expect(throws: ChargingError.self) { _ = try await fixture.costs(session.id, at: 60, as: one.owner) }
        }
    }
}
