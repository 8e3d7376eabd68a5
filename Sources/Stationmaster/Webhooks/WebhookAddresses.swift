import Charging
import Foundation

/// Which addresses of other systems this server calls: those of the public network, and what the operator allows beside.
struct WebhookAddresses: Sendable, Hashable {
    /// Without TLS.
    var allowsHTTP = false
    var networks: [IPNetwork] = []

    /// What is no address of one machine in the public network (the IANA registries of special-purpose addresses), and the
    /// prefixes by which addresses of IPv4 are written as ones of IPv6, which would lead around them.
    private static let special: [IPNetwork] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap { IPNetwork($0) }

    func allows(_ address: [UInt8]) -> Bool {
        guard let address = IPAddress(bytes: address) else { return false }
        return networks.contains { $0.contains(address) } || !Self.special.contains { $0.contains(address) }
    }

    /// What can be said before a name is resolved.
    ///
    /// - Throws: ``ChargingError`` `.badInput`.
    func check(url: String) throws {
        func refusal(_ reason: String) -> ChargingError { ChargingError(.badInput, "url \(reason)", field: "url") }
        guard url.utf8.count <= 2_000, url.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 32 }),
            let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty
        else { throw refusal("is no address such as https://example.com/events.") }
        let schemes = allowsHTTP ? ["https", "http"] : ["https"]
        guard let scheme = parts.scheme?.lowercased(), schemes.contains(scheme) else {
            throw refusal("has to begin with \(schemes.map { "\($0)://" }.joined(separator: " or ")).")
        }
        guard parts.user == nil, parts.password == nil else {
            throw refusal("names a user; what is sent is signed instead.")
        }
        guard parts.fragment == nil else { throw refusal("has a fragment, which is never sent.") }
        let literal = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host
        if let address = IPAddress(literal), !allows(address.bytes) {
            throw refusal("is an address that this server does not call.")
        }
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost"), !allows([127, 0, 0, 1]) {
            throw refusal("is an address that this server does not call.")
        }
    }
}

extension WebhookAddresses {
    init(from source: SettingSource) throws {
        allowsHTTP = try source.flag("STATIONMASTER_WEBHOOK_HTTP") ?? false
        networks =
            try source.value(
                "STATIONMASTER_WEBHOOK_NETWORKS", expected: "addresses and networks such as 192.0.2.1, 10.0.0.0/8"
            ) { text in
                let parts = text.split(separator: ",", omittingEmptySubsequences: false)
                let networks = parts.compactMap { IPNetwork(Substring($0.filter { $0 != " " })) }
                return networks.count == parts.count ? networks : nil
            } ?? []
    }
}
