/// What a card or an app shows to a charger to be told apart from others.
///
/// Kept as it was sent, since chargers show and store it so; equal without regard to the case of ASCII letters, since
/// the standard says so and chargers differ. OCPP 1.6 edition 2, section 7.28 (IdToken).
public struct IdTag: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    public static let maximumLength = 20

    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public init(stringLiteral text: String) {
        self.init(text)
    }

    public var description: String { text }

    /// The text with ASCII letters in lower case: the key to store and compare.
    public var folded: String { text.foldedASCII }

    public static func == (left: IdTag, right: IdTag) -> Bool {
        left.text == right.text || left.folded == right.folded
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(folded)
    }
}

extension String {
    /// With ASCII letters in lower case and all others as they are.
    var foldedASCII: String {
        guard utf8.contains(where: Self.isUpperCase) else { return self }
        return String(decoding: utf8.map { Self.isUpperCase($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }
}
