import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

@testable import WebSockets

/// A server on a free port of the loopback, for as long as the body runs.
struct TestServer: Sendable {
    let port: Int
    let waits: Waits
    private let server: Server<HTTPWebSocketChannel>

    func endpoint(_ path: String = "/ocpp/CP1") -> WebSocketEndpoint {
        WebSocketEndpoint(host: "127.0.0.1", port: port, path: path)
    }

    /// Returns when every connection has ended.
    func shutDown() async throws {
        try await server.shutdownGracefully()
    }

    static func run(
        configure: (inout HTTPWebSocketChannel.Configuration) -> Void = { _ in },
        gate: @escaping WebSocketGate, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        var configuration = HTTPWebSocketChannel.Configuration()
        configure(&configuration)
        let waits = Waits()
        let channel = HTTPWebSocketChannel(
            responder: { request, writer, _ in try await respond(request: request, writer: writer, waits: waits) },
            configuration: configuration, gate: gate)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await number in ports {
                try await body(TestServer(port: number, waits: waits, server: server))
                break
            }
            try await server.shutdownGracefully()
            try await group.waitForAll()
        }
    }

    /// Answers with the method and path it was asked for; `/wait` only when its task is cancelled.
    @concurrent private static func respond(
        request: Request, writer: consuming ResponseWriter, waits: Waits
    ) async throws {
        if request.head.path == "/wait" { await waits.untilCancelled() }
        let text = "\(request.method) \(request.head.path ?? "")"
        let head = HTTPResponse(status: .ok, headerFields: [.contentLength: String(text.utf8.count)])
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Requests that are answered when nobody waits for them any more.
final class Waits: Sendable {
    private let begun = Atomic(0)
    private let ended = Atomic(0)

    var beginnings: Int { begun.load(ordering: .relaxed) }
    var cancellations: Int { ended.load(ordering: .relaxed) }

    func untilCancelled() async {
        begun.add(1, ordering: .relaxed)
        try? await Task.sleep(for: .seconds(3_600))
        if Task.isCancelled { ended.add(1, ordering: .relaxed) }
    }
}

/// Passes on what happens on one connection.
final class Recorder: WebSocketHandler {
    enum Event: Sendable {
        case opened(WebSocketConnection)
        case text(String)
        case binary([UInt8])
        case batchEnded
        case closed(WebSocketClosure)
    }

    private let connection: WebSocketConnection
    private let events: AsyncStream<Event>.Continuation
    private let onText: @Sendable (WebSocketConnection, ByteBuffer) -> Void

    init(
        _ connection: WebSocketConnection, _ events: AsyncStream<Event>.Continuation,
        onText: @escaping @Sendable (WebSocketConnection, ByteBuffer) -> Void = { _, _ in }
    ) {
        self.connection = connection
        self.events = events
        self.onText = onText
    }

    func opened() { events.yield(.opened(connection)) }

    func received(text: ByteBuffer) {
        events.yield(.text(String(buffer: text)))
        onText(connection, text)
    }

    func received(binary: ByteBuffer) { events.yield(.binary(Array(buffer: binary))) }

    func batchEnded() { events.yield(.batchEnded) }

    func closed(_ closure: WebSocketClosure) {
        events.yield(.closed(closure))
        events.finish()
    }
}

/// What one side of a connection is told, to be awaited.
struct Recording: Sendable {
    let events: AsyncStream<Recorder.Event>
    let continuation: AsyncStream<Recorder.Event>.Continuation

    init() {
        (events, continuation) = AsyncStream.makeStream()
    }

    func accepting(
        subprotocol: String? = nil, configure: (inout WebSocketConfiguration) -> Void = { _ in },
        onText: @escaping @Sendable (WebSocketConnection, ByteBuffer) -> Void = { _, _ in }
    ) -> UpgradeDecision {
        var configuration = WebSocketConfiguration()
        configure(&configuration)
        return .accept(
            WebSocketAcceptance(subprotocol: subprotocol, configuration: configuration) { connection in
                Recorder(connection, continuation, onText: onText)
            })
    }

    func handler(_ connection: WebSocketConnection) -> any WebSocketHandler {
        Recorder(connection, continuation)
    }

    func texts(_ count: Int) async -> [String] {
        var texts: [String] = []
        for await event in events {
            if case .text(let text) = event { texts.append(text) }
            if texts.count == count { break }
        }
        return texts
    }

    func connection() async -> WebSocketConnection? {
        for await event in events {
            if case .opened(let connection) = event { return connection }
        }
        return nil
    }

    func closure() async -> WebSocketClosure? {
        for await event in events {
            if case .closed(let closure) = event { return closure }
        }
        return nil
    }
}
