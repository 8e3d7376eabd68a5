/// What was agreed on with a client that offers permessage-deflate.
///
/// Neither side ever refers back to an earlier message, so that nothing of the compression is kept for a connection.
/// RFC 7692, section 7.1.
struct DeflateAgreement: Equatable, Sendable {
    /// zlib cannot write with the window of 8 bits that the standard allows, so an offer that asks for it is declined.
    private static let windows: ClosedRange<Int32> = 9...15

    /// What the client asks of our window; it wants it repeated.
    private var askedWindow: Int32?
    /// The base-2 logarithm of how far back within a message we may refer.
    var windowBits: Int32 { askedWindow ?? Self.windows.upperBound }

    /// Meets the first offer that can be met; nil where there is none.
    init?(offers: [String]) {
        guard let agreed = offers.lazy.compactMap(Self.init(meeting:)).first else { return nil }
        self = agreed
    }

    private init?(meeting offer: String) {
        var parts = offer.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmingBlanks)[...]
        guard parts.popFirst()?.lowercased() == "permessage-deflate" else { return nil }
        var names: Set<Substring> = []
        for part in parts {
            let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmingBlanks)
            guard let name = words.first, names.insert(name).inserted, take(name, words.dropFirst().first) else {
                return nil
            }
        }
    }

    /// False for a parameter that is unknown or has a value that it must not have: the whole offer is declined then.
    private mutating func take(_ name: Substring, _ value: Substring?) -> Bool {
        switch (name, value) {
        case ("server_no_context_takeover", nil), ("client_no_context_takeover", nil), ("client_max_window_bits", nil):
            return true
        case ("client_max_window_bits", let value?):
            return Self.bits(value) != nil
        case ("server_max_window_bits", let value?):
            guard let bits = Self.bits(value), Self.windows.contains(bits) else { return false }
            askedWindow = bits
            return true
        default:
            return false
        }
    }

    private static func bits(_ value: Substring) -> Int32? {
        let isQuoted = value.count > 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let digits = isQuoted ? value.dropFirst().dropLast() : value
        guard digits.first != "0", digits.allSatisfy(\.isASCIIDigit), let bits = Int32(digits) else { return nil }
        return (8...15).contains(bits) ? bits : nil
    }

    /// The member of `Sec-WebSocket-Extensions` that answers the offer.
    var answer: String {
        let window = askedWindow.map { "; server_max_window_bits=\($0)" }
        return "permessage-deflate; server_no_context_takeover; client_no_context_takeover" + (window ?? "")
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
