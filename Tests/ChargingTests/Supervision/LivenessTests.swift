import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Liveness and identity", .timeLimit(.minutes(1)))
struct LivenessTests {
    private let trigger = OCPP16.TriggerMessage(requestedMessage: .known(.heartbeat))

    private func findings(_ bench: RegistryBench) async -> [ConnectionFinding.Kind] {
        await bench.record()?.findings.map(\.kind) ?? []
    }

    /// Asks once and lets the time for the answer pass.
    private func askInVain(_ charger: MemoryConnection, _ bench: RegistryBench) async throws {
        let chargePoint = try #require(charger.chargePoint)
        let before = charger.sent.count
        async let code = failure(of: chargePoint)
        #expect(await charger.frame(before) != nil)
        #expect(await bench.passes { await chargePoint.debugState.callInFlight == nil })
        #expect(await code == .timedOut)
    }

    private func failure(of chargePoint: ChargePoint) async -> CallFailure.Code? {
        do {
            _ = try await chargePoint.call(trigger)
            return nil
        } catch {
            return (error as? CallFailure)?.code
        }
    }

    private func connect(_ bench: RegistryBench, password: String, from address: String) async throws
        -> MemoryConnection
    {
        guard case .accepted(let admission) = await bench.admit(password: password, from: address) else {
            throw CallFailure(.refused, "not admitted")
        }
        let connection = MemoryConnection()
        connection.chargePoint = bench.registry.connect(admission, connection)
        return connection
    }

    // MARK: - Traps

