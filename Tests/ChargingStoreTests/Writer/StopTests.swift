import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Stops", .timeLimit(.minutes(1)))
struct StopTests {
    @Test func `a stop completes its session with the energy of its registers`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let started = try await writer.start(station, at: 0, meter: 1_000)
            let stopped = try await writer.stop(station, started.session.transactionID, at: 60, meter: 3_500)
            let session = try #require(stopped.session)
            #expect(session.status == .completed)
            #expect(session.energyWh == 2_500)
            #expect(session.stoppedAt == at(60))
            #expect(session.stopReason == "Local")
            #expect(stopped.verdict == nil)
            #expect(!stopped.isRepeated)
            #expect(try await fixture.facts(station) == ["START", "STOP"])
        }
    }

    @Test func `a repeated stop gets the same answer and adds nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0).session.transactionID
            let first = try await writer.stop(station, id, at: 60, meter: 3_500, samples: [.register(at: 59, 3_400)])
            let second = try await writer.stop(station, id, at: 60, meter: 3_500, samples: [.register(at: 59, 3_400)])
            #expect(second.session == first.session)
            #expect(second.isRepeated)
            #expect(try await fixture.facts(station) == ["START", "STOP"])
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 1)
            #expect(try await fixture.count("SELECT count(*) FROM station_meter_values") == 0)
        }
    }

    @Test func `a second stop that differs is noted, and the first one stands`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0).session.transactionID
            let first = try await writer.stop(station, id, at: 60, meter: 3_500)
            for _ in 0..<2 {
                let second = try await writer.stop(station, id, at: 90, meter: 9_999)
                #expect(second.session == first.session)
            }
            #expect(try await fixture.facts(station) == ["START", "STOP", "SECOND_STOP"])
        }
    }

    @Test func `a late stop completes a session that had been estimated`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let lost = try await writer.start(station, at: 0, meter: 1_000)
            _ = try await writer.start(station, at: 100, meter: 2_000)
            let stopped = try await writer.stop(station, lost.session.transactionID, at: 90, meter: 1_900)
            #expect(stopped.session?.status == .completed)
            #expect(stopped.session?.energyWh == 900)
            #expect(try await fixture.facts(station) == ["START", "ESTIMATE", "START", "LATE_STOP"])
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE status = 'ACTIVE'") == 1)
        }
    }

    @Test func `a stop of an unknown number is kept once as an orphan`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            for round in 0..<2 {
                let stopped = try await writer.stop(
                    station, 4_711, at: 60, meter: 3_500, samples: [.register(at: 59, 3_400)])
                #expect(stopped.session == nil)
                #expect(stopped.isRepeated == (round == 1))
            }
            #expect(try await fixture.facts(station) == ["ORPHAN_STOP"])
            #expect(try await fixture.count("SELECT count(*) FROM station_meter_values") == 1)
        }
    }

    @Test func `a stop of another station's number is an orphan and stops nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            let id = try await writer.start(stations[0], at: 0).session.transactionID
            #expect(try await writer.stop(stations[1], id, at: 60, meter: 3_500).session == nil)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE status = 'ACTIVE'") == 1)
        }
    }

    @Test(arguments: [-1, 0] as [Int32])
    func `a stop without our number stops the only session that it can mean`(number: Int32) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let started = try await writer.start(station, at: 0)
            let values: [Sample] = [.register(at: 59, 3_400)]
            let first = try await writer.stop(station, number, at: 60, meter: 3_500, samples: values)
            #expect(first.session?.id == started.session.id)
            let next = try await writer.start(station, at: 100)
            let repeated = try await writer.stop(station, number, at: 60, meter: 3_500, samples: values)
            #expect(repeated.session?.id == started.session.id)
            #expect(repeated.isRepeated)
            #expect(try await fixture.facts(station) == ["START", "STOP", "START"])
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 1)
            #expect(try await fixture.count("SELECT count(*) FROM station_meter_values") == 0)
            #expect(
                try await fixture.count(
                    "SELECT count(*) FROM sessions WHERE status = 'ACTIVE' AND id = \(next.session.id.rawValue)") == 1)
        }
    }

    @Test func `a stop without our number stops nothing when two sessions can be meant, or none had begun`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.start(station, connector: 1, at: 10)
            #expect(try await writer.stop(station, -1, at: 5, meter: 3_500).session == nil)
            _ = try await writer.start(station, connector: 2, tag: "X", at: 20)
            #expect(try await writer.stop(station, -1, at: 60, meter: 3_500).session == nil)
            #expect(try await fixture.facts(station) == ["START", "ORPHAN_STOP", "START", "ORPHAN_STOP"])
        }
    }

    @Test func `a register that ends below its start is never negative energy and keeps what was measured`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let first = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            #expect(try await writer.stop(station, first, at: 10, meter: 990).session?.energyWh == 0)
            let second = try await writer.start(station, at: 20, meter: 1_000).session.transactionID
            _ = try await writer.meter(station, second, (30, 1_400))
            #expect(try await writer.stop(station, second, at: 40, meter: 0).session?.energyWh == 400)
        }
    }

    @Test func `the tag that stops gets a verdict of its own`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0).session.transactionID
            #expect(try await writer.stop(station, id, at: 10, meter: 1_000, idTag: "own").verdict?.status == .accepted)
            #expect(try await writer.stop(station, id, at: 11, meter: 1_000, idTag: "no").verdict?.status == .invalid)
        }
    }

    @Test func `a stop without our number stops nothing when its register is below what was measured`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            _ = try await writer.meter(station, id, (30, 1_400))
            #expect(try await writer.stop(station, -1, at: 60, meter: 1_399).session == nil)
            #expect(try await fixture.facts(station) == ["START", "ORPHAN_STOP"])
            #expect(try await writer.stop(station, -1, at: 61, meter: 1_400).session?.transactionID == id)
        }
    }

    @Test func `a stop with the session's own number overrules one that was guessed`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            #expect(try await writer.stop(station, -1, at: 30, meter: 1_200).session?.energyWh == 200)
            let real = try await writer.stop(station, id, at: 60, meter: 3_500)
            #expect(real.session?.energyWh == 2_500)
            #expect(real.session?.stoppedAt == at(60))
            #expect(!real.isRepeated)
            let facts = ["START", "STOP", "CORRECTION"]
            #expect(try await fixture.facts(station) == facts)
            // Whatever is repeated changes nothing any more.
            for (number, seconds, meter) in [(id, 60, 3_500), (-1, 30, 1_200)] as [(Int32, Int64, Double)] {
                let repeated = try await writer.stop(station, number, at: seconds, meter: meter)
                #expect(repeated.session == real.session)
                #expect(repeated.isRepeated)
            }
            #expect(try await fixture.facts(station) == facts)
            #expect(try await writer.stop(station, id, at: 90, meter: 9_999).session == real.session)
            #expect(try await fixture.facts(station) == facts + ["SECOND_STOP"])
        }
    }

    @Test func `a guessed stop that its own number repeats is the same stop`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            let guessed = try await writer.stop(station, -1, at: 30, meter: 1_200)
            let named = try await writer.stop(station, id, at: 30, meter: 1_200)
            #expect(named.session == guessed.session)
            #expect(named.isRepeated)
            #expect(try await fixture.facts(station) == ["START", "STOP"])
        }
    }

    @Test func `a register below its start that overrules a guess falls back on what was measured`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            _ = try await writer.meter(station, id, (20, 1_100))
            _ = try await writer.stop(station, -1, at: 30, meter: 5_000)
            #expect(try await writer.stop(station, id, at: 60, meter: 0).session?.energyWh == 100)
        }
    }
}
