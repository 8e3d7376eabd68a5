import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// What goes wrong between the start of a transaction and its end, as far as a charge point's actor can help it.
@Suite("Traps of the field: transactions", .timeLimit(.minutes(1)))
struct TransactionTrapTests {
    @Test(arguments: [AuthorizationStatus.invalid, .blocked, .expired, .concurrentTx])
    func `trap 11: a start that is refused is answered with a number all the same`(
        verdict: AuthorizationStatus
    ) async throws {
        let bench = try await ChargePointBench()
        bench.database.judge("04AA11", verdict)
        let answer = await bench.exchange(Frames.start())
        #expect(answer?[0] == 3)
        #expect((answer?[2]?["transactionId"]?.integer ?? 0) > 0)
        #expect(answer?[2]?["idTagInfo"]?["status"] != "Accepted")
    }

    @Test(arguments: [-1, 0, 4_711, 99_999_999_999] as [Int64])
    func `trap 11: a stop is answered whatever it names`(transaction: Int64) async throws {
        let bench = try await ChargePointBench()
        #expect(await bench.exchange(Frames.stop(transaction: transaction, wh: 1))?[0] == 3)
    }

    @Test func `trap 11b: a start, its values and its stop are answered after their commits only`() async throws {
        let bench = try await ChargePointBench()
        let transaction = try #require(await bench.exchange(Frames.start("0"))?[2]?["transactionId"]?.integer)
        let frames = [
            Frames.start("1", connector: 2), Frames.meter("2", transaction: transaction, wh: 1_500, power: 1),
            Frames.stop("3", transaction: transaction, wh: 2_000),
        ]
        for (number, frame) in frames.enumerated() {
            bench.database.holdsCommits = true
            await bench.connection.receive(frame)
            await bench.settle()
            #expect(bench.connection.sent.count == number + 1)
            bench.database.releaseAll()
            #expect(await bench.connection.frame(number + 1) != nil)
        }
    }

    @Test func `trap 12: a start that comes again hears its number and the first verdict`() async throws {
        let bench = try await ChargePointBench()
        let first = await bench.exchange(Frames.start("1"))
        bench.database.judge("04AA11", .concurrentTx)
        let again = await bench.exchange(Frames.start("2"))
        #expect(again?[2] == first?[2])
    }

    @Test func `trap 13: a start from the queue moves no connector's status`() async throws {
        let bench = try await ChargePointBench()
        _ = await bench.exchange(Frames.status("Available"))
        _ = await bench.exchange(Frames.start(at: "2026-09-20T10:00:00Z"))
        #expect(bench.row?.connector(1)?.status == .available)
    }

    @Test func `trap 13: a start from the queue is not the effect of a remote start`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), on: charger, answer: #"{"status":"Accepted"}"#)
            await charger.receive(Frames.start("t1", at: "2026-09-21T14:08:00Z"))
            _ = await charger.frame(1)
            await charger.settle()
            #expect(bench.effects == [.pending])
            // A clock that is a little behind is no queue.
            await charger.receive(Frames.start("t2", at: "2026-09-21T14:09:00Z"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `trap 16: a start whose answer met a closed socket is the same over the next one`() async throws {
        try await RegistryBench().running { bench in
            let first = try #require(await bench.connect())
            bench.database.holdsCommits = true
            await first.receive(Frames.start("1"))
            await first.settle()
            await first.disconnect()
            bench.database.releaseAll()
            let second = try #require(await bench.connect())
            await second.receive(Frames.start("1"))
            let answer = try #require(await second.frame(0))
            let transaction = try JSONValue(parsing: answer)[2]?["transactionId"]?.integer
            #expect(transaction == bench.database.sessions.first.map { Int64($0.transactionID) })
            #expect(bench.database.sessions.count == 1)
        }
    }

    @Test func `trap 19: an accepted remote start is no start`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11"), on: charger, answer: #"{"status":"Accepted"}"#)
            #expect(bench.database.sessions.isEmpty)
            #expect(bench.effects == [.pending])
            #expect(await bench.passes { bench.effects == [.missed] })
        }
    }

    @Test func `trap 20: unlocking a connector is no stop`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start(at: "2026-09-21T14:13:00Z"))
            _ = await charger.frame(0)
            try await bench.carryOut(
                .unlockConnector(1), on: charger, frame: 1, answer: #"{"status":"Unlocked"}"#)
            #expect(bench.database.sessions.map(\.status) == [.active])
        }
    }
}
