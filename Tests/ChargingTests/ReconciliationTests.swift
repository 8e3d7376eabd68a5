import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// What is done after a gap: asking for what may be old, and closing what is certainly over.
@Suite("Reconciliation", .timeLimit(.minutes(1)))
struct ReconciliationTests {
    private static let grace = RegistryConfiguration.quiet.abandonmentGrace
    private static let started = "2026-09-21T14:13:00Z"

    private static var asking: RegistryConfiguration {
        var configuration = RegistryConfiguration.quiet
        configuration.asksStatusAfterReconnect = true
        return configuration
    }

    /// A station of two connectors that were heard over an earlier connection.
    private func comeBack(_ bench: RegistryBench) async throws -> MemoryConnection {
        let before = try #require(await bench.connect())
        for connector in 0...2 {
            await before.receive(Frames.status("Available", connector: connector, id: "s\(connector)"))
            // The first answer is followed by the question, which is never answered here.
            #expect(await eventually { before.ids.contains("s\(connector)") })
        }
        await before.disconnect()
        return try #require(await bench.connect())
    }

    private func question(_ frame: String?) throws -> JSONValue? {
        let frame = try JSONValue(parsing: try #require(frame))
        #expect(frame[2] == "TriggerMessage")
        return frame[3]
    }

    // MARK: - Asking

    @Test func `what came back is asked for all, and then for each connector that is missing`() async throws {
        try await RegistryBench(configuration: Self.asking).running { bench in
            let charger = try await comeBack(bench)
            await charger.receive(Frames.heartbeat())
            #expect(try question(await charger.answer(1, accepted)) == ["requestedMessage": "StatusNotification"])
            await charger.receive(Frames.status("Charging", connector: 1, id: "s"))
            _ = await charger.frame(2)
            #expect(await bench.passes(.seconds(1)) { charger.sent.count == 4 })
            let missing: [JSONValue] = [0, 2]
            for (index, connector) in missing.enumerated() {
                let asked = try question(await charger.answer(3 + index, accepted))
                #expect(asked == ["requestedMessage": "StatusNotification", "connectorId": connector])
            }
            await charger.settle()
            #expect(charger.sent.count == 5)
        }
    }

    @Test func `one that has booted has half a minute to tell by itself`() async throws {
        try await RegistryBench(configuration: Self.asking).running { bench in
            let charger = try await comeBack(bench)
            await charger.receive(Frames.boot())
            #expect(await charger.frame(0) != nil)
            #expect(await eventually { await !bench.registry.agenda.isEmpty })
            bench.clock.advance(by: .seconds(29))
            await charger.settle()
            #expect(charger.sent.count == 1)
            bench.clock.advance(by: .seconds(1))
            _ = try question(await charger.frame(1))
        }
    }

    @Test func `who has told everything is not asked`() async throws {
        try await RegistryBench(configuration: Self.asking).running { bench in
            let charger = try await comeBack(bench)
            await charger.receive(Frames.boot())
            for connector in 0...2 {
                await charger.receive(Frames.status("Available", connector: connector, id: "s\(connector)"))
            }
            #expect(await charger.frame(3) != nil)
            await passALongTime(bench, charger)
            #expect(charger.sent.count == 4)
        }
    }

    @Test func `who does not know the question is not asked again`() async throws {
        try await RegistryBench(configuration: Self.asking).running { bench in
            let charger = try await comeBack(bench)
            await charger.receive(Frames.heartbeat())
            await charger.refuse(1, "NotImplemented", "")
            await passALongTime(bench, charger)
            #expect(charger.sent.count == 2)
        }
    }

    @Test func `those that come back at once are not asked at once`() async throws {
        var configuration = Self.asking
        configuration.statusSpread = .seconds(10)
        let stations = (1...40).map { StationRecord.sample(Int64($0), chargePointID: "CP-\($0)") }
        try await RegistryBench(stations, configuration: configuration).running { bench in
            var chargers: [MemoryConnection] = []
            for station in stations {
                let charger = try #require(await bench.connect(station.chargePointID.text))
                await charger.receive(Frames.heartbeat())
                chargers.append(charger)
            }
            #expect(await eventually { await bench.registry.agenda.count == 40 })
            bench.clock.advance(by: .seconds(5))
            #expect(await eventually { chargers.contains { $0.sent.count == 2 } })
            for charger in chargers { await charger.settle() }
            #expect((5...35).contains(chargers.count { $0.sent.count == 2 }))
            bench.clock.advance(by: .seconds(5))
            #expect(await eventually { chargers.allSatisfy { $0.sent.count == 2 } })
        }
    }

    // MARK: - Closing

    private func pass(_ time: Duration, _ bench: RegistryBench, _ charger: MemoryConnection) async {
        _ = await eventually { await !bench.registry.agenda.isEmpty }
        bench.time.advance(by: time)
        bench.clock.advance(by: time)
        await charger.settle()
    }

    /// In steps, so that whoever begins to wait meanwhile is woken as well.
    private func passALongTime(_ bench: RegistryBench, _ charger: MemoryConnection) async {
        for _ in 0..<100 {
            bench.time.advance(by: .seconds(60))
            bench.clock.advance(by: .seconds(60))
            await charger.settle()
            // By way of the registry, whose tasks get their turn so.
            _ = await bench.record()
        }
    }

    private func isClosed(_ bench: RegistryBench) async -> Bool {
        await eventually { bench.database.sessions.map(\.status) == [.estimated] }
    }

    @Test func `complaint 10: one that could not be closed while the database was away is closed when it is back`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(at: Self.started))
            await charger.receive(Frames.status("Available", id: "free"))
            _ = await charger.frame(1)
            bench.database.holdsCommits = true
            await pass(Self.grace, bench, charger)
            #expect(await eventually { bench.database.waitingCount == 1 })
            bench.database.holdsCommits = false
            bench.database.releaseOne(.unavailable)
            await pass(Self.grace, bench, charger)
            #expect(await isClosed(bench))
        }
    }

    @Test func `a session whose connector stays free is closed, and a late stop completes it`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(at: Self.started))
            await charger.receive(Frames.status("Available", id: "free"))
            _ = await charger.frame(1)
            await pass(Self.grace - .seconds(1), bench, charger)
            #expect(bench.database.sessions.map(\.status) == [.active])
            await pass(.seconds(1), bench, charger)
            #expect(await isClosed(bench))
            #expect(bench.database.committed.last?.source.messageID == "free")
            await charger.settle()
            let closed = try #require(bench.database.sessions.first)
            #expect(bench.events.all.last.map { if case .sessionChanged(closed) = $0 { true } else { false } } == true)
            await charger.receive(Frames.stop(transaction: Int64(closed.transactionID), wh: 3_000))
            #expect(await eventually { bench.database.sessions.map(\.status) == [.completed] })
        }
    }

    @Test(arguments: [
        ("a car came back", Frames.status("Charging", id: "x")),
        ("it was stopped", Frames.stop(transaction: 1_002, wh: 2_000)),
    ])
    func `what goes on or was stopped is not closed`(why: String, frame: String) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(at: Self.started))
            await charger.receive(Frames.status("Available", id: "free"))
            _ = await charger.frame(1)
            let transaction = try #require(bench.database.sessions.first?.transactionID)
            await charger.receive(frame.replacing("1002", with: "\(transaction)"))
            _ = await charger.frame(2)
            await passALongTime(bench, charger)
            #expect(!bench.database.reports.contains { if case .estimated = $0 { true } else { false } }, "\(why)")
        }
    }

    @Test func `values that still come put the closing off`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(at: Self.started))
            await charger.receive(Frames.status("Available", id: "free"))
            _ = await charger.frame(1)
            let transaction = try #require(bench.database.sessions.first?.transactionID)
            await pass(Self.grace - .seconds(60), bench, charger)
            await charger.receive(Frames.meter(transaction: Int64(transaction), wh: 1_500, power: 7_000))
            _ = await charger.frame(2)
            await pass(.seconds(60), bench, charger)
            #expect(bench.database.sessions.map(\.status) == [.active])
            await pass(Self.grace - .seconds(60), bench, charger)
            #expect(await isClosed(bench))
        }
    }

    @Test func `a connector that was free before its session is no sign`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Available", at: "2026-09-21T14:00:00Z"))
            await charger.receive(Frames.start(at: Self.started))
            _ = await charger.frame(1)
            await passALongTime(bench, charger)
            #expect(bench.database.sessions.map(\.status) == [.active])
        }
    }

    @Test func `trap 17: a start from the queue of a connector that is free since is closed without its stop`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Available"))
            await charger.receive(Frames.start(at: "2026-09-21T10:00:00Z"))
            _ = await charger.frame(1)
            await pass(Self.grace, bench, charger)
            #expect(await isClosed(bench))
        }
    }

    @Test func `what ran before a gap is closed when the connector is free after it`() async throws {
        try await RegistryBench().running { bench in
            let before = try #require(await bench.connect())
            await before.receive(Frames.start(at: Self.started))
            _ = await before.frame(0)
            await before.disconnect()
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Available"))
            _ = await charger.frame(0)
            await pass(Self.grace, bench, charger)
            #expect(await isClosed(bench))
        }
    }
}

private let accepted = #"{"status":"Accepted"}"#
