import HTTPTypes
package import HummingbirdCore
package import Logging
package import NIOCore

/// Serves HTTP and WebSocket on one port.
///
/// HTTP goes to Hummingbird as with its own channel; a request to upgrade goes to the gate, be it the connection's first
/// or, as proxies do that reuse connections, a later one. TLS is put around it as around any other channel of Hummingbird.
/// A client that goes away cancels the task of its request.
/// Every connection is a child task of the server and ends with it: on graceful shutdown idle connections close, requests
/// are answered, and WebSocket connections are closed with 1001.
package struct HTTPWebSocketChannel: HTTPChannelHandler {
    package struct Configuration: Sendable {
        /// From the TCP connection to the end of the first request's head.
        package var headerTimeout: Duration = .seconds(10)
        /// For the gate's decision; after it the answer is 503.
        package var gateTimeout: Duration = .seconds(20)
        /// Of one request: its line and all its header fields.
        package var maximumHeaderBytes = 16 * 1024
        /// After which a kept-alive HTTP connection is closed.
        package var idleTimeout: Duration = .seconds(60)
        /// Whether TLS is wrapped around the channel.
        package var isSecure = false

        package init() {}
    }

    /// The connection, and what its first request will turn out to be. It carries a future and not the answer because a
    /// channel becomes active, and so can be read, only after `setup` has finished.
    package struct Value: ServerChildChannelValue {
        package let channel: any Channel
        let firstRequest: EventLoopFuture<UpgradeHandler.FirstRequest>
        /// Ends when the client of an HTTP connection has gone.
        let departed: AsyncStream<Void>
        let upgrade: NIOLoopBound<UpgradeHandler>
    }

    /// A connection keeps the buffer of its largest read, so it begins with what holds almost any message of a charger.
    private static let receiving = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1_024, maximum: 65_536)

    package let responder: Responder
    private let configuration: Configuration
    private let gate: WebSocketGate

    package init(
        responder: @escaping Responder, configuration: Configuration = .init(), gate: @escaping WebSocketGate
    ) {
        let laterUpgrades = LaterUpgrades(responder: responder, isSecure: configuration.isSecure, gate: gate)
        self.responder = { try await laterUpgrades.respond(to: $0, writer: $1, channel: $2) }
        self.configuration = configuration
        self.gate = gate
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let firstRequest = channel.eventLoop.makePromise(of: UpgradeHandler.FirstRequest.self)
            let (departed, departure) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
            let upgrade = UpgradeHandler(
                configuration: configuration, logger: logger, firstRequest: firstRequest, departure: departure)
            try channel.pipeline.syncOperations.addHandler(upgrade)
            try channel.syncOptions?.setOption(.recvAllocator, value: Self.receiving)
            return Value(
                channel: channel, firstRequest: firstRequest.futureResult, departed: departed,
                upgrade: NIOLoopBound(upgrade, eventLoop: channel.eventLoop))
        }
    }

    package func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            // A task keeps the memory of its deepest call until it ends, and a WebSocket connection waits here for months:
            // what goes deep is a task of its own.
            await withDiscardingTaskGroup { group in
                group.addTask { await self.begin(value, logger) }
            }
            try? await value.channel.closeFuture.get()  // does not fail
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }

    /// Ends with an HTTP connection, or as soon as it is known what becomes of a WebSocket's.
    private func begin(_ value: Value, _ logger: Logger) async {
        do {
            switch try await value.firstRequest.get() {
            case .http(let channel):
                await serve(channel, value, logger)
            case .upgrade(let request):
                try await decide(on: request, value: value, logger: logger)
            }
        } catch {
            // Closed before a whole request came, or answered already.
            logger.trace("connection ended during the handshake: \(error)")
        }
    }

    private func decide(on request: UpgradeRequest, value: Value, logger: Logger) async throws {
        let decision = await gate(request)
        let channel = try await value.channel.eventLoop.submit { try value.upgrade.value.apply(decision) }.get()
        if let channel { await serve(channel, value, logger) }
    }

    /// A client that closes its side cancels what is being done for it. One that only half-closes is taken for gone too:
    /// the two look the same.
    private func serve(_ channel: UpgradeHandler.HTTPChannel, _ value: Value, _ logger: Logger) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.handleHTTP(asyncChannel: channel, logger: logger) }
            group.addTask { for await _ in value.departed {} }
            await group.next()
            group.cancelAll()
        }
    }
}
