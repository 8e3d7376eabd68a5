import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

let trigger = OCPP16.TriggerMessage(requestedMessage: .known(.heartbeat))

@Suite("Calls to a charge point", .timeLimit(.minutes(1)))
struct ChargePointCallTests {
    private func code(_ call: () async throws -> CallResult) async -> CallFailure.Code? {
        do {
            _ = try await call()
            return nil
        } catch {
            return (error as? CallFailure)?.code
        }
    }

    @Test func `an answer reaches the caller as it came`() async throws {
        let bench = try await ChargePointBench()
        async let called = bench.chargePoint.call(trigger)
        let frame = try #require(await bench.connection.frame(0))
        #expect(try JSONValue(parsing: frame)[2] == "TriggerMessage")
        await bench.connection.receive(#"[3,"\#(frame.messageID)",{"status":"Rejected","extra":1}]"#)
        #expect(try await called.payload == ["status": "Rejected", "extra": 1])
    }

    @Test func `trap 1: one call is under way at a time, the next follows its answer`() async throws {
        let bench = try await ChargePointBench()
        async let first = bench.chargePoint.call(trigger)
        let one = try #require(await bench.connection.frame(0))
        async let second = code { try await bench.chargePoint.call(trigger) }
        #expect(await eventually { await bench.chargePoint.debugState.queuedCalls == 1 })
        #expect(bench.connection.sent.count == 1)
        await bench.connection.receive(#"[3,"\#(one.messageID)",{"status":"Accepted"}]"#)
        let two = try #require(await bench.connection.frame(1))
        #expect(two.messageID != one.messageID)
        await bench.connection.receive(#"[4,"\#(two.messageID)","NotSupported","",{}]"#)
        #expect(try await first.payload["status"] == "Accepted")
        #expect(await second == .refused)
    }

    @Test func `trap 1: calls cross: the charger's own call is answered while ours waits`() async throws {
        let bench = try await ChargePointBench()
        async let called = bench.chargePoint.call(trigger)
        let ours = try #require(await bench.connection.frame(0))
        await bench.connection.receive(Frames.authorize("a1"))
        #expect(await bench.connection.frame(1)?.messageID == "a1")
        await bench.connection.receive(#"[3,"\#(ours.messageID)",{"status":"Accepted"}]"#)
        #expect(try await called.payload["status"] == "Accepted")
    }

    @Test func `trap 4: a call times out, its late answer is recognised, and the next is not confused`() async throws {
        let bench = try await ChargePointBench()
        async let failed = code { try await bench.chargePoint.call(trigger) }
        let late = try #require(await bench.connection.frame(0))
        #expect(await eventually { bench.clock.sleeperCount > 0 })
        #expect(await advanceUntil(bench) { await bench.chargePoint.debugState.callInFlight == nil })
        #expect(await failed == .timedOut)

        async let called = bench.chargePoint.call(trigger)
        let next = try #require(await bench.connection.frame(1))
        await bench.connection.receive(#"[3,"\#(late.messageID)",{"status":"Rejected"}]"#)
        await bench.connection.receive(#"[3,"\#(next.messageID)",{"status":"Accepted"}]"#)
        #expect(try await called.payload["status"] == "Accepted")
        #expect(await bench.chargePoint.debugState.counters.lateAnswers == 1)
    }

    @Test func `a call whose turn does not come expires unsent`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.callTimeout = .seconds(600)
        let bench = try await ChargePointBench(configuration: configuration)
        async let first = code { try await bench.chargePoint.call(trigger) }
        #expect(await bench.connection.frame(0) != nil)
        async let second = code { try await bench.chargePoint.call(trigger) }
        #expect(await eventually { await bench.chargePoint.debugState.queuedCalls == 1 })
        #expect(await advanceUntil(bench) { await bench.chargePoint.debugState.queuedCalls == 0 })
        #expect(await second == .expired)
        await bench.connection.disconnect()
        #expect(await first == .connectionLost)
        #expect(bench.connection.sent.count == 1)
    }

    @Test func `a full queue refuses at once`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.callQueueLimit = 0
        let bench = try await ChargePointBench(configuration: configuration)
        async let first = code { try await bench.chargePoint.call(trigger) }
        #expect(await bench.connection.frame(0) != nil)
        #expect(await code { try await bench.chargePoint.call(trigger) } == .queueFull)
        await bench.connection.disconnect()
        _ = await first
    }

    @Test func `the end of the socket fails every waiting call, and new ones`() async throws {
        let bench = try await ChargePointBench()
        async let first = code { try await bench.chargePoint.call(trigger) }
        #expect(await bench.connection.frame(0) != nil)
        async let second = code { try await bench.chargePoint.call(trigger) }
        #expect(await eventually { await bench.chargePoint.debugState.queuedCalls == 1 })
        await bench.connection.disconnect()
        #expect(await first == .connectionLost)
        #expect(await second == .connectionLost)
        #expect(await code { try await bench.chargePoint.call(trigger) } == .connectionLost)
    }

    @Test(arguments: [
        (#"{"status":"accepted"}"#, [Leniency.wrongCase: 1], 0),
        (#"{"status":"Accepted","x":1}"#, [.unknownField: 1], 0),
        (#"{"status":"Accepted"}"#, [:], 0), (#"{}"#, [:], 1),
    ])
    func `what had to be tolerated in an answer is counted by its name`(
        answer: String, leniencies: [Leniency: Int], unreadable: Int
    ) async throws {
        let bench = try await ChargePointBench()
        async let call = bench.chargePoint.call(trigger)
        _ = await bench.connection.answer(0, answer)
        _ = try await call
        let counters = await bench.chargePoint.debugState.counters
        #expect(counters.leniencies == leniencies && counters.unreadableAnswers == unreadable)
    }

    @Test func `an answer that nobody asked for is counted and ignored`() async throws {
        let bench = try await ChargePointBench()
        await bench.connection.receive(#"[3,"nobody",{}]"#)
        #expect(await bench.chargePoint.debugState.counters.unexpectedAnswers == 1)
        #expect(bench.connection.closeReason == nil)
    }

    /// Moves the clock on as sleepers come.
    private func advanceUntil(_ bench: ChargePointBench, _ condition: () async -> Bool) async -> Bool {
        await eventually {
            bench.clock.advance(by: .seconds(5))
            return await condition()
        }
    }
}
