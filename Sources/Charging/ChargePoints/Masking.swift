import JSON

/// Hides passwords and keys before anything is kept: in operations, answers and recorded frames.
///
/// Known by the name of the setting or member that holds them, by their place in an address, or by being what we sent.
enum Masking {
    private static let mask = "***"
    private static let marks = [
        "authorizationkey", "password", "passwd", "passphrase", "secret", "credential", "privatekey", "apikey", "psk",
        "basicauth",
    ]
    /// Shorter ones would hide what has nothing to do with them.
    private static let shortestSecret = 4

    /// Whether a setting of this name holds something that nobody may read.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return marks.contains { name.contains($0) } || name.hasSuffix("pin") || name == "authorization"
    }

    static func masked(_ value: JSONValue, secrets: [String] = []) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { masked($0, secrets: secrets) })
        case .object(let object):
            let isSetting = object["key"]?.string.map(isSecret) ?? false
            var result = JSONObject(reserving: object.count)
            for (name, member) in object.members {
                // The name of a setting is no secret, and an empty value gives none away.
                let isHidden = (isSetting && name == "value" || isSecret(name)) && member != "" && member != .null
                result[name] = isHidden ? .string(mask) : masked(member, secrets: secrets)
            }
            return .object(result)
        case .string(let text): return .string(masked(text, secrets: secrets))
        case .null, .bool, .integer, .number: return value
        }
    }

    static func masked(_ text: String, secrets: [String] = []) -> String {
        // A certificate may be read by everybody, its private key by nobody.
        if text.contains("PRIVATE KEY-----") || text.hasPrefix("Basic ") { return mask }
        var text = withoutPassword(text)
        for secret in secrets where secret.count >= shortestSecret {
            text = text.replacing(secret, with: mask)
            // Hexadecimal may come back in the other case.
            if text.lowercased().contains(secret.lowercased()) { return mask }
        }
        return text
    }

    /// Nil when there is nothing to hide.
    static func masked(_ frame: UnsafeRawBufferPointer, secrets: [String] = []) -> [UInt8]? {
        guard let value = try? JSONValue(parsing: frame) else {
            let text = String(decoding: frame, as: UTF8.self)
            let isHarmless = masked(text, secrets: secrets) == text && !isSecret(text)
            return isHarmless ? nil : Array("(hidden)".utf8)
        }
        let masked = masked(value, secrets: secrets)
        return masked == value ? nil : masked.encoded()
    }

    static func masked(frameText text: String, secrets: [String]) -> String {
        var text = text
        return text.withUTF8 { masked(UnsafeRawBufferPointer($0), secrets: secrets) }
            .map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Of an address `scheme://user:password@host`.
    private static func withoutPassword(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return text
        }
        return text[...colon] + mask + text[at...]
    }
}
