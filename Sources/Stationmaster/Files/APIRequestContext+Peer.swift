import HTTPTypes
import Hummingbird
import NIOCore

extension APIRequestContext {
    /// Where in the network a client is, as the proxies in front of the server tell; nil on this machine, where a proxy that
    /// is not known may speak for everybody.
    func peer(of request: Request, _ proxies: TrustedProxies) -> String? {
        func values(_ name: String) -> [String] { HTTPField.Name(name).map { request.headers[values: $0] } ?? [] }
        let client = proxies.client(
            from: channel.remoteAddress?.ipAddress, isSecure: false, forwardedFor: values("X-Forwarded-For"),
            forwardedProto: values("X-Forwarded-Proto"))
        guard let address = client.address else { return nil }
        let isMapped = address.lowercased().hasPrefix("::ffff:")
        return Settings.isLoopback(isMapped ? String(address.dropFirst(7)) : address) ? nil : address
    }
}
