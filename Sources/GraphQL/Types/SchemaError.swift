/// Everything that is wrong with a schema, so that one look mends it all.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        public var message: String
        public var location: SourceLocation?

        public var description: String { location.map { "\($0): \(message)" } ?? message }
    }

    public var problems: [Problem]

    public var description: String {
        "the schema has \(problems.count) problem(s):\n" + problems.map { "  \($0)" }.joined(separator: "\n")
    }
}
