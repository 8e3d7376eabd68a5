import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// What is set right for chargers whose profile is switched on, and only for them.
@Suite("Quirk profiles: what is set right", .timeLimit(.minutes(1)))
struct QuirkTests {
    private func bench(
        vendor: String = "*", _ correct: (inout QuirkCorrections) -> Void
    ) async throws -> ChargePointBench {
        let bench = try await ChargePointBench(starts: false)
        var corrections = QuirkCorrections()
        correct(&corrections)
        bench.database.quirkProfiles = [
            QuirkProfile(
                id: QuirkProfileID(rawValue: 1), vendor: QuirkPattern(vendor), model: QuirkPattern("*"),
                firmwareVersion: QuirkPattern("*"), corrections: corrections)
        ]
        try await bench.start()
        return bench
    }

    private func startedTags(_ bench: ChargePointBench) -> [String] {
        bench.database.reports.compactMap { if case .started(let start) = $0 { start.idTag } else { nil } }
    }

    @Test func `trap 21: a reader that gives the bytes of a card in reverse order is understood`() async throws {
        let bench = try await bench { $0.reversesIDTag = true }
        _ = await bench.exchange(Frames.start(tag: "11AA04"))
        _ = await bench.exchange(Frames.authorize(tag: "11aa04"))
        #expect(startedTags(bench) == ["04AA11"])
        #expect(bench.database.reports.contains(.authorizationAsked(idTag: "04aa11")))
    }

    @Test(arguments: ["11AA0", "VIRTUAL", "G1AA04", ""])
    func `what is no hexadecimal number is not reversed`(tag: String) {
        var corrections = QuirkCorrections()
        corrections.reversesIDTag = true
        #expect(corrections.idTag(heard: tag) == tag)
        #expect(corrections.idTag(told: tag) == tag)
    }

    @Test(arguments: [
        ("04AA11_12345", "04AA11"), ("04AA11", "04AA11"), ("04_AA_1", "04_AA"), ("_12345", "_12345"),
        ("04AA11_", "04AA11"),
    ])
    func `trap 21: what a charger adds to a tag is left out`(sent: String, meant: String) {
        var corrections = QuirkCorrections()
        corrections.idTagSuffixSeparator = "_"
        #expect(corrections.idTag(heard: sent) == meant)
    }

