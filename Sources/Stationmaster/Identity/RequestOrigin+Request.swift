import Charging
import HTTPTypes
import Hummingbird
import NIOCore
import WebSockets

extension RequestOrigin {
    init(_ request: Request, _ context: APIRequestContext, _ proxies: TrustedProxies) {
        let client = proxies.client(of: request, from: context.channel.remoteAddress?.ipAddress)
        self.init(
            client.address, userAgent: request.headers[.userAgent],
            language: Language(request))
    }

    init(_ request: UpgradeRequest, _ proxies: TrustedProxies) {
        self.init(
            proxies.client(of: request).address, userAgent: request.headers("User-Agent").first,
            language: Language(
                cookies: request.headers("Cookie"), accepted: request.headers("Accept-Language").first))
    }

    private init(_ address: String?, userAgent: String?, language: Language) {
        let network = address.flatMap { IPAddress($0) }?.household ?? "unknown"
        let agent = userAgent.map { String(String.UnicodeScalarView($0.unicodeScalars.prefix(300))) }
        self.init(address: network, userAgent: agent?.replacing("\0", with: ""), language: language)
    }
}

extension Language {
    init(_ request: Request) {
        self.init(cookies: request.headers[values: .cookie], accepted: request.headers[.acceptLanguage])
    }
}

extension TrustedProxies {
    func client(of request: Request, from peer: String?) -> Client {
        func values(_ name: String) -> [String] { HTTPField.Name(name).map { request.headers[values: $0] } ?? [] }
        return client(
            from: peer, isSecure: request.head.scheme == "https", forwardedFor: values("X-Forwarded-For"),
            forwardedProto: values("X-Forwarded-Proto"))
    }
}

extension IPAddress {
    /// The address, or the network of 64 bits that one household has whole.
    fileprivate var household: String {
        guard bytes.count == 16 else { return description }
        let groups = stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }
}
