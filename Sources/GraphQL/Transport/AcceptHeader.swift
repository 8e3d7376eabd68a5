/// Which media types a client takes, and which it prefers.
///
/// RFC 9110, section 12.5.1. What cannot be read in it is passed over, as if it were not there.
struct AcceptHeader: Sendable {
    private struct Range: Sendable {
        var media: MediaType
        /// In thousandths, as precise as a weight can be written.
        var weight: Int
        /// How narrow the range is: the narrowest that fits counts.
        var precision: Int
    }

    /// How much a client wants a media type.
    struct Preference: Comparable {
        var weight: Int
        /// Of equal weights the one named first wins.
        var position: Int

        static func < (left: Preference, right: Preference) -> Bool {
            (left.weight, -left.position) < (right.weight, -right.position)
        }
    }

    private let ranges: [Range]

    /// - Parameter text: absent or empty: everything is welcome.
    init(_ text: String?) {
        let elements = HeaderText.split(Substring(text ?? ""), at: ",").filter { !$0.isEmpty }
        let named = elements.isEmpty ? ["*/*"] : elements
        ranges = named.prefix(64).compactMap(Self.range)
    }

    private static func range(_ text: Substring) -> Range? {
        guard let media = MediaType(text), media.isUTF8 else { return nil }
        let isWildcard = media.type == "*" || media.subtype == "*"
        if media.type == "*", media.subtype != "*" { return nil }
        let written = media.parameters.first { $0.name == "q" }?.value
        guard let weight = written.map(weight) ?? 1_000 else { return nil }
        return Range(media: media, weight: weight, precision: media.type == "*" ? 0 : isWildcard ? 1 : 2)
    }

    /// `0.333` is 333; nil for what is no weight.
    private static func weight(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole == "0" || whole == "1" else { return nil }
        var digits = parts.count > 1 ? String(parts[1]) : ""
        guard digits.utf8.count <= 3, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        while digits.utf8.count < 3 { digits += "0" }
        guard let fraction = Int(digits), whole == "0" || fraction == 0 else { return nil }
        return whole == "1" ? 1_000 : fraction
    }

    /// - Returns: nil when the client does not take it.
    func preference(for media: MediaType) -> Preference? {
        var best: (range: Range, position: Int)?
        for (position, range) in ranges.enumerated() where Self.includes(range.media, media) {
            if let known = best, known.range.precision >= range.precision { continue }
            best = (range, position)
        }
        guard let best, best.range.weight > 0 else { return nil }
        return Preference(weight: best.range.weight, position: best.position)
    }

    private static func includes(_ range: MediaType, _ media: MediaType) -> Bool {
        range.type == "*" || range.type == media.type && (range.subtype == "*" || range.subtype == media.subtype)
    }
}
