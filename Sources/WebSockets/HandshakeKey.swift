/// The proof that both ends of a handshake speak WebSocket.
///
/// RFC 6455, section 4.2.2, item 5.
enum HandshakeKey {
    static func random() -> String {
        Base64.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }

    static func isValid(_ key: String) -> Bool {
        Base64.decode(key)?.count == 16
    }

    static func accept(for key: String) -> String {
        Base64.encode(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }
}
