import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport
import Testing

/// What goes wrong between the start of a transaction and its end, as far as the writer of reports can help it.
@Suite("Traps of the field: transactions in the database", .timeLimit(.minutes(1)))
struct TransactionTrapTests {
    @Test func `trap 12: a start that comes again after a stop that did not name it is no new one`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let first = try await writer.start(station, at: 0)
            let stopped = try await writer.stop(station, -1, at: 60, meter: 3_500)
            _ = try await fixture.client.query("UPDATE tags SET is_blocked = true")
            let again = try await writer.start(station, at: 0)
            #expect(again.isRepeated)
            #expect(again.verdict == first.verdict)
            #expect(again.session == stopped.session)
            #expect(try await fixture.facts(station) == ["START", "STOP"])
        }
    }

    // MARK: - Trap 14: transactions without our number

    @Test func `trap 14: of two that run, the tag tells which one a stop without our number means`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.start(station, connector: 1, tag: "OTHER", at: 0)
            let second = try await writer.start(station, connector: 2, tag: "OWN", at: 0)
            let stopped = try await writer.stop(station, -1, at: 60, meter: 3_500, idTag: "own")
            #expect(stopped.session?.id == second.session.id)
        }
    }

    @Test func `trap 14: of two that run, the register tells which one a stop without our number means`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.start(station, connector: 1, tag: "OTHER", at: 0, meter: 50_000)
            let second = try await writer.start(station, connector: 2, tag: "OWN", at: 0, meter: 1_000)
            #expect(try await writer.stop(station, 0, at: 60, meter: 3_500).session?.id == second.session.id)
        }
    }

    @Test func `trap 14: a stop without our number replaces the estimate of its session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let session = try await writer.start(station, at: 0, meter: 1_000).session
            let estimate = EstimateReport(session: session.id, reason: .connectorAvailable)
            _ = try await writer.commit(.estimated(estimate), from: station.source(at: 500))
            #expect(try await writer.stop(station, -1, at: 60, meter: 3_500, idTag: "NOBODY").session == nil)
            let stopped = try await writer.stop(station, -1, at: 60, meter: 3_600, idTag: "OTHER")
            #expect(stopped.session?.id == session.id)
            #expect(stopped.session?.status == .completed)
            #expect(stopped.session?.energyWh == 2_600)
            #expect(try await fixture.facts(station) == ["START", "ESTIMATE", "ORPHAN_STOP", "LATE_STOP"])
        }
    }

    // MARK: - Trap 15: stops that no start has come for

    @Test(arguments: [-1, 0, -7, 4_711] as [Int32])
    func `trap 15: a stop that came before its start completes it when that comes`(number: Int32) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            #expect(try await writer.stop(station, number, at: 60, meter: 3_500, idTag: "other").session == nil)
            let started = try await writer.start(station, at: 0, meter: 1_000)
            #expect(started.verdict.status == .accepted)
            #expect(started.session.status == .completed)
            #expect(started.session.energyWh == 2_500)
            #expect(started.session.stoppedAt == at(60))
            let facts = ["ORPHAN_STOP", "STOP", "START"]
            #expect(try await fixture.facts(station).filter { $0 != "ESTIMATE" } == facts)
            // Whatever is repeated adds nothing.
            let again = try await writer.start(station, at: 0, meter: 1_000)
            #expect(again.session == started.session)
            #expect(again.isRepeated)
            #expect(try await writer.stop(station, number, at: 60, meter: 3_500, idTag: "other").isRepeated)
            #expect(try await fixture.facts(station).filter { $0 != "ESTIMATE" } == facts)
        }
    }

    @Test func `trap 15: a stop that was taken in is overruled by the session's own`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.stop(station, 4_711, at: 60, meter: 3_500)
            let session = try await writer.start(station, at: 0, meter: 1_000).session
            #expect(session.energyWh == 2_500)
            let stopped = try await writer.stop(station, session.transactionID, at: 90, meter: 4_000)
            #expect(stopped.session?.energyWh == 3_000)
            #expect(try await fixture.facts(station).last == "CORRECTION")
        }
    }

    @Test(
        arguments: [
            ("before it", 10, 1_000, "OTHER"), ("below its register", 0, 3_501, "OTHER"),
            ("of another tag", 0, 1_000, "X"),
        ] as [(String, Int64, Double, String)])
    func `trap 15: a stop that cannot be a start's stays an orphan`(
        why: String, seconds: Int64, meter: Double, tag: String
    ) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.stop(station, -1, at: 5, meter: 3_500, idTag: "OTHER")
            let started = try await writer.start(station, tag: tag, at: seconds, meter: meter)
            #expect(started.session.status == .active, "a stop \(why)")
        }
    }

    @Test func `trap 15: an orphan is taken in once, and by nobody before whom another session began`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.stop(station, -1, at: 60, meter: 3_500)
            let second = try await writer.start(station, at: 50, meter: 3_000).session
            #expect(second.status == .completed)
            let first = try await writer.start(station, at: 0, meter: 1_000).session
            #expect(first.status == .active)
            let other = try await writer.start(station, connector: 2, tag: "X", at: 55, meter: 3_000).session
            #expect(other.status == .active)
        }
    }

    @Test func `trap 15: a start that was over before it came holds no tag`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            _ = try await writer.start(stations[1], at: 30)
            _ = try await writer.stop(stations[0], -1, at: 20, meter: 3_500)
            #expect(try await writer.start(stations[0], at: 10).verdict.status == .accepted)
        }
    }

    @Test func `trap 15: what cannot be right is flagged`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 60, meter: 1_000).session.transactionID
            _ = try await writer.stop(station, id, at: 30, meter: 900)
            let flags = try await fixture.client.query(
                "SELECT details->>'isMeterBelowStart' || (details->>'isBeforeStart') AS flags FROM session_facts WHERE kind = 'STOP'"
            ).column("flags", as: String.self)
            #expect(flags == ["truetrue"])
        }
    }

    @Test func `trap 16: a stop that comes after a reboot completes its session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            let rebooted = try #require(
                try await fixture.chargePoints.attach(
                    station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(50))
            ).station
            let stop = StopReport(
                transactionID: id, idTag: nil, at: reported(20), meterStopWh: 1_800, reason: "HardReset", samples: [])
            let stopped = try Stopped(try await writer.commit(.stopped(stop), from: rebooted.source(at: 60)))
            #expect(stopped.session?.status == .completed)
            #expect(stopped.session?.energyWh == 800)
            #expect(stopped.session?.stopReason == "HardReset")
        }
    }

    @Test func `trap 17: a start closes what was open, whose late values and stop still count`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let lost = try await writer.start(station, at: 0, meter: 1_000).session
            let next = try await writer.start(station, at: 100, meter: 2_000)
            #expect(next.closed.map(\.id) == [lost.id])
            #expect(try await writer.meter(station, lost.transactionID, (90, 1_700)).session?.energyWh == 700)
            let stopped = try await writer.stop(station, lost.transactionID, at: 95, meter: 1_900)
            #expect(stopped.session?.energyWh == 900)
            // Chargers send values of a transaction after its stop; they are kept and change nothing.
            let after = try await writer.meter(station, lost.transactionID, (96, 1_950))
            #expect(after.session?.energyWh == 900)
            #expect(after.stored.count == 1)
        }
    }

    // MARK: - Trap 18: registers

    @Test func `trap 18: a register that counts by the session is understood so`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000_000).session.transactionID
            #expect(try await writer.meter(station, id, (600, 2_000)).session?.energyWh == 2_000)
            #expect(try await writer.meter(station, id, (1_200, 4_000)).session?.energyWh == 4_000)
            #expect(try await writer.stop(station, id, at: 1_300, meter: 4_400).session?.energyWh == 4_400)
        }
    }

    @Test func `complaint 13: a register that tells of the session and the lifetime by turns`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000_000).session.transactionID
            for (seconds, register) in [(600, 2_000), (610, 1_002_050), (620, 2_100), (630, 1_002_150)] {
                _ = try await writer.meter(station, id, (Int64(seconds), Double(register)))
            }
            #expect(try await writer.meter(station, id, (640, 2_200)).session?.energyWh == 2_200)
            #expect(try await writer.stop(station, id, at: 700, meter: 1_002_300).session?.energyWh == 2_300)
        }
    }

    @Test(arguments: [999_990, 400_000] as [Double])
    func `trap 18: a register that only falls is no energy`(register: Double) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000_000).session.transactionID
            #expect(try await writer.meter(station, id, (60, register)).session?.energyWh == 0)
            #expect(try await writer.stop(station, id, at: 61, meter: register).session?.energyWh == 0)
        }
    }

    @Test func `trap 18: the main meter is nobody's session, whatever number it carries`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 1_000).session.transactionID
            let metered = try await writer.meter(station, id, connector: 0, (10, 900_000))
            #expect(metered.session == nil)
            #expect(metered.stored.count == 1)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE energy_wh = 0") == 1)
            #expect(try await fixture.count("SELECT count(*) FROM station_meter_values") == 1)
        }
    }

    @Test func `trap 18: three phases together are the register`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 900).session.transactionID
            let samples = ["L1", "L2", "L3"].map { phase in
                var sample = Sample.register(at: 60, 400)
                sample.phase = phase
                return sample
            }
            let report = MeterReport(connector: 1, transactionID: id, samples: samples)
            let metered = try Metered(try await writer.commit(.metered(report), from: station.source(at: 60)))
            #expect(metered.session?.energyWh == 300)
            #expect(metered.stored.count == 3)
        }
    }
}
