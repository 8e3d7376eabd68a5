import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import WebSockets

/// HTTP and WebSocket over TLS, each connection with the certificate that the server has when it begins.
struct TLSChannel: HTTPChannelHandler {
    typealias Value = HTTPWebSocketChannel.Value

    private let base: HTTPWebSocketChannel
    private let identity: TLSIdentity
    private let ledger: HandshakeLedger

    var responder: Responder { base.responder }

    init(
        responder: @escaping Responder, identity: TLSIdentity, ledger: HandshakeLedger, gate: @escaping WebSocketGate
    ) {
        var configuration = HTTPWebSocketChannel.Configuration()
        configuration.isSecure = true
        // The handshake is part of it.
        configuration.headerTimeout += ledger.limits.time
        base = HTTPWebSocketChannel(responder: responder, configuration: configuration, gate: gate)
        self.identity = identity
        self.ledger = ledger
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(NIOSSLServerHandler(context: identity.context))
            try pipeline.addHandler(HandshakeWatch(ledger: ledger, logger: logger))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
