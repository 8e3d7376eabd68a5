/// What the host allows or wants for one request, beside what the client sent.
public struct RequestOptions: Sendable, Hashable {
    /// Whether `__schema` and `__type` may be asked for (chapter 4).
    public var allowsIntrospection: Bool
    /// Whether the response tells in `extensions.trace` what each field cost.
    public var isTraced: Bool

    public init(allowsIntrospection: Bool = true, isTraced: Bool = false) {
        self.allowsIntrospection = allowsIntrospection
        self.isTraced = isTraced
    }
}
