package import NIOCore

/// A request to speak WebSocket, before anything was answered.
package struct UpgradeRequest: Sendable {
    /// As sent: path and query.
    package let target: String
    /// In the order sent; a name may come more than once.
    package let headerFields: [(name: String, value: String)]
    package let isSecure: Bool
    package let channel: any Channel

    package init(target: String, headerFields: [(name: String, value: String)], isSecure: Bool, channel: any Channel) {
        self.target = target
        self.headerFields = headerFields
        self.isSecure = isSecure
        self.channel = channel
    }

    /// As sent, without the query.
    package var path: String {
        String(target.prefix { $0 != "?" })
    }

    package var query: String? {
        target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
    }

    /// The path's segments, percent-decoded; `nil` when one is badly encoded or holds a control character or a slash.
    package var segments: [String]? {
        var segments: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let segment = PercentEncoding.decode(segment: part) else { return nil }
            segments.append(segment)
        }
        return segments
    }

    package var remoteAddress: SocketAddress? { channel.remoteAddress }

    /// What the client offers, in its order of preference.
    package var subprotocols: [String] {
        HTTPHead(start: [], fields: headerFields).list("Sec-WebSocket-Protocol")
    }

    package var origin: String? { header("Origin") }
    package var cookie: String? { header("Cookie") }
    package var host: String? { header("Host") }

    /// The first field of this name, in any case.
    package func header(_ name: String) -> String? {
        headers(name).first
    }

    package func headers(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return headerFields.filter { $0.name.lowercased() == wanted }.map(\.value)
    }
}
