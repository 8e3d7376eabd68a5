/// The limits and clocks of one connection.
package struct WebSocketConfiguration: Sendable {
    /// Bytes of one message, all its fragments together; a bigger one ends the connection with 1009.
    package var maximumMessageSize = 1 << 20
    /// Frames of one message; more end the connection with 1008.
    package var maximumFragments = 1024
    /// Without it a binary message ends the connection with 1003.
    package var acceptsBinary = false
    /// A ping is sent this often, and a peer from which no byte came is dropped within three of these. `nil`: neither.
    package var pingInterval: Duration? = .seconds(20)
    /// How long the peer may take to answer a Close frame and to end the TCP connection.
    package var closeTimeout: Duration = .seconds(5)
    /// When more bytes wait to be sent than this and another message comes, the peer is dropped. Less than 64 KiB counts
    /// as 64 KiB.
    package var maximumOutboundBytes = 1 << 20
    /// On graceful shutdown each connection is closed after a random share of this, so that not all come back at once.
    package var shutdownJitter: Duration = .zero
    /// Messages are compressed where the client offers it. `nil`: what it offers is passed over.
    package var compression: MessageCompression?

    package init() {}
}
