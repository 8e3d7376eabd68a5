import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Meter values", .timeLimit(.minutes(1)))
struct MeterTests {
    @Test func `values of a transaction raise its energy by the register`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            let metered = try await writer.meter(station, id, (10, 1_100), (20, 1_250))
            #expect(metered.session?.energyWh == 250)
            #expect(metered.stored.count == 2)
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 2)
        }
    }

    @Test func `a repeated sample adds nothing, and of a mixed report only what is new is told`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            _ = try await writer.meter(station, id, (10, 1_100), (20, 1_250))
            #expect(try await writer.meter(station, id, (10, 1_100), (20, 1_250)).stored.isEmpty)
            let mixed = try await writer.meter(station, id, (20, 1_250), (30, 1_300), (30, 1_300))
            #expect(mixed.stored == [.register(at: 30, 1_300)])
            #expect(mixed.session?.energyWh == 300)
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 3)
        }
    }

    @Test func `energy never goes back and is never negative`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            #expect(try await writer.meter(station, id, (10, 900)).session?.energyWh == 0)
            #expect(try await writer.meter(station, id, (20, 1_500)).session?.energyWh == 500)
            #expect(try await writer.meter(station, id, (30, 1_200)).session?.energyWh == 500)
            let next = try await writer.start(station, at: 40, meter: 1_600)
            #expect(next.closed.map(\.meterStopWh) == [1_500])
        }
    }

    @Test func `values of an estimated session improve the estimate, those of a completed one change nothing`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let lost = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            let next = try await writer.start(station, at: 100, meter: 2_000).session.transactionID
            let late = try #require(try await writer.meter(station, lost, (90, 1_800)).session)
            #expect(late.energyWh == 800)
            #expect(late.meterStopWh == 1_800)
            #expect(late.stoppedAt == at(90))
            _ = try await writer.stop(station, next, at: 200, meter: 2_100)
            let after = try await writer.meter(station, next, (210, 9_000))
            #expect(after.session?.energyWh == 100)
            #expect(after.stored.count == 1)
        }
    }

    @Test func `values without a transaction, or of an unknown one, stay with the station`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let clockAligned = try await writer.meter(station, nil, connector: 0, (10, 5))
            #expect(clockAligned.session == nil)
            #expect(clockAligned.stored.count == 1)
            #expect(try await writer.meter(station, 4_711, (10, 5)).stored.count == 1)
            #expect(try await writer.meter(station, 4_711, (10, 5)).stored.isEmpty)
            #expect(try await fixture.count("SELECT count(*) FROM station_meter_values") == 2)
        }
    }

    @Test func `values of another station's transaction do not reach its session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            let id = try await writer.start(stations[0], at: 0, meter: 0).session.transactionID
            #expect(try await writer.meter(stations[1], id, (10, 900)).session == nil)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE energy_wh = 0") == 1)
        }
    }

    @Test func `values without our number belong to the session that ran on the connector`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let first = try await writer.start(station, at: 0, meter: 0).session
            #expect(try await writer.meter(station, -1, (10, 900)).session?.id == first.id)
            _ = try await writer.stop(station, first.transactionID, at: 20, meter: 950)
            _ = try await writer.start(station, at: 30, meter: 950)
            #expect(try await writer.meter(station, -1, (10, 900)).stored.isEmpty)
        }
    }

    @Test func `many reports of many stations are one statement for all their values`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            var reports: [(Report, ReportSource)] = []
            for number in 0..<60 {
                let station = try await fixture.makeStation("many-\(number)", organization)
                let id = try await writer.start(station, tag: "T\(number)", at: 0, meter: 0).session.transactionID
                let samples: [Sample] = [.register(at: 10, Double(number)), .power(at: 10, 11_000)]
                reports.append(
                    (
                        .metered(MeterReport(connector: 1, transactionID: id, samples: samples)), station.source(at: 10)
                    ))
            }
            _ = fixture.log.takeAll()
            let outcomes = try await writer.results(of: reports).map { try Metered($0.get()) }
            #expect(outcomes.enumerated().allSatisfy { $1.session?.energyWh == Double($0) && $1.stored.count == 2 })
            let inserts = fixture.log.takeAll().count { $0.contains("INSERT INTO meter_values") }
            #expect(inserts <= 3)
        }
    }

    @Test(arguments: [Double.nan, .infinity])
    func `a value that is no number is refused`(value: Double) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let report = MeterReport(connector: 1, transactionID: nil, samples: [.register(at: 0, value)])
            let result = try await writer.result(of: .metered(report), from: station.source(at: 0))
            guard case .failure(.refused) = result else { throw TestFailure("not refused: \(result)") }
        }
    }

    @Test func `values land in the partition of the month in which their session was opened`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 0).session.transactionID
            _ = try await writer.meter(station, id, (10, 900))
            #expect(try await fixture.count("SELECT count(*) FROM ONLY meter_values_default") == 0)
        }
    }
}
