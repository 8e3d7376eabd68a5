import NIOCore

extension APIRequestContext {
    /// Where in the network the client is; nil on this machine, where a proxy may speak for everybody.
    var peer: String? {
        guard let address = channel.remoteAddress?.ipAddress else { return nil }
        let isMapped = address.lowercased().hasPrefix("::ffff:")
        return Settings.isLoopback(isMapped ? String(address.dropFirst(7)) : address) ? nil : address
    }
}
