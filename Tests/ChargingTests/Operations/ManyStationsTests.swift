import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Operations at many stations", .timeLimit(.minutes(1)))
struct ManyStationsTests {
    private static let stations: [StationRecord] = (1...4).map { .sample(Int64($0), chargePointID: "CP-\($0)") }
    private let ids = (1...4).map { StationID(rawValue: Int64($0)) }

    @Test func `each has an outcome of its own, and one that is mute holds up nobody`() async throws {
        try await RegistryBench(Self.stations).running { bench in
            let mute = try #require(await bench.connect("CP-1"))
            let good = try #require(await bench.connect("CP-2"))
            let bad = try #require(await bench.connect("CP-3"))
            async let operations = bench.operations.carryOut(
                try .clearCache(), at: ids, wait: true, viewer: .sample())
            #expect(await mute.frame(0) != nil)
            await good.answer(0, #"{"status":"Accepted"}"#)
            await bad.refuse(0, "NotImplemented", "no cache")
            #expect(await eventually { bench.statuses == [.sent, .accepted, .failed, .failed] })
            #expect(bench.database.operations.last?.failure == "The charger is offline.")
            #expect(await bench.passes { bench.statuses.first == .timedOut })
            #expect(try await operations.count == 4)
        }
    }

    @Test func `without waiting all are recorded and go on`() async throws {
        try await RegistryBench(Self.stations).running { bench in
            let charger = try #require(await bench.connect("CP-2"))
            let operations = try await bench.operations.carryOut(
                try .clearCache(), at: ids, wait: false, viewer: .sample())
            #expect(operations.count == 4)
            await charger.answer(0, #"{"status":"Accepted"}"#)
            #expect(await eventually { bench.statuses == [.failed, .accepted, .failed, .failed] })
        }
    }

    @Test func `one station that is unknown, or too many, and nothing is recorded`() async throws {
        try await RegistryBench(Self.stations).running { bench in
            let unknown = await bench.refusal {
                _ = try await bench.operations.carryOut(
                    try .clearCache(), at: ids + [StationID(rawValue: 9)], wait: true, viewer: .sample())
            }
            #expect(unknown?.code == .notFound && unknown?.field == "stationIds")
            let many = await bench.refusal {
                _ = try await bench.operations.carryOut(
                    try .clearCache(), at: (1...501).map { StationID(rawValue: $0) }, wait: true, viewer: .sample())
            }
            #expect(many?.code == .limitExceeded)
            #expect(bench.database.operations.isEmpty)
        }
    }

    @Test func `too many operations under way are refused with the recorded attempt`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.operationLimit = 1
        try await RegistryBench(Self.stations, configuration: configuration).running { bench in
            let first = try #require(await bench.connect("CP-1"))
            _ = try #require(await bench.connect("CP-2"))
            _ = try await bench.carryOut(.clearCache(), at: 1, wait: false)
            let refusal = await bench.refusal { _ = try await bench.carryOut(.clearCache(), at: 2) }
            #expect(refusal?.code == .limitExceeded && refusal?.operationID != nil)
            #expect(bench.statuses.last == .failed)
            await first.answer(0, #"{"status":"Accepted"}"#)
            #expect(await eventually { bench.statuses.first == .accepted })
        }
    }

    @Test func `a call whose turn does not come within a minute expires unsent, the others go on`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.callTimeout = .seconds(600)
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.carryOut(.clearCache(), wait: false)
            #expect(await charger.frame(0) != nil)
            async let second = bench.carryOut(.reset(.soft))
            #expect(await eventually { await charger.chargePoint?.debugState.queuedCalls == 1 })
            #expect(await eventually { bench.clock.sleeperCount == 2 })
            bench.clock.advance(by: .seconds(61))
            _ = try await second
            #expect(bench.statuses == [.sent, .expired])
            #expect(bench.effects == [.none, .none])
            await charger.answer(0, #"{"status":"Accepted"}"#)
            #expect(await eventually { bench.statuses == [.accepted, .expired] })
            #expect(charger.sent.count == 1)
        }
    }

    @Test func `every session that runs at the stations is asked to stop`() async throws {
        try await RegistryBench(Self.stations).running { bench in
            let charger = try #require(await bench.connect("CP-1"))
            for connector in 1...2 { await charger.receive(Frames.start("t\(connector)", connector: connector)) }
            _ = await charger.frame(1)
            let operations = try await bench.operations.remoteStop(
                allAt: [ids[0], ids[1]], wait: false, viewer: .sample())
            #expect(operations.count == 2)
            let transactions = bench.database.sessions.map(\.transactionID)
            for index in 2...3 { await charger.answer(index, #"{"status":"Accepted"}"#) }
            let asked = charger.sent[2...].compactMap { try? JSONValue(parsing: $0)[3]?["transactionId"]?.integer }
            #expect(Set(asked) == Set(transactions.map { Int64($0) }))
            #expect(await eventually { bench.statuses == [.accepted, .accepted] })
        }
    }
}
