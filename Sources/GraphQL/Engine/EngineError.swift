/// Schema and resolvers do not fit each other; lists everything that is missing or too much.
public struct EngineError: Error, Sendable, CustomStringConvertible {
    public var problems: [String]

    public var description: String {
        "the schema and its resolvers differ in \(problems.count) place(s):\n"
            + problems.map { "  \($0)" }.joined(separator: "\n")
    }
}
