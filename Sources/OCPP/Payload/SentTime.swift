public import JSON

/// A time as a charger sent it and as it is understood.
public struct SentTime: Sendable, Equatable {
    /// As sent; nil where it should have been sent and was not.
    public let text: String?
    /// Nil where the text is missing or not a time.
    public let timestamp: Timestamp?

    static let missing = SentTime(text: nil, timestamp: nil)

    public init(_ timestamp: Timestamp) {
        self.init(text: timestamp.description, timestamp: timestamp)
    }

    init(text: String) {
        self.init(text: text, timestamp: Timestamp(parsing: text))
    }

    /// To be sent just so, for a sender that plays one which does not keep to the standard.
    package init(verbatim text: String) {
        self.init(text: text, timestamp: nil)
    }

    private init(text: String?, timestamp: Timestamp?) {
        self.text = text
        self.timestamp = timestamp
    }
}
