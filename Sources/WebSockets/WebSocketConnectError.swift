/// Why a client could not connect.
package struct WebSocketConnectError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// The server answered with another status than 101; `status` has it and `message` the start of the body.
        case refused
        case timedOut
        /// The server said 101, but not as RFC 6455 wants it.
        case badHandshake
        /// No TCP connection, or it ended during the handshake.
        case connectionFailed
        case badURL
    }

    package var code: Code
    package var status: Int?
    package var message: String

    package init(code: Code, status: Int? = nil, message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    package var description: String {
        status.map { "refused with \($0): \(message)" } ?? message
    }
}
