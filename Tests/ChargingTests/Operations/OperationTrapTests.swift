import JSON
import TestSupport
import Testing

@testable import Charging

/// What goes wrong in the field when a charger is asked something.
@Suite("Traps of operations", .timeLimit(.minutes(1)))
struct OperationTrapTests {
    private let accepted = #"{"status":"Accepted"}"#

    @Test func `one call is outstanding, and the charger's own calls are answered meanwhile`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.carryOut(.remoteStart(connector: 1, idTag: "04AA11"), wait: false)
            #expect(await charger.frame(0) != nil)
            _ = try await bench.carryOut(.clearCache(), wait: false)
            for number in 1...5 {
                await charger.receive(Frames.authorize("a\(number)"))
                #expect(await charger.frame(number)?.messageID == "a\(number)")
            }
            await charger.answer(0, accepted)
            #expect(await charger.frame(6)?.contains("ClearCache") == true)
        }
    }

    @Test func `a late answer is counted and is not the answer to the next call`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let first = bench.carryOut(.unlockConnector(1))
            let late = try #require(await charger.frame(0))
            #expect(await bench.passes(.seconds(5)) { bench.statuses == [.timedOut] })
            _ = try await first
            async let second = bench.carryOut(.clearCache())
            _ = await charger.frame(1)
            await charger.receive(#"[3,"\#(late.messageID)",{"status":"Unlocked"}]"#)
            await charger.settle()
            #expect(await eventually { bench.statuses == [.timedOut, .sent] })
            await charger.answer(1, #"{"status":"Rejected"}"#)
            _ = try await second
            #expect(bench.statuses == [.timedOut, .rejected])
            #expect(bench.database.operations.first?.answer == nil)
            #expect(await charger.chargePoint?.debugState.counters.lateAnswers == 1)
        }
    }

    @Test func `an answer that a charger carries over into its next connection meets no other call`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let first = bench.carryOut(.unlockConnector(1))
            let old = try #require(await charger.frame(0))
            await charger.disconnect()
            _ = try await first
            let again = try #require(await bench.connect())
            async let second = bench.carryOut(.clearCache())
            _ = await again.frame(0)
            await again.receive(#"[3,"\#(old.messageID)",{"status":"Unlocked"}]"#)
            await again.settle()
            #expect(await eventually { bench.statuses == [.failed, .sent] })
            await again.answer(0, accepted)
            _ = try await second
            #expect(bench.statuses == [.failed, .accepted])
        }
    }

    @Test func `BootNotification is not triggered once the station is accepted`() async throws {
        for (admission, isRefused) in [(StationAdmission.accepted, true), (.pending, false)] {
            try await RegistryBench([.sample(admission: admission)]).running { bench in
                let charger = try #require(await bench.connect())
                if isRefused {
                    let refusal = await bench.refusal {
                        _ = try await bench.carryOut(.triggerMessage("BootNotification", connector: nil))
                    }
                    #expect(refusal?.code == .badInput && refusal?.operationID != nil)
                    let extended = await bench.refusal {
                        _ = try await bench.carryOut(.extendedTriggerMessage("BootNotification", connector: nil))
                    }
                    #expect(extended?.code == .badInput && extended?.operationID != nil)
                    #expect(charger.sent.isEmpty)
                    #expect(bench.statuses == [.failed, .failed])
                } else {
                    try await bench.carryOut(
                        .triggerMessage("BootNotification", connector: nil), on: charger, answer: accepted)
                    await charger.receive(Frames.boot())
                    #expect(await eventually { bench.effects == [.seen] })
                }
            }
        }
    }

    @Test func `a pending station is neither started nor stopped, but may be configured`() async throws {
        try await RegistryBench([.sample(admission: .pending)]).running { bench in
            let charger = try #require(await bench.connect())
            let start = await bench.refusal {
                _ = try await bench.carryOut(.remoteStart(connector: 1, idTag: "04AA11"))
            }
            #expect(start?.code == .badInput && start?.operationID != nil)
            let stop = await bench.refusal {
                _ = try await bench.carryOut(.remoteStop(SessionID(rawValue: 1), transaction: 7, wasActive: true))
            }
            #expect(stop?.code == .badInput && stop?.operationID != nil)
            #expect(charger.sent.isEmpty)
            try await bench.carryOut(.getConfiguration(keys: []), on: charger, answer: #"{"configurationKey":[]}"#)
            #expect(bench.statuses == [.failed, .failed, .accepted])
        }
    }

    @Test func `a rejected station is sent nothing`() async throws {
        try await RegistryBench([.sample(admission: .rejected)]).running { bench in
            let charger = try #require(await bench.connect())
            let refusal = await bench.refusal { _ = try await bench.carryOut(.getConfiguration(keys: [])) }
            #expect(refusal?.code == .badInput)
            #expect(charger.sent.isEmpty)
        }
    }

    @Test func `an availability that is only scheduled is waited for until the charge is over`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Charging"))
            _ = await charger.frame(0)
            try await bench.carryOut(
                .changeAvailability(connector: 1, .inoperative), on: charger, frame: 1,
                answer: #"{"status":"Scheduled"}"#)
            #expect(bench.statuses == [.accepted])
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            bench.clock.advance(by: .seconds(7_200))
            await charger.settle()
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.status("Unavailable", id: "s2"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test(arguments: ["unlock", "reset", "stop"])
    func `nothing but the charger's own stop ends a session`(what: String) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            let session = try #require(bench.database.sessions.first)
            let answer = what == "unlock" ? #"{"status":"Unlocked"}"# : accepted
            switch what {
            case "unlock": try await bench.carryOut(.unlockConnector(1), on: charger, frame: 1, answer: answer)
            case "reset": try await bench.carryOut(.reset(.soft), on: charger, frame: 1, answer: answer)
            default:
                async let stop = bench.operations.remoteStop(session: session.id, wait: true, viewer: .sample())
                await charger.answer(1, answer)
                _ = try await stop
            }
            await charger.settle()
            #expect(bench.statuses == [.accepted])
            #expect(bench.database.sessions.map(\.status) == [.active])
        }
    }
}
