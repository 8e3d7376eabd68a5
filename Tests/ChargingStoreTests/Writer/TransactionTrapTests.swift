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

    @Test func `trap 18: signed data is kept as it came, beside the numbers, and is no energy`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let session = try await writer.start(station, at: 0, meter: 1_000).session
            var signed = Sample.register(at: 60, 0)
            (signed.unit, signed.signedData) = ("", "OCMF|{}|{}")
            let report = MeterReport(
                connector: 1, transactionID: session.transactionID, samples: [signed, .register(at: 60, 1_500)])
            for _ in 0..<2 { _ = try await writer.commit(.metered(report), from: station.source(at: 60)) }
            let page = try await fixture.reading.meterValues(
                ofSessions: [session.id], page: PageRequest(first: 10), fields: [.value, .signedData],
                viewer: organization.owner)
            #expect(page.rows[.value] == .numbers([nil, 1_500]) || page.rows[.value] == .numbers([1_500, nil]))
            guard case .texts(let texts)? = page.rows[.signedData] else { throw TestFailure("no signed data") }
            #expect(texts.compactMap { $0 } == ["OCMF|{}|{}"])
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE energy_wh = 500") == 1)
        }
    }

    @Test
    func `values without any number are those of the session on their connector, unless the clock asked for them`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let session = try await writer.start(station, at: 0, meter: 1_000).session
            #expect(try await writer.meter(station, nil, (60, 1_200)).session?.energyWh == 200)
            var aligned = Sample.register(at: 120, 9_000_000)
            aligned.context = "Sample.Clock"
            let report = MeterReport(connector: 1, transactionID: nil, samples: [aligned])
            let outcome = try Metered(try await writer.commit(.metered(report), from: station.source(at: 120)))
            #expect(outcome.session == nil && outcome.stored.count == 1)
            #expect(try await writer.meter(station, nil, connector: 2, (60, 1_200)).session == nil)
            _ = try await writer.stop(station, session.transactionID, at: 180, meter: 1_300)
            let page = try await fixture.reading.meterValues(
                ofStations: [station.id], connector: 1, page: PageRequest(first: 10), fields: [.value],
                viewer: organization.owner)
            #expect(page.rows[.value] == .numbers([9_000_000]))
            let unseen = try await fixture.reading.meterValues(
                ofStations: [station.id], connector: 1, page: PageRequest(first: 10), fields: [.value],
                viewer: organization.driver)
            #expect(unseen.rows.ids.isEmpty)
        }
    }

    @Test func `trap 15: a stop of an unknown transaction is listed until its start comes`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let station = one.stations[0]
            _ = try await writer.stop(station, -1, at: 600, meter: 2_000)
            func orphans(_ viewer: Viewer) async throws -> RowPages<SessionFactField> {
                try await fixture.reading.orphanStops(
                    ofStations: [station.id], page: PageRequest(first: 10), fields: [.kind], viewer: viewer)
            }
            #expect(try await orphans(one.owner).rows[.kind] == .texts(["ORPHAN_STOP"]))
            for viewer in try [two.owner, one.driver] { #expect(try await orphans(viewer).rows.ids.isEmpty) }
            _ = try await writer.start(station, at: 0, meter: 1_000)
            #expect(try await orphans(one.owner).rows.ids.isEmpty)
        }
    }

    @Test func `complaint 10: a session whose charger never comes back is closed by a person, and its tag is free`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let (station, other) = (one.stations[0], one.stations[1])
            let ghost = try await writer.start(station, at: 0, meter: 1_000).session
            _ = try await writer.meter(station, ghost.transactionID, (60, 1_400))
            #expect(try await writer.start(other, at: 100).verdict.status == .concurrentTx)
            func close(_ viewer: Viewer) async throws -> SessionState {
                try await fixture.directory.closeSession(ghost.id, details: ["reason": "OPERATOR"], viewer: viewer)
            }
            await #expect(throws: ChargingError.self) { try await close(two.owner) }
            await #expect(throws: ChargingError.self) { try await close(one.driver) }
            _ = try await fixture.client.query("UPDATE stations SET presence = 'ONLINE'")
            await #expect(throws: ChargingError.self) { try await close(one.owner) }
            _ = try await fixture.client.query("UPDATE stations SET presence = 'OFFLINE'")
            let closed = try await close(one.owner)
            #expect(closed.status == .estimated && closed.energyWh == 400 && closed.meterStopWh == 1_400)
            await #expect(throws: ChargingError.self) { try await close(one.owner) }
            #expect(try await writer.start(other, at: 200).verdict.status == .accepted)
            // The charger's own stop takes the place of the estimate.
            let stopped = try await writer.stop(station, ghost.transactionID, at: 90, meter: 1_600)
            #expect(stopped.session?.status == .completed && stopped.session?.energyWh == 600)
            #expect(try await fixture.facts(station) == ["START", "ESTIMATE", "LATE_STOP"])
        }
    }
}
