import NIOCore

/// Decides about each request to upgrade; may take its time, for instance to ask a database. Nothing is read meanwhile.
package typealias WebSocketGate = @Sendable (UpgradeRequest) async -> UpgradeDecision

/// What becomes of a request to upgrade.
package enum UpgradeDecision: Sendable {
    case accept(WebSocketAcceptance)
    case refuse(UpgradeRefusal)
    /// The HTTP responder answers it.
    case notWebSocket
}

/// How the handshake is finished, and who takes the connection over.
package struct WebSocketAcceptance: Sendable {
    /// Sent only when the client offered it.
    package var subprotocol: String?
    package var headers: [(String, String)]
    package var configuration: WebSocketConfiguration
    /// Called on the event loop, before ``WebSocketHandler/opened()``.
    package var makeHandler: @Sendable (WebSocketConnection) -> any WebSocketHandler

    package init(
        subprotocol: String? = nil, headers: [(String, String)] = [], configuration: WebSocketConfiguration = .init(),
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) {
        self.subprotocol = subprotocol
        self.headers = headers
        self.configuration = configuration
        self.makeHandler = makeHandler
    }

    /// Finishes the handshake without a sub-protocol and then closes: OCPP-J asks for it where none is common to both.
    package static func closing(_ code: WebSocketCloseCode, _ reason: String) -> WebSocketAcceptance {
        WebSocketAcceptance { ClosingHandler(connection: $0, code: code, reason: reason) }
    }

    private final class ClosingHandler: WebSocketHandler {
        private let connection: WebSocketConnection
        private let code: WebSocketCloseCode
        private let reason: String

        init(connection: WebSocketConnection, code: WebSocketCloseCode, reason: String) {
            self.connection = connection
            self.code = code
            self.reason = reason
        }

        func opened() { connection.close(code, reason) }
        func received(text: ByteBuffer) {}
        func closed(_ closure: WebSocketClosure) {}
    }
}

/// An answer instead of the upgrade: a status, a short text, and the end of the connection.
package struct UpgradeRefusal: Sendable {
    package var status: Int
    package var headers: [(String, String)]
    package var body: String

    package init(status: Int, headers: [(String, String)] = [], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func unauthorized(realm: String, _ body: String = "unauthorized") -> UpgradeRefusal {
        let quoted = realm.filter { $0 != "\"" && $0 != "\\" }
        return UpgradeRefusal(status: 401, headers: [("WWW-Authenticate", "Basic realm=\"\(quoted)\"")], body: body)
    }

    package static func notFound(_ body: String) -> UpgradeRefusal {
        UpgradeRefusal(status: 404, body: body)
    }

    package static func badRequest(_ body: String) -> UpgradeRefusal {
        UpgradeRefusal(status: 400, body: body)
    }

    package static func unavailable(retryAfter: Duration, _ body: String = "try again later") -> UpgradeRefusal {
        let seconds = max(1, retryAfter.components.seconds)
        return UpgradeRefusal(status: 503, headers: [("Retry-After", String(seconds))], body: body)
    }
}
