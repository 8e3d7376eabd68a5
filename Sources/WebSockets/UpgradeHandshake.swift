import NIOCore

/// What the two heads of a handshake must say.
///
/// RFC 6455, section 4.2.
enum UpgradeHandshake {
    static func isWanted(by head: HTTPHead) -> Bool {
        head.has("websocket", in: "Upgrade") && head.has("upgrade", in: "Connection")
    }

    /// Why the request can not be an upgrade at all, whatever the gate thinks of it.
    static func refusal(of head: HTTPHead) -> UpgradeRefusal? {
        guard head.start.first == "GET", head.start.last == "HTTP/1.1" else {
            return .badRequest("an upgrade is a GET request of HTTP/1.1")
        }
        guard head.first("Content-Length") ?? "0" == "0", head.first("Transfer-Encoding") == nil else {
            return .badRequest("an upgrade has no body")
        }
        guard head.first("Sec-WebSocket-Version") == "13" else {
            return UpgradeRefusal(
                status: 426, headers: [("Sec-WebSocket-Version", "13")],
                body: "only WebSocket version 13 is spoken here")
        }
        guard let key = head.first("Sec-WebSocket-Key"), HandshakeKey.isValid(key) else {
            return .badRequest("Sec-WebSocket-Key is missing or not 16 bytes in base64")
        }
        return nil
    }

    /// The sub-protocol of the acceptance, if the client offered it.
    static func subprotocol(of acceptance: WebSocketAcceptance, for head: HTTPHead) -> String? {
        acceptance.subprotocol.flatMap { head.list("Sec-WebSocket-Protocol").contains($0) ? $0 : nil }
    }

    static func response(accepting head: HTTPHead, subprotocol: String?, headers: [(String, String)]) -> ByteBuffer {
        var fields = [
            ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Accept", HandshakeKey.accept(for: head.first("Sec-WebSocket-Key") ?? "")),
        ]
        if let subprotocol { fields.append(("Sec-WebSocket-Protocol", subprotocol)) }
        return bytes("HTTP/1.1 101 Switching Protocols", fields + headers)
    }

    static func response(refusing refusal: UpgradeRefusal) -> ByteBuffer {
        let body = refusal.body + "\n"
        let fields = [
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", String(body.utf8.count)),
            ("Connection", "close"),
        ]
        // The phrase may be empty, and nobody reads it.
        var answer = bytes("HTTP/1.1 \(refusal.status) ", fields + refusal.headers)
        answer.writeString(body)
        return answer
    }

    /// A head as it stands on the wire; nothing that would end a line gets into it.
    static func bytes(_ start: String, _ fields: [(String, String)]) -> ByteBuffer {
        var head = ByteBuffer(string: start + "\r\n")
        for (name, value) in fields where !name.isEmpty && isClean(name) && isClean(value) {
            head.writeString("\(name): \(value)\r\n")
        }
        head.writeString("\r\n")
        return head
    }

    private static func isClean(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
