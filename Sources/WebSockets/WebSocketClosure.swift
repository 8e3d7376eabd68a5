/// How a connection ended, as its handler is told.
package struct WebSocketClosure: Sendable, Equatable {
    package enum Cause: Sendable {
        /// The peer sent a Close frame.
        case peer
        /// We called `close` or `drop`.
        case local
        /// The peer broke the protocol or a limit; `code` is what it was told.
        case violation
        /// Nothing was heard for too long.
        case mute
        /// The peer did not read what was sent to it.
        case slowReader
        /// The TCP connection ended without a Close frame.
        case transport
        /// The server is going down.
        case shutdown
    }

    /// What was sent or received: `.noStatus` for a Close frame without a code, `.abnormal` where there was no Close frame.
    package var code: WebSocketCloseCode
    package var reason: String
    package var cause: Cause

    package init(code: WebSocketCloseCode, reason: String, cause: Cause) {
        self.code = code
        self.reason = reason
        self.cause = cause
    }

    package var isByPeer: Bool { cause == .peer || cause == .transport }
}
