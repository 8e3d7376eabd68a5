import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Charge point registry", .timeLimit(.minutes(1)))
struct ChargePointRegistryTests {
    @Test func `after the start every station is known and nobody is online`() async throws {
        var station = StationRecord.sample()
        station.presence = .online
        let bench = RegistryBench([station, .sample(2, chargePointID: "CP-2")])
        try await bench.running { bench in
            #expect(bench.row(1)?.presence == .offline)
            #expect(bench.row(2)?.presence == .unknown)
            #expect(await bench.registry.records().map(\.chargePointID.text) == ["CP-1", "CP-2"])
            #expect(bench.database.station(StationID(rawValue: 1))?.presence == .offline)
        }
    }

    @Test func `a connection puts its station online, and its end offline at once`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            #expect(bench.row()?.presence == .online)
            #expect(bench.row()?.ocppVersion == "1.6")
            await charger.disconnect()
            #expect(await eventually { bench.row()?.presence == .offline })
            #expect(await eventually { bench.database.station(StationID(rawValue: 1))?.presence == .offline })
            #expect(await bench.record()?.lastEnding?.text == "closed by the charger")
            #expect(bench.events.all.map(\.kind) == ["station", "station"])
        }
    }

    @Test func `the newest authenticated connection wins, and the end of the old one changes nothing`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let old = try #require(await bench.connect(password: "secret"))
            let new = try #require(await bench.connect(password: "secret"))
            #expect(old.closeReason == .superseded)
            await old.settle()
            _ = await bench.registry.records()
            #expect(bench.row()?.presence == .online)
            #expect(bench.row()?.generation == 2)
            #expect(bench.database.detachments.isEmpty)
            #expect(new.closeReason == nil)
            await new.receive(Frames.heartbeat())
            #expect(await new.frame(0) != nil)
        }
    }

    @Test func `of many at once the newest is left, and generations only rise`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            var all: [MemoryConnection] = []
            for _ in 0..<20 { all.append(try #require(await bench.open(password: "secret"))) }
            let last = try #require(all.last)
            #expect(await bench.becomesLive(last))
            #expect(await eventually { all.dropLast().allSatisfy { $0.closeReason == .superseded } })
            let state = await bench.record()
            #expect(state?.generation == bench.database.station(StationID(rawValue: 1))?.generation)
            #expect(state?.connections == 20)
        }
    }

    @Test func `without credentials a living connection stays, and the attempt is counted`() async throws {
        try await RegistryBench().running { bench in
            let old = try #require(await bench.connect())
            old.answersPings = true
            let new = try #require(await bench.open())
            #expect(await eventually { new.closeReason == .conflict })
            #expect(old.closeReason == nil)
            #expect(bench.row()?.presence == .online)
            #expect(await bench.record()?.conflicts == 1)
        }
    }

    @Test func `without credentials a half-dead connection gives way when it answers no ping`() async throws {
        try await RegistryBench().running { bench in
            let old = try #require(await bench.connect())
            let new = try #require(await bench.open())
            #expect(await eventually { old.pings == 1 })
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(1))
                    return old.closeReason == .superseded
                })
            #expect(await bench.becomesLive(new))
        }
    }

    @Test func `without credentials a connection that was silent for long is not even asked`() async throws {
        try await RegistryBench().running { bench in
            let old = try #require(await bench.connect())
            bench.time.advance(by: .seconds(21))
            let new = try #require(await bench.connect())
            #expect(old.closeReason == .superseded)
            #expect(old.pings == 0)
            #expect(new.closeReason == nil)
        }
    }

    @Test func `a newer connection waits for the commits of the older one, but not for ever`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let old = try #require(await bench.connect(password: "secret"))
            bench.database.holdsCommits = true
            await old.receive(Frames.start())
            let new = try #require(await bench.open(password: "secret"))
            #expect(await eventually { old.closeReason == .superseded && bench.clock.sleeperCount > 0 })
            #expect(bench.database.attaches == 1)
            bench.clock.advance(by: .seconds(2))
            #expect(await bench.becomesLive(new))
            bench.database.releaseAll()
            #expect(await eventually { bench.events.all.map(\.kind).contains("session") })
        }
    }

    @Test func `a reconnect sees what the last connection was committing when it broke`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let old = try #require(await bench.connect(password: "secret"))
            bench.database.holdsCommits = true
            await old.receive(Frames.start())
            await old.disconnect()
            #expect(await eventually { bench.row()?.presence == .offline })
            let new = try #require(await bench.open(password: "secret"))
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            #expect(bench.database.attaches == 1)
            bench.database.releaseAll()
            #expect(await bench.becomesLive(new))
            #expect(await new.chargePoint?.station.activeSessions.count == 1)
        }
    }

    @Test func `a socket that breaks while it is attached leaves nobody online`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.open())
            await charger.disconnect()
            #expect(await eventually { await bench.registry.isIdle })
            #expect(bench.row()?.presence != .online)
            #expect(await eventually { bench.database.station(StationID(rawValue: 1))?.presence != .online })
        }
    }

    @Test func `the database goes away during the attach: closed so that the charger comes again`() async throws {
        try await RegistryBench().running { bench in
            guard case .accepted(let admission) = await bench.admit() else { return }
            bench.database.isAway = true
            let charger = MemoryConnection()
            charger.chargePoint = bench.registry.connect(admission, charger)
            #expect(await eventually { charger.closeReason == .storeUnavailable })
            #expect(await bench.record()?.failures == 0)
            bench.database.isAway = false
            #expect(await bench.connect() != nil)
        }
    }

    @Test func `stations that went while the database was away are marked when it is back`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.isAway = true
            await charger.disconnect()
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            bench.database.isAway = false
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(1))
                    return bench.database.station(StationID(rawValue: 1))?.presence == .offline
                })
        }
    }

    @Test func `a station that fails again and again has to wait, longer each time`() async throws {
        try await RegistryBench().running { bench in
            bench.database.answersWrongly = true
            for _ in 0..<3 {
                let charger = try #require(await bench.connect())
                await charger.receive(Frames.start())
                #expect(await eventually { await bench.registry.chargePoint(of: StationID(rawValue: 1)) == nil })
            }
            #expect(await bench.admit() == .unavailable(retryAfter: .seconds(10)))
            let record = await bench.record()
            #expect(record?.failures == 3)
            #expect(record?.lastFailure?.text.contains("StartTransaction") == true)
            bench.time.advance(by: .seconds(11))
            #expect(await bench.admit().isAccepted)
        }
    }

    @Test func `a station onboarded while we run may connect`() async throws {
        try await RegistryBench().running { bench in
            let station = StationRecord.sample(2, chargePointID: "CP-2")
            bench.database.add(station)
            await bench.registry.stationOnboarded(station)
            #expect(bench.row(2)?.presence == .unknown)
            #expect(await bench.connect("CP-2") != nil)
            #expect(bench.row(2)?.presence == .online)
        }
    }

    @Test func `a shutdown closes all, lets commits finish and leaves nobody online`() async throws {
        let bench = RegistryBench([.sample(), .sample(2, chargePointID: "CP-2")])
        var chargers: [MemoryConnection] = []
        try await bench.running { bench in
            chargers = [try #require(await bench.connect()), try #require(await bench.connect("CP-2"))]
            bench.database.holdsCommits = true
            await chargers[0].receive(Frames.start())
            bench.database.releaseAll()
        }
        #expect(chargers.map(\.closeReason) == [.shuttingDown, .shuttingDown])
        #expect(bench.database.sessions.count == 1)
        #expect([1, 2].map { bench.database.station(StationID(rawValue: $0))?.presence } == [.offline, .offline])
        #expect(!bench.registry.isReady)
        guard case .unavailable = await bench.admit() else {
            Issue.record("admitted after the shutdown")
            return
        }
    }

    @Test func `the debug record shows the connection from the inside`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Preparing"))
            _ = await charger.frame(0)
            await charger.settle()
            let connection = try #require(await bench.record()?.connection)
            #expect(connection.phase == "running")
            #expect(connection.connectors.map(\.number) == [0, 1])
            #expect(connection.connectors.last?.transitions.map(\.to) == [.preparing])
            #expect(connection.frames.map(\.label) == ["StatusNotification", "CALLRESULT"])
        }
    }

    @Test func `a charger that comes back without booting is asked for its status after its first frame`() async throws
    {
        var configuration = RegistryConfiguration.quiet
        configuration.asksStatusAfterReconnect = true
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            await charger.settle()
            #expect(charger.sent.isEmpty)
            await charger.receive(Frames.heartbeat())
            let question = try #require(await charger.frame(1))
            #expect(question.contains("TriggerMessage") && question.contains("StatusNotification"))
            await charger.receive(#"[4,"\#(question.messageID)","NotImplemented","",{}]"#)
            #expect(charger.closeReason == nil)
        }
    }
}

extension ChargePointRegistry {
    /// Nothing is being attached.
    var isIdle: Bool {
        table.values.allSatisfy { if case .idle = $0.attachment { $0.connections > 0 } else { false } }
    }
}
