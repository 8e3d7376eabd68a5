/// A name from one of the standard's lists, or whatever else the sender put there.
public enum Reported<Value: RawRepresentable<String> & Sendable & Equatable>: Sendable, Equatable {
    case known(Value)
    case other(String)

    public init(_ text: String) {
        self = Value(rawValue: text).map { .known($0) } ?? .other(text)
    }

    /// Nil where the standard does not know the name.
    public var value: Value? {
        switch self {
        case .known(let value): value
        case .other: nil
        }
    }

    /// The name as sent.
    public var text: String {
        switch self {
        case .known(let value): value.rawValue
        case .other(let text): text
        }
    }
}
