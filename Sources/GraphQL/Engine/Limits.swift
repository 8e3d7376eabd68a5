import JSON

/// What one request may cost, checked before the work that it would cause.
///
/// A refusal has the code `LIMIT_EXCEEDED` and says in `extensions` which limit it was, the value and what is allowed.
public struct Limits: Sendable {
    /// Bytes of a document.
    public var documentBytes = 131_072
    /// Tokens of a document.
    public var tokens = 12_000
    /// Selection sets, values and types inside each other, as written in the document.
    public var nesting = 64
    /// Fields inside each other, fragments followed.
    public var depth = 32
    public var rootFields = 64
    /// Operations in one document, of which a request runs one.
    public var operations = 64
    public var aliases = 256
    public var directives = 256
    /// Fields of the plan after fragments are expanded for every concrete type.
    public var plannedFields = 10_000
    /// Bytes of one response.
    public var responseBytes = 64 << 20
    /// Errors listed in one response; the rest is not reported.
    public var errors = 100
    /// Documents kept parsed, validated and planned.
    public var cachedDocuments = 512
    /// Bytes of all cached documents together.
    public var cachedDocumentBytes = 4 << 20

    public init() {}

    /// Nothing that comes from a setting may make recursion deep enough to end the process.
    static let hardestNesting = 200

    static func exceeded(_ limit: String, value: Int, allowed: Int, at locations: [SourceLocation] = []) -> GraphQLError
    {
        GraphQLError(
            "the document exceeds the limit of \(allowed) \(limit)", code: .limitExceeded, locations: locations,
            extensions: [
                "limit": .string(limit), "value": .integer(Int64(clamping: value)),
                "allowed": .integer(Int64(clamping: allowed)),
            ])
    }
}
