import NIOCore
import NIOPosix
import Testing

@testable import WebSockets

@Suite("Connection", .timeLimit(.minutes(1)))
struct ConnectionTests {
    @Test(
        arguments: [
            (Wire.frame(1, [0x61], mask: nil), 1002), (Wire.frame(1, [0x61], reserved: 0x40), 1002),
            (Wire.frame(1, [0xFF]), 1007), (Wire.frame(2, [1]), 1003),
            (Wire.text(String(repeating: "x", count: 101)), 1009),
        ] as [([UInt8], Int)])
    func `a violation is answered with its code, and the messages before it are delivered`(
        bytes: [UInt8], code: Int
    ) async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting { $0.maximumMessageSize = 100 }
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                // However much follows a violation unread, the Close frame must arrive.
                let after = [UInt8](repeating: 0x81, count: 2_000_000)
                try await peer.send(Wire.text("before") + bytes + after)
                #expect(try await peer.closeCode() == code)
                #expect(try await peer.frame() == nil)
            }
            #expect(await recording.texts(1) == ["before"])
            let closure = await recording.closure()
            #expect(closure?.code.rawValue == UInt16(code))
            #expect(closure?.cause == .violation)
        }
    }

    @Test func `a ping is answered with its own payload and is not delivered`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting()
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.frame(9, [1, 2, 3]) + Wire.text("after"))
                #expect(try await peer.frame() == RawPeer.Frame(opcode: 0x8A, payload: [1, 2, 3]))
            }
            #expect(await recording.texts(1) == ["after"])
        }
    }

    @Test func `the peer's close is echoed and told`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting()
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.close(4000, "enough"))
                #expect(try await peer.closeCode() == 4000)
                #expect(try await peer.frame() == nil)
            }
            #expect(await recording.closure() == WebSocketClosure(code: 4000, reason: "enough", cause: .peer))
        }
    }

    @Test func `our close waits for the peer's answer, and delivers nothing meanwhile`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting(onText: { connection, _ in connection.close(4001, "done") })
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.text("one") + Wire.text("two"))
                #expect(try await peer.closeCode() == 4001)
                try await peer.send(Wire.text("three") + Wire.close(4001))
                #expect(try await peer.frame() == nil)
            }
            var texts = 0
            for await event in recording.events {
                if case .text = event { texts += 1 }
                guard case .closed(let closure) = event else { continue }
                #expect(closure == WebSocketClosure(code: 4001, reason: "done", cause: .local))
            }
            #expect(texts == 1)
        }
    }

    @Test func `a peer that does not answer our close is not waited for longer than the time-out`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting {
                $0.closeTimeout = .milliseconds(50)
            } onText: { connection, _ in
                connection.close()
            }
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.text("one"))
                #expect(try await peer.closeCode() == 1000)
                #expect(try await peer.frame() == nil)
            }
            #expect(await recording.closure()?.cause == .local)
        }
    }

    @Test func `a connection that only ends is told as lost`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting()
        } _: { server in
            try await RawPeer.upgraded(to: server) { _ in }
            let closure = await recording.closure()
            #expect(closure?.cause == .transport)
            #expect(closure?.code == .abnormal)
        }
    }

    @Test func `dropping ends the connection without a Close frame`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting(onText: { connection, _ in connection.drop("enough") })
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.text("one"))
                #expect(try await peer.frame() == nil)
            }
            #expect(await recording.closure() == WebSocketClosure(code: .abnormal, reason: "enough", cause: .local))
        }
    }

    @Test func `nothing is delivered while reading is off, and everything in order after`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting(onText: { connection, text in
                if text.readableBytes == 4 { connection.setReading(false) }
            })
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                let later = (0..<500).flatMap { Wire.text("later \($0)") }
                try await peer.send(Wire.text("stop") + later)
                let connection = try #require(await recording.connection())
                #expect(await recording.texts(1) == ["stop"])
                // Whatever else the event loop would deliver on its own is delivered by then.
                for _ in 0..<10 { try await connection.eventLoop.submit {}.get() }
                #expect(connection.counters.messagesReceived == 1)
                connection.setReading(true)
                #expect(await recording.texts(500) == (0..<500).map { "later \($0)" })
            }
        }
    }

    @Test func `a peer that does not read is dropped`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting {
                $0.maximumOutboundBytes = 200_000
            } onText: { connection, _ in
                var waiting: [Int] = []
                for _ in 0..<1000 where connection.isOpen {
                    waiting.append(connection.waitingBytes)
                    connection.send(text: String(repeating: "x", count: 100_000))
                }
                #expect(waiting.first == 0 && waiting.max().map { (200_001...300_000).contains($0) } == true)
            }
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await peer.send(Wire.text("go"))
                let closure = await recording.closure()
                #expect(closure?.cause == .slowReader)
            }
        }
    }

    @Test(arguments: [false, true])
    func `one message may be bigger than what may wait`(isInParts: Bool) async throws {
        let (server, client) = (Recording(), Recording())
        let big = String(repeating: "big", count: 1_000_000)
        try await TestServer.run { _ in
            server.accepting {
                $0.maximumOutboundBytes = 100_000
            } onText: { connection, _ in
                guard isInParts else { return connection.send(text: big) }
                let middle = ByteBuffer(string: String(big.dropFirst().dropLast()))
                connection.send(text: [UInt8(ascii: "b")], middle, [UInt8(ascii: "g")])
            }
        } _: { running in
            var configuration = WebSocketConfiguration()
            configuration.maximumMessageSize = 3_000_000
            let connection = try await WebSocketClient.connect(
                to: running.endpoint(), configuration: configuration, on: MultiThreadedEventLoopGroup.singleton.next(),
                makeHandler: client.handler)
            connection.send(text: "go")
            #expect(await client.texts(1) == [big])
        }
    }

    @Test func `what one thread sends keeps its order`() async throws {
        let (server, client) = (Recording(), Recording())
        try await TestServer.run { _ in
            server.accepting()
        } _: { running in
            let connection = try await WebSocketClient.connect(
                to: running.endpoint(), on: MultiThreadedEventLoopGroup.singleton.next(), makeHandler: client.handler)
            let texts = (0..<1000).map { "\($0)" }
            for text in texts { connection.send(text: text) }
            #expect(await server.texts(1000) == texts)
        }
    }
}
