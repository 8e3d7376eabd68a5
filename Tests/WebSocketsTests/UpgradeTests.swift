import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import WebSockets

@Suite("Upgrade", .timeLimit(.minutes(1)))
struct UpgradeTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    @Test func `a message and its answer pass, with the chosen sub-protocol`() async throws {
        let (server, client) = (Recording(), Recording())
        try await TestServer.run { request in
            #expect(request.subprotocols == ["ocpp2.0.1", "ocpp1.6"])
            #expect(request.segments == ["ocpp", "CP 1"])
            #expect(request.basicPassword(user: "CP 1") == .password([1, 2, 3]))
            return server.accepting(subprotocol: "ocpp1.6", onText: { $0.send(text: $1) })
        } _: { running in
            let connection = try await WebSocketClient.connect(
                to: running.endpoint("/ocpp/").appending(segment: "CP 1"), subprotocols: ["ocpp2.0.1", "ocpp1.6"],
                headers: [WebSocketClient.basicAuthorization(user: "CP 1", password: [1, 2, 3])], on: loop,
                makeHandler: client.handler)
            #expect(connection.subprotocol == "ocpp1.6")
            connection.send(text: "[2,\"1\",\"Heartbeat\",{}]")
            #expect(await client.texts(1) == ["[2,\"1\",\"Heartbeat\",{}]"])
            #expect(connection.counters.messagesReceived == 1)
        }
    }

    @Test func `a sub-protocol that was not offered is not sent`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting(subprotocol: "ocpp1.6")
        } _: { server in
            let head = try await RawPeer.connect(to: server) { peer in
                try await peer.send(RawPeer.request)
                return try await peer.head()
            }
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            #expect(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            #expect(!head.contains("Sec-WebSocket-Protocol"))
        }
    }

    @Test func `a handshake may be finished only to be closed`() async throws {
        let client = Recording()
        try await TestServer.run { _ in
            .accept(.closing(.protocolError, "no common sub-protocol"))
        } _: { server in
            let connection = try await WebSocketClient.connect(
                to: server.endpoint(), subprotocols: ["soap"], on: loop, makeHandler: client.handler)
            #expect(connection.subprotocol == nil)
            let expected = WebSocketClosure(code: .protocolError, reason: "no common sub-protocol", cause: .peer)
            #expect(await client.closure() == expected)
        }
    }

    @Test(
        arguments: [
            (UpgradeRefusal.unauthorized(realm: "ocpp"), 401, "WWW-Authenticate: Basic realm=\"ocpp\""),
            (.notFound("unknown charge point"), 404, "unknown charge point"),
            (.badRequest("what?"), 400, "what?"),
            (.unavailable(retryAfter: .seconds(7)), 503, "Retry-After: 7"),
            (UpgradeRefusal(status: 404, headers: [("X", "a\r\nY: b")], body: "injected"), 404, "injected"),
        ] as [(UpgradeRefusal, Int, String)])
    func `a refusal is answered before the upgrade`(refusal: UpgradeRefusal, status: Int, part: String) async throws {
        try await TestServer.run { _ in
            .refuse(refusal)
        } _: { server in
            let answer = try await RawPeer.connect(to: server) { peer in
                try await peer.send(RawPeer.request)
                return try await peer.rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.contains(part))
            #expect(!answer.contains("Y: b"))
            let error = await #expect(throws: WebSocketConnectError.self) {
                try await WebSocketClient.connect(to: server.endpoint(), on: loop, makeHandler: Recording().handler)
            }
            #expect(error?.status == status)
            #expect(error?.message == refusal.body)
        }
    }

    @Test(arguments: [
        ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "426"),
        ("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", "400"), ("Sec-WebSocket-Key", "X-Key", "400"),
        ("GET", "POST", "400"), ("HTTP/1.1", "HTTP/1.0", "400"), ("Host: x", "Host: x\r\nContent-Length: 1", "400"),
    ])
    func `a bad handshake never reaches the gate`(part: String, instead: String, status: String) async throws {
        try await TestServer.run { _ in
            .refuse(.notFound("gate"))
        } _: { server in
            let pieces = RawPeer.request.split(separator: part, omittingEmptySubsequences: false)
            let request = pieces.joined(separator: instead)
            let answer = try await RawPeer.connect(to: server) { peer in
                try await peer.send(request)
                return try await peer.rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test func `a request is cancelled when its client goes away, be it the first of its connection or not`()
        async throws
    {
        try await TestServer.run { _ in
            .notWebSocket
        } _: { server in
            for first in ["", "GET /one HTTP/1.1\r\nHost: x\r\n\r\n"] {
                let before = server.waits.cancellations
                try await RawPeer.connect(to: server) { peer in
                    try await peer.send(first)
                    if !first.isEmpty { _ = try await peer.head() }
                    try await peer.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
                    while server.waits.beginnings == before { try await Task.sleep(for: .milliseconds(1)) }
                    #expect(server.waits.cancellations == before)
                }
                while server.waits.cancellations == before { try await Task.sleep(for: .milliseconds(1)) }
            }
        }
    }

    @Test func `HTTP is served on the same port and keeps its connection`() async throws {
        try await TestServer.run { _ in
            .refuse(.notFound("gate"))
        } _: { server in
            try await RawPeer.connect(to: server) { peer in
                for path in ["/one", "/two"] {
                    try await peer.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
                    #expect(try await peer.head().hasPrefix("HTTP/1.1 200"))
                    #expect(try await peer.text(8) == "GET \(path)")
                }
                try await peer.send(
                    "POST /three HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
                #expect(try await peer.rest().hasSuffix("POST /three"))
            }
        }
    }

    @Test func `what the gate does not want as WebSocket is answered as HTTP`() async throws {
        try await TestServer.run { _ in
            .notWebSocket
        } _: { server in
            let answer = try await RawPeer.connect(to: server) { peer in
                try await peer.send(RawPeer.request)
                _ = try await peer.head()
                let first = try await peer.text(13)
                try await peer.send("GET /two HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\n\r\n")
                _ = try await peer.head()
                return try await first + peer.text(8)
            }
            #expect(answer == "GET /ocpp/CP1GET /two")
        }
    }

    @Test(arguments: ["/ocpp/CP1", "/http", "/refused"])
    func `an upgrade may be a later request of a connection`(path: String) async throws {
        let recording = Recording()
        try await TestServer.run { request in
            switch request.path {
            case "/http": .notWebSocket
            case "/refused": .refuse(.notFound("unknown"))
            default: recording.accepting(onText: { $0.send(text: $1) })
            }
        } _: { server in
            try await RawPeer.connect(to: server) { peer in
                try await peer.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await peer.head()
                #expect(try await peer.text(8) == "GET /one")
                try await peer.send(RawPeer.request.replacing("/ocpp/CP1", with: path))
                switch path {
                case "/http": #expect(try await peer.rest().hasSuffix("GET /http"))
                case "/refused": #expect(try await peer.rest().hasPrefix("HTTP/1.1 404 "))
                default:
                    #expect(try await peer.head().hasPrefix("HTTP/1.1 101 "))
                    try await peer.send(Wire.text("hello"))
                    #expect(try await peer.frame() == RawPeer.Frame(opcode: 0x81, payload: Array("hello".utf8)))
                    try await peer.send(Wire.close(1000))
                    #expect(try await peer.closeCode() == 1000)
                    #expect(try await peer.frame() == nil)
                }
            }
        }
    }

    @Test func `frames sent behind the request wait for the gate and are delivered`() async throws {
        let recording = Recording()
        let (decided, decide) = AsyncStream<Void>.makeStream()
        try await TestServer.run { _ in
            for await _ in decided { break }
            return recording.accepting()
        } _: { server in
            try await RawPeer.connect(to: server) { peer in
                try await peer.send(Array(RawPeer.request.utf8) + Wire.text("one"))
                try await peer.send(Wire.text("two"))
                decide.yield()
                try await peer.send(Wire.text("three"))
                #expect(await recording.texts(3) == ["one", "two", "three"])
            }
        }
    }

    @Test func `a gate that takes too long is answered for with 503`() async throws {
        let (never, hold) = AsyncStream<Void>.makeStream()
        try await TestServer.run {
            $0.gateTimeout = .milliseconds(50)
        } gate: { _ in
            for await _ in never {}
            return .notWebSocket
        } _: { server in
            let answer = try await RawPeer.connect(to: server) { peer in
                try await peer.send(RawPeer.request)
                return try await peer.rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            hold.finish()
        }
    }

    @Test(arguments: ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
    func `a head that does not come in time ends the connection`(start: String) async throws {
        try await TestServer.run {
            $0.headerTimeout = .milliseconds(50)
        } gate: { _ in
            .notWebSocket
        } _: { server in
            let answer = try await RawPeer.connect(to: server) { peer in
                // It may have ended before anything was sent, with what was sent unread.
                try? await peer.send(start)
                return try? await peer.rest()
            }
            #expect(answer ?? "" == "")
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 3000), "431"),
        ("GET /" + String(repeating: "x", count: 3000), "431"), ("NONSENSE\r\n\r\n", "400"),
    ])
    func `a head that is too long or no HTTP is answered so`(request: String, status: String) async throws {
        try await TestServer.run {
            $0.maximumHeaderBytes = 2048
        } gate: { _ in
            .notWebSocket
        } _: { server in
            let answer = try await RawPeer.connect(to: server) { peer in
                try await peer.send(request)
                return try await peer.rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test func `a port where nobody listens is reported`() async throws {
        let error = await #expect(throws: WebSocketConnectError.self) {
            let endpoint = WebSocketEndpoint(host: "127.0.0.1", port: 1, path: "/")
            _ = try await WebSocketClient.connect(to: endpoint, on: loop, makeHandler: Recording().handler)
        }
        #expect(error?.code == .connectionFailed)
    }

    @Test func `a server that does not answer the handshake is given up`() async throws {
        let (never, hold) = AsyncStream<Void>.makeStream()
        try await TestServer.run { _ in
            for await _ in never {}
            return .notWebSocket
        } _: { server in
            let error = await #expect(throws: WebSocketConnectError.self) {
                try await WebSocketClient.connect(
                    to: server.endpoint(), timeout: .milliseconds(50), on: loop, makeHandler: Recording().handler)
            }
            #expect(error?.code == .timedOut)
            hold.finish()
        }
    }
}
