import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Effects of operations", .timeLimit(.minutes(1)))
struct OperationEffectTests {
    private let accepted = #"{"status":"Accepted"}"#

    @Test(arguments: [ResetType.hard, .soft])
    func `a reset is seen when the charger comes back over a new connection`(type: ResetType) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try await bench.carryOut(.reset(type), on: charger, answer: accepted)
            #expect(sent?.contains(type == .hard ? #"{"type":"Hard"}"# : #"{"type":"Soft"}"#) == true)
            #expect(bench.effects == [.pending])
            await charger.disconnect()
            #expect(bench.effects == [.pending])
            _ = try #require(await bench.connect())
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a reset is seen when the charger boots over the old connection`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(.reset(.soft), on: charger, answer: accepted)
            await charger.receive(Frames.heartbeat())
            await charger.settle()
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.boot())
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a charger that does not come back after a reset is missed, later than other effects`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(.reset(.soft), on: charger, answer: accepted)
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            bench.clock.advance(by: bench.registry.configuration.effectWindow + .seconds(1))
            await charger.settle()
            #expect(bench.effects == [.pending])
            #expect(await bench.passes(.seconds(600)) { bench.effects == [.missed] })
        }
    }

    @Test func `a change of availability is seen in the status of that connector`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for connector in 1...2 { await charger.receive(Frames.status("Available", connector: connector)) }
            _ = await charger.frame(1)
            try await bench.carryOut(
                .changeAvailability(connector: 2, .inoperative), on: charger, frame: 2, answer: accepted)
            await charger.receive(Frames.status("Unavailable", connector: 1, id: "s3"))
            _ = await charger.frame(3)
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.status("Unavailable", connector: 2, id: "s4"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test(arguments: [
        ("Available", AvailabilityType.operative, OperationEffect.seen), ("Preparing", .operative, .seen),
        ("Unavailable", .inoperative, .seen), ("Available", .inoperative, .pending), ("Faulted", .operative, .pending),
        ("Unavailable", .operative, .pending),
    ])
    func `what is so already need not be reported again`(
        status: String, type: AvailabilityType, effect: OperationEffect
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status(status))
            _ = await charger.frame(0)
            try await bench.carryOut(
                .changeAvailability(connector: 1, type), on: charger, frame: 1, answer: accepted)
            #expect(bench.effects == [effect])
        }
    }

    @Test(arguments: [[0], [1, 2]])
    func `a whole station is out of service by its own word or that of all its connectors`(
        connectors: [Int]
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for connector in 1...2 { await charger.receive(Frames.status("Available", connector: connector)) }
            _ = await charger.frame(1)
            try await bench.carryOut(
                .changeAvailability(connector: 0, .inoperative), on: charger, frame: 2, answer: accepted)
            for connector in connectors {
                #expect(bench.effects == [.pending])
                await charger.receive(Frames.status("Unavailable", connector: connector, id: "u\(connector)"))
                await charger.settle()
            }
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test(arguments: [
        ("Heartbeat", Frames.heartbeat(), Int?.none), ("StatusNotification", Frames.status("Available"), 1),
        ("StatusNotification", Frames.status("Available", connector: 2), nil),
        ("MeterValues", Frames.meter(transaction: 1, wh: 5, power: 1), 1),
    ])
    func `a triggered message is seen when it comes, also when it changes nothing`(
        message: String, frame: String, connector: Int?
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            if message == "StatusNotification" { await charger.receive(frame.replacing("s1", with: "s0")) }
            await charger.settle()
            let before = charger.sent.count
            try await bench.carryOut(
                .triggerMessage(message, connector: connector), on: charger, frame: before, answer: accepted)
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.authorize())
            await charger.receive(Frames.status("Available", connector: 7, id: "other"))
            await charger.settle()
            if connector != nil { #expect(bench.effects == [.pending]) }
            await charger.receive(frame)
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a message that overtakes the answer is seen`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let done = bench.carryOut(.triggerMessage("Heartbeat", connector: nil))
            _ = await charger.frame(0)
            await charger.receive(Frames.heartbeat())
            await charger.answer(0, accepted)
            _ = try await done
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test(arguments: [("RebootRequired", OperationEffect.pending), ("Accepted", .none)])
    func `a setting that needs a restart has its effect with that`(
        answer: String, effect: OperationEffect
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .changeConfiguration(key: "HeartbeatInterval", value: "60"), on: charger,
                answer: #"{"status":"\#(answer)"}"#)
            #expect(bench.statuses == [.accepted])
            #expect(bench.effects == [effect])
            await charger.receive(Frames.boot())
            #expect(await eventually { bench.effects == [effect == .pending ? .seen : .none] })
        }
    }

    static let answered: [(StationOperation, String, OperationStatus)] = {
        let operations: [(StationOperation?, String, OperationStatus)] = [
            (try? .getConfiguration(keys: ["A"]), #"{"configurationKey":[],"unknownKey":["A"]}"#, .accepted),
            (try? .clearCache(), #"{"status":"Rejected"}"#, .rejected),
            (try? .clearCache(), #"{"status":"Accepted"}"#, .accepted),
            (try? .unlockConnector(1), #"{"status":"Unlocked"}"#, .accepted),
            (try? .unlockConnector(1), #"{"status":"UnlockFailed"}"#, .rejected),
            (try? .unlockConnector(1), #"{"status":"NotSupported"}"#, .rejected),
            (
                try? .dataTransfer(vendorID: "V", messageID: nil, data: "x"), #"{"status":"Accepted","data":"y"}"#,
                .accepted
            ),
            (
                try? .dataTransfer(vendorID: "V", messageID: nil, data: nil), #"{"status":"UnknownVendorId"}"#,
                .rejected
            ),
            (try? .changeConfiguration(key: "K", value: ""), #"{"status":"NotSupported"}"#, .rejected),
            (try? .triggerMessage("Heartbeat", connector: nil), #"{"status":"NotImplemented"}"#, .rejected),
        ]
        return operations.compactMap { operation, answer, status in operation.map { ($0, answer, status) } }
    }()

    @Test(arguments: answered.indices)
    func `where the answer is all, it is the outcome, and no effect is waited for`(index: Int) async throws {
        #expect(Self.answered.count == 10)
        let (operation, answer, status) = Self.answered[index]
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(operation, on: charger, answer: answer)
            #expect(bench.statuses == [status])
            #expect(bench.effects == [.none])
            #expect(bench.database.operations.first?.answer == (try JSONValue(parsing: answer)))
        }
    }

    @Test func `nobody hears of single messages while nobody waits for one`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .triggerMessage("Heartbeat", connector: nil), on: charger, answer: #"{"status":"Rejected"}"#)
            await charger.receive(Frames.heartbeat())
            await charger.settle()
            #expect(!bench.events.all.map(\.kind).contains("message"))
        }
    }
}
