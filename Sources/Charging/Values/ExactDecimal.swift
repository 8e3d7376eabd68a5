/// A price as people write it, kept to the last digit: a binary fraction would not be what they agreed on.
///
/// Not negative, and without a sign or an exponent. Nothing is computed with it here; PostgreSQL does that, exactly.
package struct ExactDecimal: Sendable, Hashable {
    package static let integerDigits = 6
    package static let fractionDigits = 6

    /// Without zeros that say nothing: `0.5`, `12`.
    package let text: String

    /// Nil for what is no decimal, or has more digits than a price may have.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 32, whole.utf8.allSatisfy(Self.isDigit)
        else {
            return nil
        }
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard !fraction.isEmpty, fraction.utf8.count <= 32, fraction.utf8.allSatisfy(Self.isDigit) else { return nil }
        let digits = whole.drop { $0 == "0" }
        let places = String(fraction.reversed().drop { $0 == "0" }.reversed())
        guard digits.utf8.count <= Self.integerDigits, places.utf8.count <= Self.fractionDigits else { return nil }
        self.text = (digits.isEmpty ? "0" : String(digits)) + (places.isEmpty ? "" : "." + places)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
