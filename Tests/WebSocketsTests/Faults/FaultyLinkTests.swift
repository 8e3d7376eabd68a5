import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("Faulty links")
struct FaultyLinkTests {
    /// A link on a clock of its own, and what came through it.
    private final class Bench {
        let eventLoop = EmbeddedEventLoop()
        let tally: FaultTally
        private(set) var link: FaultyLink?
        private(set) var came: [String] = []
        private(set) var hasEnded = false

        init(_ rules: [LinkFaults.Rule], seed: UInt64 = 0, duration: Duration = .seconds(60)) {
            tally = FaultTally(rules: rules.count)
            link = FaultyLink(
                LinkFaults(rules, seed: seed, duration: duration), tally: tally, eventLoop: eventLoop
            ) { [unowned self] in hasEnded = true }
        }

        func send(_ texts: String..., direction: LinkFaults.Direction = .inbound) {
            for text in texts {
                link?.pass(ByteBuffer(string: text), direction) { self.came.append(String(buffer: $0)) }
            }
        }
    }

    @Test func `every n-th message is lost, comes twice or is overtaken, in the direction that was named`() {
        let dropping = Bench([.init(.inbound, .drop, .every(2))])
        dropping.send("1", "2", "3", "4")
        #expect(dropping.came == ["1", "3"])
        #expect(dropping.tally.strikes == [2])

        let doubling = Bench([.init(.inbound, .duplicate, .every(2))])
        doubling.send("1", "2", "3")
        #expect(doubling.came == ["1", "2", "2", "3"])

        let turning = Bench([.init(.inbound, .reorder, .every(2))])
        turning.send("1", "2", "3", "4")
        #expect(turning.came == ["1", "3", "2"])
        turning.send("a", "b", direction: .outbound)
        #expect(turning.came == ["1", "3", "2", "a", "b"])
    }

    @Test func `a delayed message holds up what follows it`() {
        let bench = Bench([.init(.inbound, .delay(.seconds(5)), .every(2))])
        bench.send("1", "2", "3")
        #expect(bench.came == ["1"])
        bench.eventLoop.advanceTime(by: .seconds(4))
        #expect(bench.came == ["1"])
        bench.eventLoop.advanceTime(by: .seconds(1))
        #expect(bench.came == ["1", "2", "3"])
    }

    @Test func `it mends itself when its time is up, and gives out what it held`() {
        let bench = Bench([.init(.inbound, .reorder, .every(1))], duration: .seconds(10))
        bench.send("1")
        #expect(bench.came.isEmpty && !bench.hasEnded)
        bench.eventLoop.advanceTime(by: .seconds(10))
        #expect(bench.came == ["1"] && bench.hasEnded)
        bench.send("2", "3")
        #expect(bench.came == ["1", "2", "3"])
    }

    @Test func `the same seed strikes the same messages, another one others`() {
        func strikes(_ seed: UInt64) -> [[Int]] {
            var dice = FaultDice(
                LinkFaults([.init(.inbound, .drop, .probability(0.5))], seed: seed, duration: .seconds(1)))
            return (0..<64).map { _ in dice.next(.inbound) }
        }
        #expect(strikes(1) == strikes(1))
        #expect(strikes(1) != strikes(2))
        #expect((20...44).contains(strikes(1).count { !$0.isEmpty }))
    }

    @Test func `what waits in it is bounded`() {
        let bench = Bench([.init(.inbound, .delay(.seconds(5)), .every(1))])
        for number in 0..<1_000 { bench.send("\(number)") }
        bench.eventLoop.advanceTime(by: .seconds(5))
        #expect(bench.came.count == FaultyLink.capacity)
    }
}

@Suite("Connections with faults", .timeLimit(.minutes(1)))
struct FaultyConnectionTests {
    @Test func `messages meet the link in both directions, control frames do not, and mending it ends that`()
        async throws
    {
        let recording = Recording()
        try await TestServer.run(gate: { _ in
            recording.accepting(onText: { connection, text in connection.send(text: text) })
        }) { server in
            try await RawPeer.upgraded(to: server) { peer in
                let connection = try #require(await recording.connection())
                let tally = FaultTally(rules: 2)
                connection.setFaults(
                    LinkFaults(
                        [.init(.inbound, .drop, .every(2)), .init(.outbound, .duplicate, .every(1))],
                        duration: .seconds(60)), tally: tally)
                // It is handed to the event loop, and has reached it behind this.
                try await connection.eventLoop.submit {}.get()
                try await peer.send(Wire.text("1") + Wire.text("2") + Wire.frame(9, [7]))
                for expected in ["1", "1"] {
                    #expect(try await peer.frame() == .init(opcode: 0x81, payload: Array(expected.utf8)))
                }
                #expect(try await peer.frame() == .init(opcode: 0x8A, payload: [7]))
                #expect(tally.strikes == [1, 1])
                connection.setFaults(nil, tally: tally)
                try await connection.eventLoop.submit {}.get()
                try await peer.send(Wire.text("3") + Wire.text("4"))
                for expected in ["3", "4"] {
                    #expect(try await peer.frame() == .init(opcode: 0x81, payload: Array(expected.utf8)))
                }
            }
        }
    }
}