    @Test func `trap 8: after a reconnect without a boot the last status is kept, and asked for`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.asksStatusAfterReconnect = true
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.boot())
            await charger.receive(Frames.status("Charging"))
            _ = await charger.frame(1)
            await charger.disconnect()
            #expect(await eventually { bench.row()?.presence == .offline })
            #expect(bench.row()?.connector(1)?.status == .charging)
            let again = try #require(await bench.connect())
            await again.receive(Frames.heartbeat())
            let question = try #require(await again.frame(1))
            #expect(question.contains(#""TriggerMessage",{"requestedMessage":"StatusNotification"}"#))
        }
    }

    @Test func `trap 10: any frame is a sign of life, and shown as such`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.time.advance(by: .seconds(1_000))
            await charger.receive(#"[3,"nobody-asked",{}]"#)
            #expect(bench.row()?.lastSeenAt == bench.time.now)
            #expect(await charger.chargePoint?.silence(at: bench.time.now) == .zero)
        }
    }

    @Test func `trap 31: without credentials a second socket is turned away with evidence of it`() async throws {
        try await RegistryBench().running { bench in
            let old = try #require(await bench.connect())
            old.answersPings = true
            guard case .accepted(let admission) = await bench.admit(from: "198.51.100.7") else { return }
            let new = MemoryConnection()
            new.chargePoint = bench.registry.connect(admission, new)
            #expect(await eventually { new.closeReason == .conflict })
            #expect(old.closeReason == nil && old.pings == 1)
            let record = try #require(await bench.record())
            #expect(record.findings.map(\.kind) == [.contested])
            #expect(record.findings.first?.detail?.contains("198.51.100.7") == true)
            #expect(record.lastRefusal?.reason == .contested)
            #expect(record.lastRefusal?.address == "198.51.100.7" && record.lastRefusal?.at == bench.time.now)
        }
    }

    @Test(arguments: [("198.51.100.7", true), ("192.0.2.1", false)])
    func `trap 31: the newest authenticated socket wins, and one from elsewhere leaves evidence`(
        address: String, isContested: Bool
    ) async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let old = try #require(await bench.connect(password: "secret"))
            let new = try await connect(bench, password: "secret", from: address)
            #expect(await bench.becomesLive(new))
            #expect(old.closeReason == .superseded)
            #expect(await findings(bench) == (isContested ? [.contested] : []))
        }
    }

    // MARK: - Findings

    @Test func `complaint 20: one that is heard but answers no calls is named, and made to connect again once`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for number in 1...3 {
                #expect(charger.closeReason == nil)
                await charger.receive(Frames.heartbeat("h\(number)"))
                try await askInVain(charger, bench)
            }
            #expect(await eventually { charger.closeReason == .notAnswering })
            #expect(await findings(bench) == [.notAnswering])
            let again = try #require(await bench.connect())
            for _ in 1...4 { try await askInVain(again, bench) }
            #expect(await eventually { await bench.record()?.findings.first?.count == 3 })
            #expect(again.closeReason == nil)
        }
    }

    @Test func `complaint 27: an answer that is carried over into the next connection matches no call of it`()
        async throws
    {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let charger = try #require(await bench.connect(password: "secret"))
            let old = try #require(charger.chargePoint)
            async let lost = failure(of: old)
            let first = try #require(await charger.frame(0))
            await charger.disconnect()
            #expect(await lost == .connectionLost)
            let again = try #require(await bench.connect(password: "secret"))
            let new = try #require(again.chargePoint)
            async let asked = failure(of: new)
            let second = try #require(await again.frame(0))
            await again.receive(#"[3,"\#(first.messageID)",{"status":"Rejected"}]"#)
            #expect(await new.debugState.callInFlight?.contains(second.messageID) == true)
            await again.receive(#"[3,"\#(second.messageID)",{"status":"Accepted"}]"#)
            #expect(await asked == nil)
        }
    }

    @Test func `an answer in between, also a late one, shows that it does answer`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for number in 0..<4 {
                try await askInVain(charger, bench)
                let call = try #require(charger.sent.last)
                if number == 1 { await charger.receive(#"[3,"\#(call.messageID)",{"status":"Accepted"}]"#) }
            }
            #expect(await findings(bench) == [])
            #expect(charger.closeReason == nil)
        }
    }

    @Test func `one that connects again and again is named`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            for number in 1...6 {
                #expect(await findings(bench) == [])
                let charger = try #require(await bench.connect(password: "secret"))
                if number < 6 { await charger.disconnect() }
            }
            #expect(await findings(bench) == [.flapping])
        }
    }

    @Test func `no sub-protocol, a wrong clock and moves that do not exist are named`() async throws {
        try await RegistryBench().running { bench in
            guard case .accepted(let admission) = await bench.admit(offering: []) else { return }
            let charger = MemoryConnection()
            charger.chargePoint = bench.registry.connect(admission, charger)
            #expect(await bench.becomesLive(charger))
            #expect(await findings(bench) == [.noSubprotocol])
            await charger.receive(Frames.status("Available", id: "s1", at: "1970-01-01T00:00:10Z"))
            _ = await charger.frame(0)
            #expect(await findings(bench) == [.noSubprotocol, .clockWrong])
            for (number, status) in ["Preparing", "Reserved"].enumerated() {
                await charger.receive(Frames.status(status, id: "m\(number)", at: "2026-09-21T10:00:00Z"))
                _ = await charger.frame(number + 1)
            }
            let found = await bench.record()?.findings ?? []
            #expect(found.map(\.kind) == [.noSubprotocol, .clockWrong, .illegalMoves])
            #expect(found.map(\.count) == [1, 1, 1])
            #expect(found[1].detail == "1970-01-01T00:00:10Z")
        }
    }

    // MARK: - Refusals

    @Test func `complaint 24: why a handshake was refused is told with the station`() async throws {
        let stations: [StationRecord] = [.sample(password: "secret"), .sample(2, chargePointID: "CP-2")]
        try await RegistryBench(stations).running { bench in
            func reason() async -> ConnectionRefusal.Reason? { await bench.record()?.lastRefusal?.reason }
            _ = await bench.admit()
            #expect(await reason() == .noPassword)
            _ = await bench.admit(password: "wrong")
            _ = await bench.admit(password: "wrong", from: "198.51.100.7")
            #expect(await reason() == .wrongPassword)
            #expect(await bench.record()?.lastRefusal?.count == 2)
            #expect(await bench.record()?.lastRefusal?.address == "198.51.100.7")
            _ = await bench.admit(password: "secret", offering: ["ocpp2.0.1"])
            #expect(await reason() == .noCommonSubprotocol)
            #expect(await bench.record()?.lastRefusal?.detail == "ocpp2.0.1 is offered; ocpp1.6 is spoken here")
            #expect(await bench.record("CP-2")?.lastRefusal == nil)
        }
    }

    @Test func `the ids of no station are kept apart`() async throws {
        try await RegistryBench().running { bench in
            for _ in 0..<2 { _ = await bench.admit("CP-NOBODY") }
            let unknown = bench.liveStatus.connections.unknownIDs(at: bench.time.now)
            #expect(unknown.map(\.id) == ["CP-NOBODY"])
            #expect(unknown.first?.refusal.count == 2)
        }
    }

    // MARK: - Failures

    @Test func `a poisonous frame ends its own socket, is recorded, and harms no other`() async throws {
        let stations: [StationRecord] = [.sample(), .sample(2, chargePointID: "CP-2")]
        try await RegistryBench(stations).running { bench in
            let other = try #require(await bench.connect("CP-2"))
            for _ in 0..<RestartPolicy.tolerated {
                let poisoned = try #require(await bench.connect())
                bench.database.answersWrongly = true
                await poisoned.receive(Frames.start())
                guard case .failed? = await eventualReason(poisoned) else {
                    Issue.record("not failed but \(String(describing: poisoned.closeReason))")
                    return
                }
                bench.database.answersWrongly = false
            }
            #expect(await eventually { await bench.record()?.failures == RestartPolicy.tolerated })
            #expect(await eventually { await !bench.admit().isAccepted })
            #expect(await bench.record()?.lastRefusal?.reason == .backingOff)
            await other.receive(Frames.status("Available"))
            #expect(await other.frame(0) != nil)
            #expect(other.closeReason == nil)
        }
    }

    private func eventualReason(_ connection: MemoryConnection) async -> CloseReason? {
        _ = await eventually { connection.closeReason != nil }
        return connection.closeReason
    }
}
