/// Tells a request that our own pages made from one that another site made a browser send.
///
/// Only credentials that browsers add by themselves need it: a bearer token is never sent by accident.
public struct CrossSiteCheck: Sendable {
    /// Fields that a page of another site cannot send unless a preflight allows it, which this server never does.
    public static let preflightFields: Set<String> = ["graphql-require-preflight", "x-requested-with"]

    private let ownOrigins: Set<String>

    /// - Parameter ownOrigins: `https://csms.example`, with the port where it is not the usual one.
    public init(ownOrigins: [String]) {
        self.ownOrigins = Set(ownOrigins.compactMap(Self.normalized))
    }

    /// Whether a request whose credentials are a cookie may be believed.
    ///
    /// An `Origin` that is ours is proof, one that is not is proof of the contrary. Without one (old browsers leave it
    /// out of a GET) the request must carry a field that is not simple. The content type alone is not enough: browsers
    /// have been made to send JSON across sites before.
    public func allows(origin: String?, fieldNames: some Sequence<String>) -> Bool {
        if let origin { return isOwn(origin) }
        return fieldNames.contains { Self.preflightFields.contains($0.lowercased()) }
    }

    /// The same for a WebSocket's handshake, in which pages can set no field at all: only `Origin` counts.
    public func allowsHandshake(origin: String?) -> Bool { origin.map(isOwn) ?? false }

    private func isOwn(_ origin: String) -> Bool { Self.normalized(origin).map(ownOrigins.contains) ?? false }

    /// Scheme and host in lower case, without the port that the scheme implies. Nil for `null` and all else that names
    /// no place.
    private static func normalized(_ origin: String) -> String? {
        let text = origin.lowercased()
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")] where text.hasPrefix(scheme) {
            let host = text.dropFirst(scheme.count)
            guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }) else { return nil }
            return scheme + (host.hasSuffix(port) ? host.dropLast(port.count) : host)
        }
        return nil
    }
}
