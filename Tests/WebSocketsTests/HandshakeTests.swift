import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("Handshake values")
struct HandshakeTests {
    @Test func `the accept value is the one of RFC 6455, section 1.3`() {
        #expect(HandshakeKey.accept(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test(arguments: [
        ("", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        ("abc", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "hJg+RBw70m66rkqh+VEp5eVGcPE="),
    ])
    func `SHA-1 agrees with the published vectors`(message: String, digest: String) {
        #expect(Base64.encode(SHA1.digest(Array(message.utf8))) == digest)
    }

    @Test func `base64 comes back for every length, with and without padding`() {
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8($0 * 37 & 0xFF) }
            let text = Base64.encode(bytes)
            #expect(Base64.decode(text) == bytes)
            #expect(Base64.decode(text.filter { $0 != "=" }) == bytes)
        }
    }

    @Test(arguments: ["a", "ab=c", "a b", "ab\u{e9}d", "AAAAA"])
    func `what is not base64 is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        arguments: [
            ("/ocpp/CP1", ["ocpp", "CP1"]), ("/ocpp/CP%201%2B", ["ocpp", "CP 1+"]),
            ("/ocpp/%C3%BC?x=/y", ["ocpp", "ü"]),
            ("/", [""]), ("/a//b/", ["a", "", "b", ""]),
            ("/ocpp/%zz", nil), ("/ocpp/%4", nil), ("/ocpp/a%2Fb", nil), ("/ocpp/a%00", nil), ("/ocpp/%FF", nil),
        ] as [(String, [String]?)])
    func `a path is decoded segment by segment`(target: String, segments: [String]?) {
        #expect(Self.request(target).segments == segments)
    }

    @Test(
        arguments: [
            ("CP1:secret", "CP1", .password(Array("secret".utf8))),
            ("CP:1:a:b", "CP:1", .password(Array("a:b".utf8))),
            ("CP1:", "CP1", .password([])),
            ("CP2:secret", "CP1", .otherUser),
            ("CP1", "CP1", .malformed),
        ] as [(String, String, UpgradeRequest.BasicPassword)])
    func `the password is what follows exactly the id and one colon`(
        sent: String, user: String, password: UpgradeRequest.BasicPassword
    ) {
        let field = ("authorization", "Basic " + Base64.encode(Array(sent.utf8)))
        #expect(Self.request("/", field).basicPassword(user: user) == password)
    }

    @Test func `credentials of other kinds are told apart`() {
        #expect(Self.request("/").basicPassword(user: "x") == .absent)
        #expect(Self.request("/", ("Authorization", "Bearer abc")).basicPassword(user: "x") == .absent)
        #expect(Self.request("/", ("Authorization", "Basic ***")).basicPassword(user: "x") == .malformed)
        #expect(Self.request("/", ("Authorization", "bearer  abc ")).bearerToken == "abc")
        let bytes: [UInt8] = [0x78, 0x3A, 0xFF, 0x00]
        #expect(
            Self.request("/", ("Authorization", "Basic \(Base64.encode(bytes))")).basicPassword(user: "x")
                == .password([0xFF, 0]))
    }

    @Test func `sub-protocols keep their order over several lines`() {
        let request = Self.request(
            "/", ("Sec-WebSocket-Protocol", "ocpp2.0.1 , ocpp1.6"), ("sec-websocket-protocol", "x,,"))
        #expect(request.subprotocols == ["ocpp2.0.1", "ocpp1.6", "x"])
    }

    @Test(arguments: [
        ("ws://localhost:9000/ocpp", "localhost", 9000, "/ocpp"), ("WS://h", "h", 80, "/"),
        ("ws://[::1]:81/a?b", "::1", 81, "/a?b"), ("ws://[::1]/", "::1", 80, "/"),
        ("WSS://h/", "h", 443, "/"), ("wss://h:80/a", "h", 80, "/a"),
    ])
    func `a URL is read`(url: String, host: String, port: Int, path: String) throws {
        let isSecure = url.prefix(3).lowercased() == "wss"
        let endpoint = WebSocketEndpoint(host: host, port: port, path: path, isSecure: isSecure)
        #expect(try WebSocketEndpoint(parsing: url) == endpoint)
        #expect(endpoint.appending(segment: "x").isSecure == isSecure)
        #expect(endpoint.authority.contains(":\(port)") == (port != (isSecure ? 443 : 80)))
    }

    @Test(arguments: ["http://h/", "wss:/h/", "ws://", "ws://h:0/", "ws://h:70000/", "ws://h:x/", "ws://h/a b"])
    func `a URL that can not be reached is refused`(url: String) {
        #expect(throws: WebSocketConnectError.self) { try WebSocketEndpoint(parsing: url) }
    }

    @Test func `a segment is encoded as it is appended`() {
        let endpoint = WebSocketEndpoint(host: "h", port: 80, path: "/ocpp/").appending(segment: "CP 1/ü")
        #expect(endpoint.path == "/ocpp/CP%201%2F%C3%BC")
    }

    private static func request(_ target: String, _ fields: (String, String)...) -> UpgradeRequest {
        UpgradeRequest(
            target: target, headerFields: fields.map { (name: $0.0, value: $0.1) }, isSecure: false,
            channel: EmbeddedChannel())
    }
}
