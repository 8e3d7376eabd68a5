import Charging

extension Language {
    /// As the portal keeps what was chosen there.
    private static let cookie = "stationmaster_language="

    /// The one that was chosen on the pages, or that which the browser prefers of those that we have; else English.
    ///
    /// - Parameter accepted: `Accept-Language` (RFC 9110, section 12.5.4).
    init(cookies: [String], accepted: String?) {
        var chosen: Language?
        for field in cookies {
            for part in field.split(separator: ";") {
                let pair = part.drop(while: { $0 == " " })
                guard chosen == nil, pair.hasPrefix(Self.cookie) else { continue }
                chosen = Language(rawValue: String(pair.dropFirst(Self.cookie.count)))
            }
        }
        self = chosen ?? accepted.flatMap(Self.preferred) ?? .english
    }

    private static func preferred(of accepted: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for range in accepted.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first,
                let language = Language(rawValue: String(tag.lowercased().prefix { $0 != "-" }))
            else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }
}
