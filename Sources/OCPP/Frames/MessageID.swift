/// The sender's mark on a CALL, which the answer repeats. OCPP-J 1.6, section 4.1.4.
public struct MessageID: Sendable, Hashable, Codable, CustomStringConvertible {
    public static let maximumLength = 36
    /// Longer ones from chargers are taken up to here, since the answer must repeat them.
    static let toleratedLength = 255

    /// Stands for the id of a CALL that could not be read.
    public static let unreadable = MessageID(unchecked: "-1")

    public let text: String

    /// Nil where the standard does not allow the text: 1 to 36 characters.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength else { return nil }
        self.text = text
    }

    init(unchecked text: String) {
        self.text = text
    }

    public var description: String { text }
}
