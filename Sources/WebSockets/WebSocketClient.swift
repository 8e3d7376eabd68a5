package import NIOCore
import NIOHTTP1
import NIOPosix

/// Connects to WebSocket servers, without TLS.
///
/// A client costs one socket and no thread or task of its own, so one process can hold many thousands of them.
package enum WebSocketClient {
    /// Connects and finishes the handshake; the handler is made and told on `eventLoop`, before the future is completed.
    ///
    /// - Returns: a future that fails with ``WebSocketConnectError``.
    package static func connect(
        to endpoint: WebSocketEndpoint, subprotocols: [String] = [], headers: [(String, String)] = [],
        configuration: WebSocketConfiguration = .init(), timeout: Duration = .seconds(10), on eventLoop: any EventLoop,
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) -> EventLoopFuture<WebSocketConnection> {
        let outcome = eventLoop.makePromise(of: WebSocketConnection.self)
        let request = request(to: endpoint, subprotocols: subprotocols, headers: headers)
        // The handler's own clock covers the handshake; this one only the TCP connection, so it must not be the shorter.
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let encoder = HTTPRequestEncoder()
                    let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
                    let handshake = ClientHandshakeHandler(
                        request: request, subprotocols: subprotocols, configuration: configuration, timeout: timeout,
                        encoder: encoder, decoder: decoder, outcome: outcome, makeHandler: makeHandler)
                    try channel.pipeline.syncOperations.addHandlers([encoder, decoder, handshake])
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
        to endpoint: WebSocketEndpoint, subprotocols: [String], headers: [(String, String)]
    ) -> HTTPRequestHead {
        var fields: HTTPHeaders = [
            "Host": endpoint.authority, "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": HandshakeKey.random(),
        ]
        if !subprotocols.isEmpty {
            fields.add(name: "Sec-WebSocket-Protocol", value: subprotocols.joined(separator: ", "))
        }
        for (name, value) in headers { fields.add(name: name, value: value) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: endpoint.path, headers: fields)
    }

    private static func connectError(_ error: any Error) -> WebSocketConnectError {
        switch error {
        case let error as WebSocketConnectError: error
        case ChannelError.connectTimeout: WebSocketConnectError(code: .timedOut, message: "no connection in time")
        default: WebSocketConnectError(code: .connectionFailed, message: "\(error)")
        }
    }
}
