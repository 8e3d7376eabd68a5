import JSON
import NIOCore
import WebSockets

/// One socket with one subscription, by `graphql-transport-ws`; tells a tally when it is ready and when something comes.
final class FanOutSubscriber: WebSocketHandler {
    private let connection: WebSocketConnection
    private let tally: FanOutTally
    private let token: String
    private let query: String

    init(_ connection: WebSocketConnection, tally: FanOutTally, token: String, query: String) {
        self.connection = connection
        self.tally = tally
        self.token = token
        self.query = query
    }

    func opened() {
        send(["type": "connection_init", "payload": ["authorization": .string("Bearer \(token)")]])
    }

    /// Looks for the type near the beginning, where servers write it: parsing would cost more than what is measured.
    func received(text: ByteBuffer) {
        let start = text.getString(at: text.readerIndex, length: min(text.readableBytes, 64)) ?? ""
        if start.contains("\"next\"") {
            tally.arrived()
        } else if start.contains("\"connection_ack\"") {
            send(["type": "subscribe", "id": "1", "payload": ["query": .string(query)]])
            // A subscription is not answered; a ping that follows it is, once it was read.
            send(["type": "ping"])
        } else if start.contains("\"pong\"") {
            tally.joined()
        } else if !start.contains("\"ping\"") {
            tally.failed(String(buffer: text))
        }
    }

    func closed(_ closure: WebSocketClosure) {
        tally.failed("a socket was closed: \(closure)")
    }

    private func send(_ message: JSONValue) { connection.send(text: message.encoded()) }
}
