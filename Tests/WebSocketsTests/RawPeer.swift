import NIOCore
import NIOPosix

@testable import WebSockets

/// A TCP client that sends and reads bytes, knowing nothing of the code under test.
struct RawPeer: ~Copyable {
    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]
    }

    private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var waiting: [UInt8] = []

    static let request = """
        GET /ocpp/CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
        """

    static func connect<Result: Sendable>(
        to server: TestServer, _ body: @Sendable @escaping (inout RawPeer) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var peer = RawPeer(iterator: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&peer)
        }
    }

    /// Connects and is upgraded.
    static func upgraded<Result: Sendable>(
        to server: TestServer, _ body: @Sendable @escaping (inout RawPeer) async throws -> Result
    ) async throws -> Result {
        try await connect(to: server) { peer in
            try await peer.send(request)
            _ = try await peer.head()
            return try await body(&peer)
        }
    }

    private init(
        iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.iterator = iterator
        self.outbound = outbound
    }

    func send(_ bytes: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Up to and with the empty line; what came by then, if the connection ends before.
    mutating func head() async throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let start = waiting.indices.first(where: { waiting[$0...].starts(with: end) }) {
                let head = String(decoding: waiting[..<(start + 4)], as: UTF8.self)
                waiting.removeFirst(start + 4)
                return head
            }
            guard try await more() else { return String(decoding: waiting, as: UTF8.self) }
        }
    }

    mutating func text(_ count: Int) async throws -> String {
        while waiting.count < count, try await more() {}
        defer { waiting.removeFirst(min(count, waiting.count)) }
        return String(decoding: waiting.prefix(count), as: UTF8.self)
    }

    /// Everything until the other side ends the connection.
    mutating func rest() async throws -> String {
        while try await more() {}
        return String(decoding: waiting, as: UTF8.self)
    }

    /// The next frame, which must be short and unmasked; `nil` at the end of the connection.
    mutating func frame() async throws -> Frame? {
        while waiting.count < 2 || waiting.count < 2 + Int(waiting[1]) {
            guard try await more() else { return nil }
        }
        let length = Int(waiting[1])
        defer { waiting.removeFirst(2 + length) }
        return Frame(opcode: waiting[0], payload: Array(waiting[2..<2 + length]))
    }

    /// The code of the Close frame that comes next.
    mutating func closeCode() async throws -> Int? {
        while let frame = try await frame() {
            guard frame.opcode == 0x88 else { continue }
            return frame.payload.count < 2 ? 0 : Int(frame.payload[0]) << 8 | Int(frame.payload[1])
        }
        return nil
    }

    private mutating func more() async throws -> Bool {
        guard let bytes = try await iterator.next(isolation: #isolation) else { return false }
        waiting += Array(buffer: bytes)
        return true
    }
}
