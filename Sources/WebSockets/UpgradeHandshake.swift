import NIOHTTP1

/// What the two heads of a handshake must say.
///
/// RFC 6455, section 4.2.
enum UpgradeHandshake {
    static func isWanted(by head: HTTPRequestHead) -> Bool {
        has("websocket", in: head.headers, name: "Upgrade") && has("upgrade", in: head.headers, name: "Connection")
    }

    /// Why the request can not be an upgrade at all, whatever the gate thinks of it.
    static func refusal(of head: HTTPRequestHead) -> UpgradeRefusal? {
        guard head.method == .GET, head.version == .http1_1 else {
            return .badRequest("an upgrade is a GET request of HTTP/1.1")
        }
        guard head.headers.first(name: "Sec-WebSocket-Version") == "13" else {
            return UpgradeRefusal(
                status: 426, headers: [("Sec-WebSocket-Version", "13")], body: "only WebSocket version 13 is spoken here")
        }
        guard let key = head.headers.first(name: "Sec-WebSocket-Key"), HandshakeKey.isValid(key) else {
            return .badRequest("Sec-WebSocket-Key is missing or not 16 bytes in base64")
        }
        return nil
    }

    static func offers(_ head: HTTPRequestHead, subprotocol: String) -> Bool {
        head.headers[canonicalForm: "Sec-WebSocket-Protocol"].contains { $0 == subprotocol }
    }

    static func response(to key: String, subprotocol: String?, headers: [(String, String)]) -> HTTPResponseHead {
        var fields: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": HandshakeKey.accept(for: key),
        ]
        if let subprotocol { fields.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
        add(headers, to: &fields)
        return HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: fields)
    }

    static func response(to refusal: UpgradeRefusal, length: Int) -> HTTPResponseHead {
        var fields: HTTPHeaders = [
            "Content-Type": "text/plain; charset=utf-8", "Content-Length": String(length), "Connection": "close",
        ]
        add(refusal.headers, to: &fields)
        return HTTPResponseHead(version: .http1_1, status: .init(statusCode: refusal.status), headers: fields)
    }

    /// Nothing that ends a line gets into a head.
    private static func add(_ headers: [(String, String)], to fields: inout HTTPHeaders) {
        for (name, value) in headers {
            let isClean = !(name + value).utf8.contains { $0 < 0x20 && $0 != 0x09 }
            if isClean, !name.isEmpty { fields.add(name: name, value: value) }
        }
    }

    static func has(_ token: String, in headers: HTTPHeaders, name: String) -> Bool {
        headers[canonicalForm: name].contains { $0.lowercased() == token }
    }
}
