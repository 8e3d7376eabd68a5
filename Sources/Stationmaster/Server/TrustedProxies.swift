import NIOCore
import WebSockets

/// The proxies in front of the server that are believed when they tell for whom they speak, and how securely.
struct TrustedProxies: Sendable, Equatable {
    /// Of proxies one behind the other.
    private static let chainLimit = 32
    private static let networkLimit = 100

    private let networks: [IPNetwork]

    init() { networks = [] }

    /// Addresses and networks, separated by commas.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let networks = parts.compactMap { IPNetwork($0.filter { $0 != " " }[...]) }
        guard networks.count == parts.count, networks.count <= Self.networkLimit else { return nil }
        self.networks = networks
    }

    var isEmpty: Bool { networks.isEmpty }

    func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    /// Who is behind a request.
    struct Client: Sendable, Equatable {
        var address: String?
        /// The whole way, as far as the proxies tell.
        var isSecure: Bool
        /// A proxy speaks for it, so that nothing in the TLS of this connection is the client's.
        var isForwarded: Bool
    }

    /// The last address in X-Forwarded-For that is no proxy's of ours: what stands before it, the client may have made up.
    /// X-Forwarded-Proto has to say of every proxy that it was spoken to over TLS.
    func client(
        from peer: String?, isSecure: Bool, forwardedFor: [String], forwardedProto: [String]
    ) -> Client {
        guard !networks.isEmpty, let address = peer.flatMap({ IPAddress($0) }), contains(address),
            !forwardedFor.isEmpty || !forwardedProto.isEmpty
        else { return Client(address: peer, isSecure: isSecure, isForwarded: false) }
        var client = address
        for entry in Self.members(of: forwardedFor).reversed().prefix(Self.chainLimit) {
            guard let address = IPAddress(forwarded: entry) else { break }
            client = address
            guard contains(address) else { break }
        }
        let schemes = Self.members(of: forwardedProto).map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
        let isSecure = schemes.isEmpty ? isSecure : schemes.allSatisfy { $0 == "https" || $0 == "wss" }
        return Client(address: client.description, isSecure: isSecure, isForwarded: true)
    }

    func client(of request: UpgradeRequest) -> Client {
        client(
            from: request.remoteAddress?.ipAddress, isSecure: request.isSecure,
            forwardedFor: request.headers("X-Forwarded-For"), forwardedProto: request.headers("X-Forwarded-Proto"))
    }

    private static func members(of fields: [String]) -> [Substring] {
        fields.flatMap { $0.split(separator: ",") }
    }
}
