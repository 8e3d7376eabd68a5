import NIOCore
import WebSockets

/// The WebSocket side of a ``GraphQLSession``: hands messages over on the event loop that both run on.
final class GraphQLSocket: WebSocketHandler {
    private let session: GraphQLSession

    init(session: GraphQLSession) { self.session = session }

    func opened() { session.assumeIsolated { $0.opened() } }
    func received(text: ByteBuffer) {
        session.assumeIsolated { $0.received(Array(text.readableBytesView)) }
    }
    func closed(_ closure: WebSocketClosure) { session.assumeIsolated { $0.closed() } }
}
