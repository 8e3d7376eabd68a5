package import NIOCore

/// What happens on one connection, told to the object that lives as long as the connection does.
///
/// All calls are synchronous, in order, and on the connection's event loop; an actor whose executor is that event loop
/// can be entered by `assumeIsolated`. After the handler has called `close` or `drop`, no message is delivered any more.
package protocol WebSocketHandler: AnyObject {
    /// The handshake is written; the handler may send and close from now on.
    func opened()

    /// One whole message, valid UTF-8. The buffer shares its memory with nobody.
    func received(text: ByteBuffer)

    /// One whole message; only where the configuration accepts binary messages.
    func received(binary: ByteBuffer)

    /// Bytes arrived, be it a ping, a pong or part of a frame.
    func heard()

    /// All messages of one read of the socket were delivered; what was sent meanwhile is flushed next.
    func batchEnded()

    /// The last call, made exactly once.
    func closed(_ closure: WebSocketClosure)
}

extension WebSocketHandler {
    package func received(binary: ByteBuffer) {}
    package func heard() {}
    package func batchEnded() {}
}
