/// Where a WebSocket server listens: the parts of a `ws://` or `wss://` URL.
package struct WebSocketEndpoint: Sendable, Hashable {
    package var host: String
    package var port: Int
    /// Percent-encoded, with its query; begins with a slash.
    package var path: String
    /// Over TLS.
    package var isSecure: Bool

    package init(host: String, port: Int, path: String, isSecure: Bool = false) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.path = path.hasPrefix("/") ? path : "/" + path
    }

    package init(parsing url: String) throws(WebSocketConnectError) {
        func bad(_ why: String) -> WebSocketConnectError {
            WebSocketConnectError(code: .badURL, message: "\(url): \(why)")
        }
        let isSecure = url.lowercased().hasPrefix("wss://")
        guard isSecure || url.lowercased().hasPrefix("ws://") else { throw bad("only ws:// and wss:// are spoken") }
        let rest = url.dropFirst(isSecure ? "wss://".count : "ws://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        var host = authority
        var port = Self.usualPort(isSecure: isSecure)
        // The last colon, unless it belongs to an IPv6 address in brackets.
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            host = authority[..<colon]
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else {
                throw bad("bad port")
            }
            port = Int(number)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw bad("no host") }
        let path = rest[authority.endIndex...]
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw bad("path is not percent-encoded") }
        self.init(host: String(host), port: port, path: String(path), isSecure: isSecure)
    }

    private static func usualPort(isSecure: Bool) -> Int { isSecure ? 443 : 80 }

    /// The endpoint one segment further; a query is dropped.
    package func appending(segment: String) -> WebSocketEndpoint {
        var base = path.prefix { $0 != "?" }
        if base.hasSuffix("/") { base = base.dropLast() }
        var endpoint = self
        endpoint.path = base + "/" + PercentEncoding.encode(segment: segment)
        return endpoint
    }

    /// What stands in the Host field.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == Self.usualPort(isSecure: isSecure) ? name : "\(name):\(port)"
    }
}
