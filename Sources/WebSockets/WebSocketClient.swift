package import NIOCore
import NIOPosix

/// Connects to WebSocket servers; TLS is a layer that the caller brings.
///
/// A client costs one socket and no thread or task of its own, so one process can hold many thousands of them.
package enum WebSocketClient {
    /// Connects and finishes the handshake; the handler is made and told on `eventLoop`, before the future is completed.
    ///
    /// - Parameter layer: what goes between the socket and the handshake, such as TLS for an endpoint that `isSecure`.
    /// - Returns: a future that fails with ``WebSocketConnectError``.
    package static func connect(
        to endpoint: WebSocketEndpoint, subprotocols: [String] = [], headers: [(String, String)] = [],
        configuration: WebSocketConfiguration = .init(), timeout: Duration = .seconds(10),
        layer: (@Sendable (any Channel) throws -> Void)? = nil, on eventLoop: any EventLoop,
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) -> EventLoopFuture<WebSocketConnection> {
        let outcome = eventLoop.makePromise(of: WebSocketConnection.self)
        let key = HandshakeKey.random()
        let request = request(to: endpoint, key: key, subprotocols: subprotocols, headers: headers)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try layer?(channel)
                    let handshake = ClientHandshakeHandler(
                        request: request, key: key, subprotocols: subprotocols, configuration: configuration,
                        timeout: timeout, outcome: outcome, makeHandler: makeHandler)
                    try channel.pipeline.syncOperations.addHandler(handshake)
                }
            }
            .connect(host: endpoint.host, port: endpoint.port)
            .whenFailure { error in outcome.fail(connectError(error)) }
        return outcome.futureResult
    }

    package static func connect(
        to endpoint: WebSocketEndpoint, subprotocols: [String] = [], headers: [(String, String)] = [],
        configuration: WebSocketConfiguration = .init(), timeout: Duration = .seconds(10), on eventLoop: any EventLoop,
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) async throws -> WebSocketConnection {
        let future: EventLoopFuture<WebSocketConnection> = connect(
            to: endpoint, subprotocols: subprotocols, headers: headers, configuration: configuration, timeout: timeout,
            on: eventLoop, makeHandler: makeHandler)
        return try await future.get()
    }

    /// The header field of Basic authentication.
    package static func basicAuthorization(user: String, password: [UInt8]) -> (String, String) {
        ("Authorization", "Basic " + Base64.encode(Array(user.utf8) + [UInt8(ascii: ":")] + password))
    }

    private static func request(
        to endpoint: WebSocketEndpoint, key: String, subprotocols: [String], headers: [(String, String)]
    ) -> ByteBuffer {
        var fields = [
            ("Host", endpoint.authority), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", key),
        ]
        if !subprotocols.isEmpty {
            fields.append(("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", ")))
        }
        return UpgradeHandshake.bytes("GET \(endpoint.path) HTTP/1.1", fields + headers)
    }

    private static func connectError(_ error: any Error) -> WebSocketConnectError {
        switch error {
        case let error as WebSocketConnectError: error
        case ChannelError.connectTimeout: WebSocketConnectError(code: .timedOut, message: "no connection in time")
        default: WebSocketConnectError(code: .connectionFailed, message: "\(error)")
        }
    }
}
