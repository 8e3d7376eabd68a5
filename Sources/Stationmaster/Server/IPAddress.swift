import Glibc

/// An address of IPv4 or IPv6. One of IPv4 that is written as one of IPv6 is taken as what it is.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16.
    let bytes: [UInt8]

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    init?(_ text: String) {
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
        guard inet_pton(family, text, &bytes) == 1 else { return nil }
        self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes
    }

    /// Nil for what is neither 4 nor 16 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes
    }

    /// As it stands in a list of X-Forwarded-For: also in quotes or brackets, and with a port.
    init?(forwarded text: Substring) {
        let text = text.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        if text.first == "[" {
            self.init(String(text.dropFirst().prefix { $0 != "]" }))
        } else if text.count(where: { $0 == ":" }) == 1 {
            self.init(String(text.prefix { $0 != ":" }))
        } else {
            self.init(text)
        }
    }

    /// RFC 5952.
    var description: String {
        var text = [CChar](repeating: 0, count: 46)
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The addresses that begin with the same bits.
struct IPNetwork: Sendable, Hashable {
    private let prefix: [UInt8]
    private let bits: Int

    /// `192.0.2.0/24`, `2001:db8::/32`, or one address.
    init?(_ text: Substring) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        prefix = address.bytes
        guard parts.count == 2 else {
            bits = address.bytes.count * 8
            return
        }
        // The 96 bits before an address of IPv4 that is written as one of IPv6.
        let skipped = address.bytes.count == 4 && first.utf8.contains(UInt8(ascii: ":")) ? 96 : 0
        guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(parts[1]), (skipped...skipped + address.bytes.count * 8).contains(number)
        else { return nil }
        bits = number - skipped
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == prefix.count else { return false }
        let whole = bits / 8
        guard address.bytes.prefix(whole) == prefix.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = UInt8.max << (8 - bits % 8)
        return address.bytes[whole] & mask == prefix[whole] & mask
    }
}
