import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Operations", .timeLimit(.minutes(1)))
struct StationOperationsTests {
    private let station = StationID(rawValue: 1)

    private func error(_ body: () async throws -> OperationID) async -> ChargingError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? ChargingError
        }
    }

    /// Answers the next call of ours.
    private func answer(_ charger: MemoryConnection, frame index: Int = 0, _ payload: String) async -> String? {
        guard let call = await charger.frame(index) else { return nil }
        await charger.receive(#"[3,"\#(call.messageID)",\#(payload)]"#)
        return call
    }

    @Test func `a remote start that is accepted is seen when its session starts`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let operation = bench.operations.carryOut(
                .remoteStart(connector: 1, idTag: "04aa11"), at: station, wait: true, viewer: .sample())
            let call = await answer(charger, #"{"status":"Accepted"}"#)
            let sent = try JSONValue(parsing: try #require(call))
            #expect(sent[2] == "RemoteStartTransaction")
            #expect(sent[3] == ["connectorId": 1, "idTag": "04aa11"])
            _ = try await operation
            #expect(bench.database.operations.map(\.status) == [.accepted])
            #expect(bench.database.operations.map(\.effect) == [.pending])
            #expect(bench.database.operations.first?.answer == ["status": "Accepted"])
            await charger.receive(Frames.start(tag: "04AA11", at: "2026-09-21T14:13:00Z"))
            #expect(await eventually { bench.database.operations.map(\.effect) == [.seen] })
        }
    }

    @Test func `one that is accepted and never starts is missed`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let operation = bench.operations.carryOut(
                .remoteStart(connector: nil, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            _ = await answer(charger, #"{"status":"Accepted"}"#)
            _ = try await operation
            await charger.receive(Frames.start(tag: "SOMEBODY"))
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(10))
                    return bench.database.operations.map(\.effect) == [.missed]
                })
        }
    }

    @Test func `a session that ran before is not the effect of a start`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(connector: 1))
            let started = try JSONValue(parsing: try #require(await charger.frame(0)))
            let transaction = try #require(started[2]?["transactionId"]?.integer)
            async let operation = bench.operations.carryOut(
                .remoteStart(connector: nil, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            _ = await answer(charger, frame: 1, #"{"status":"Accepted"}"#)
            _ = try await operation
            await charger.receive(Frames.meter(transaction: transaction, wh: 1500, power: 1))
            _ = await charger.frame(2)
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(10))
                    return bench.database.operations.map(\.effect) != [.pending]
                })
            #expect(bench.database.operations.map(\.effect) == [.missed])
        }
    }

    @Test func `a remote stop is seen when the session ends`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            let session = try #require(bench.database.sessions.first)
            async let operation = bench.operations.remoteStop(session: session.id, wait: true, viewer: .sample())
            let call = await answer(charger, frame: 1, #"{"status":"Accepted"}"#)
            #expect(call?.contains(#""transactionId":\#(session.transactionID)"#) == true)
            _ = try await operation
            #expect(
                bench.database.operations.first?.request
                    == ["transactionId": .integer(Int64(session.transactionID))])
            await charger.receive(Frames.stop(transaction: Int64(session.transactionID), wh: 2000))
            #expect(await eventually { bench.database.operations.map(\.effect) == [.seen] })
            let late = await error {
                try await bench.operations.remoteStop(session: session.id, wait: true, viewer: .sample())
            }
            #expect(late?.code == .badInput)
        }
    }

    @Test func `a running session that another start shows to be over is the effect of its remote stop`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            let session = try #require(bench.database.sessions.first)
            async let operation = bench.operations.remoteStop(session: session.id, wait: true, viewer: .sample())
            _ = await answer(charger, frame: 1, #"{"status":"Accepted"}"#)
            _ = try await operation
            await charger.receive(Frames.start("t2", tag: "04BB22"))
            #expect(await eventually { bench.database.operations.map(\.effect) == [.seen] })
        }
    }

    @Test(arguments: [(false, OperationEffect.missed), (true, .seen)])
    func `the remote stop of an estimated session is seen with its own stop only`(
        stops: Bool, effect: OperationEffect
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start("t1"))
            _ = await charger.frame(0)
            await charger.receive(Frames.start("t2", tag: "04BB22"))
            _ = await charger.frame(1)
            let session = try #require(bench.database.sessions.first)
            #expect(session.status == .estimated)
            async let operation = bench.operations.remoteStop(session: session.id, wait: true, viewer: .sample())
            _ = await answer(charger, frame: 2, #"{"status":"Accepted"}"#)
            _ = try await operation
            await charger.receive(Frames.meter(transaction: Int64(session.transactionID), wh: 1500, power: 1))
            _ = await charger.frame(3)
            await charger.settle()
            if stops { await charger.receive(Frames.stop(transaction: Int64(session.transactionID), wh: 2000)) }
            #expect(
                await eventually {
                    if !stops { bench.clock.advance(by: .seconds(10)) }
                    return bench.database.operations.map(\.effect) != [.pending]
                })
            #expect(bench.database.operations.map(\.effect) == [effect])
        }
    }

    @Test(arguments: [
        (#"{"status":"Rejected"}"#, OperationStatus.rejected), (#"{"status":"Whatever"}"#, .rejected),
        (#"{}"#, .failed), (#"{"status":{}}"#, .failed),
    ])
    func `what is not accepted is recorded as it came`(payload: String, status: OperationStatus) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let operation = bench.operations.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            _ = await answer(charger, payload)
            _ = try await operation
            let row = try #require(bench.database.operations.first)
            #expect(row.status == status)
            #expect(row.effect == .none)
            #expect(row.answer == (try JSONValue(parsing: payload)))
        }
    }

    @Test func `a lost socket fails the call, and silence is a time-out`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let lost = bench.operations.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            _ = await charger.frame(0)
            await charger.disconnect()
            _ = try await lost
            #expect(bench.database.operations.map(\.status) == [.failed])

            let again = try #require(await bench.connect())
            async let mute = bench.operations.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            _ = await again.frame(0)
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(5))
                    return bench.database.operations.last?.status == .timedOut
                })
            _ = try await mute
        }
    }

    @Test func `an offline charger is an error that names the recorded attempt`() async throws {
        try await RegistryBench().running { bench in
            let refusal = await error {
                try await bench.operations.carryOut(
                    .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
            }
            #expect(refusal?.code == .chargerOffline)
            #expect(refusal?.operationID != nil)
            #expect(bench.database.operations.map(\.status) == [.failed])
            #expect(bench.events.all.map(\.kind) == ["operation", "operation"])
        }
    }

    @Test func `without waiting it returns at once and goes on`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.operations.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: false, viewer: .sample())
            #expect(bench.database.operations.first?.status.isFinal == false)
            _ = await answer(charger, #"{"status":"Accepted"}"#)
            #expect(await eventually { bench.database.operations.map(\.status) == [.accepted] })
        }
    }

    @Test func `it goes on when the one who asked goes away`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await withTaskGroup { group in
                group.addTask {
                    _ = try? await bench.operations.carryOut(
                        .remoteStart(connector: 1, idTag: "04AA11"), at: station, wait: true, viewer: .sample())
                }
                _ = await charger.frame(0)
                group.cancelAll()
            }
            _ = await answer(charger, #"{"status":"Accepted"}"#)
            #expect(await eventually { bench.database.operations.map(\.status) == [.accepted] })
        }
    }

    @Test func `rights, reach and input are checked before anything is recorded`() async throws {
        try await RegistryBench().running { bench in
            let operations = bench.operations
            #expect(
                await error {
                    try await operations.carryOut(
                        .reset(.soft), at: station, wait: true, viewer: .sample(.driver))
                }?.code == .forbidden)
            #expect(
                await error {
                    try await operations.carryOut(
                        .remoteStart(connector: 1, idTag: "A"), at: StationID(rawValue: 9), wait: true,
                        viewer: .sample())
                }?.code == .notFound)
            for (connector, tag) in [(0, "A"), (-1, "A"), (1, ""), (1, String(repeating: "x", count: 21))] {
                #expect(
                    await error {
                        try await operations.carryOut(
                            .remoteStart(connector: connector, idTag: tag), at: station, wait: true, viewer: .sample())
                    }?.code == .badInput)
            }
            #expect(
                await error {
                    try await operations.remoteStop(session: SessionID(rawValue: 9), wait: true, viewer: .sample())
                }?.code == .notFound)
            #expect(bench.database.operations.isEmpty)
        }
    }
}