    @Test func `trap 21: a charger that reverses tags is told them reversed`() async throws {
        let bench = try await bench { $0.reversesIDTag = true }
        async let answer = bench.chargePoint.call(OCPP16.RemoteStartTransaction(idTag: "04AA11"))
        let frame = try #require(await bench.connection.frame(0))
        #expect(try JSONValue(parsing: frame)[3]?["idTag"] == "11AA04")
        let id = try #require(try JSONValue(parsing: frame)[1]?.string)
        await bench.connection.receive(#"[3,"\#(id)",{"status":"Accepted"}]"#)
        _ = try await answer
    }

    @Test func `trap 18: registers that count from the start of a session become the meter's`() async throws {
        let bench = try await bench { $0.reportsSessionEnergy = true }
        let start = await bench.exchange(Frames.start(meter: 500_000))
        let transaction = try #require(start?[2]?["transactionId"]?.integer)
        _ = await bench.exchange(Frames.meter(transaction: transaction, wh: 1_200, power: 0))
        #expect(bench.database.sessions.first?.energyWh == 1_200)
        _ = await bench.exchange(
            Frames.meter("m2", transaction: transaction, wh: 502_000, power: 0, at: "2026-09-21T10:06:00Z"))
        #expect(bench.database.sessions.first?.energyWh == 2_000)
        _ = await bench.exchange(Frames.stop(transaction: transaction, wh: 2_500))
        #expect(bench.database.sessions.first?.energyWh == 2_500)
    }

    @Test func `trap 18: a session that takes more than its meter had counted before is counted on`() async throws {
        let bench = try await bench { $0.reportsSessionEnergy = true }
        let start = await bench.exchange(Frames.start(meter: 1_000))
        let transaction = try #require(start?[2]?["transactionId"]?.integer)
        for (number, wh) in [800, 1_500, 2_200].enumerated() {
            _ = await bench.exchange(
                Frames.meter(
                    "m\(number)", transaction: transaction, wh: wh, power: 0, at: "2026-09-21T10:0\(number + 1):00Z"))
            #expect(bench.database.sessions.first?.energyWh == Double(wh))
        }
        _ = await bench.exchange(Frames.stop(transaction: transaction, wh: 2_900))
        #expect(bench.database.sessions.first?.energyWh == 2_900)
    }

    @Test func `trap 7: times without a zone are those of the place, times with one are what they say`() throws {
        var corrections = QuirkCorrections()
        corrections.utcOffsetMinutes = 120
        let received = try #require(Timestamp(parsing: "2026-09-21T10:00:10Z"))
        func understood(_ text: String) -> String {
            let time = ReportedTime(sent: text, parsed: Timestamp(parsing: text), receivedAt: received)
            return corrections.time(time, receivedAt: received).understood.description
        }
        #expect(understood("2026-09-21T12:00:00") == "2026-09-21T10:00:00Z")
        #expect(understood("2026-09-21T12:00:00.500") == "2026-09-21T10:00:00.500Z")
        #expect(understood("2026-09-21T10:00:00Z") == "2026-09-21T10:00:00Z")
        #expect(understood("2026-09-21T12:00:00+02:00") == "2026-09-21T10:00:00Z")
        #expect(understood("noon") == received.description)
        // By the place's clock it is before 2015 and therefore not to be believed.
        #expect(understood("1970-01-01T00:00:00") == received.description)
    }

    @Test func `trap 28: a charger that knows stack level 0 alone is given no other`() throws {
        var corrections = QuirkCorrections()
        corrections.knowsOnlyStackLevelZero = true
        let profile = OCPP16.ChargingProfile(
            id: 7, stackLevel: 3, purpose: .txDefaultProfile, kind: .absolute,
            schedule: OCPP16.ChargingSchedule(
                rateUnit: .amperes, periods: [OCPP16.ChargingSchedulePeriod(start: 0, limit: 16)]))
        let request = OCPP16.SetChargingProfile(connectorId: 1, csChargingProfiles: profile)
        let sent = try #require(corrections.corrected(request) as? OCPP16.SetChargingProfile)
        #expect(sent.csChargingProfiles.stackLevel == 0)
        #expect(sent.csChargingProfiles.id == 7)
    }

    @Test func `a charger that the profile is not about is taken at its word`() async throws {
        let bench = try await bench(vendor: "Webasto*") { $0.reversesIDTag = true }
        _ = await bench.exchange(Frames.start(tag: "11AA04"))
        #expect(startedTags(bench) == ["11AA04"])
    }

    @Test func `what a charger says of itself at its boot decides from then on`() async throws {
        let bench = try await bench(vendor: "Acme") { $0.reversesIDTag = true }
        _ = await bench.exchange(Frames.start("t1", tag: "11AA04"))
        _ = await bench.exchange(Frames.boot())
        _ = await bench.exchange(Frames.start("t2", connector: 2, tag: "11AA04"))
        #expect(startedTags(bench) == ["11AA04", "04AA11"])
    }

    @Test func `a profile that is switched on reaches a charger that is connected`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            var corrections = QuirkCorrections()
            corrections.reversesIDTag = true
            bench.database.quirkProfiles = [
                QuirkProfile(
                    id: QuirkProfileID(rawValue: 1), vendor: QuirkPattern("*"), model: QuirkPattern("*"),
                    firmwareVersion: QuirkPattern("*"), corrections: corrections)
            ]
            await charger.receive(Frames.authorize("a1", tag: "11AA04"))
            await bench.registry.quirkProfilesChanged(of: OrganizationID(rawValue: 1))
            await charger.receive(Frames.authorize("a2", tag: "11AA04"))
            await charger.settle()
            let asked = bench.database.reports.filter { if case .authorizationAsked = $0 { true } else { false } }
            #expect(asked == [.authorizationAsked(idTag: "11AA04"), .authorizationAsked(idTag: "04AA11")])
        }
    }

    @Test func `what is changed while a connection is being attached reaches it all the same`() async throws {
        try await RegistryBench().running { bench in
            bench.database.attachAnswers.close()
            let charger = try #require(await bench.open())
            #expect(await eventually { bench.database.attachAnswers.waitingCount == 1 })
            var corrections = QuirkCorrections()
            corrections.reversesIDTag = true
            bench.database.quirkProfiles = [
                QuirkProfile(
                    id: QuirkProfileID(rawValue: 1), vendor: QuirkPattern("*"), model: QuirkPattern("*"),
                    firmwareVersion: QuirkPattern("*"), corrections: corrections)
            ]
            await bench.registry.quirkProfilesChanged(of: OrganizationID(rawValue: 1))
            var changed = StationRecord.sample()
            changed.isActive = false
            await bench.registry.stationsChanged([changed])
            bench.database.attachAnswers.open()
            #expect(await bench.becomesLive(charger))
            #expect(await eventually { await charger.chargePoint?.quirks.corrections == corrections })
            #expect(await charger.chargePoint?.station.record.isActive == false)
            #expect(await bench.record()?.isActive == false)
        }
    }

    @Test func `a retry of a start under corrections is the same start`() async throws {
        let bench = try await bench { $0.reversesIDTag = true }
        let first = await bench.exchange(Frames.start("1", tag: "11AA04"))
        let second = await bench.exchange(Frames.start("2", tag: "11AA04"))
        #expect(first?[2] == second?[2])
        #expect(bench.database.sessions.count == 1)
    }
}
