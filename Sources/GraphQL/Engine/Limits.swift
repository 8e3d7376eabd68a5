import JSON

/// What one request may cost, checked before the work that it would cause.
///
/// A refusal has the code `LIMIT_EXCEEDED` and says in `extensions` which limit it was, the value and what is allowed.
public struct Limits: Sendable {
    /// Bytes of a document.
    public var documentBytes = 131_072
    /// Tokens of a document.
    public var tokens = 12_000
    /// Selection sets, values and types inside each other, fragments followed; more than 64 is not possible.
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
    /// Estimated cost of an operation: see ``CostModel``.
    public var cost = 100_000
    /// Bytes of one response.
    public var responseBytes = 64 << 20
    /// Errors listed in one response; the rest is not reported.
    public var errors = 100
    /// Executions that are left to resolvers which ignore that they were cancelled. Beyond it, whoever gives up waits for
    /// them, so that they cannot pile up.
    public var abandonedExecutions = 256
    /// Documents kept parsed, validated and planned.
    public var cachedDocuments = 512
    /// Bytes of all cached documents together.
    public var cachedDocumentBytes = 4 << 20

    public init() {}

    /// No setting may make recursion deep enough to end the process: so deep, everything that recurses with the depth of a
    /// document stays within 512 KiB of stack even where nothing is optimised.
    static let hardestNesting = 64

    /// - Parameter value: `nil` when it is only known that it is too large.
    static func exceeded(
        _ limit: String, value: Int?, allowed: Int, at locations: [SourceLocation] = []
    ) -> GraphQLError {
        let found = value.map { "has \($0) \(limit)" } ?? "needs more than \(allowed) \(limit)"
        let refusal = FieldError.limitExceeded(
            limit, value: value ?? allowed + 1, allowed: allowed,
            message: "The request \(found); at most \(allowed) are allowed. \(advice[limit] ?? "Ask for less at once.")"
        )
        return GraphQLError(refusal.message, code: refusal.code, locations: locations, extensions: refusal.extensions)
    }

    /// What a client can do about it.
    private static let advice = [
        "document bytes": "Send a shorter document, or several.",
        "tokens": "Send a shorter document, or several.",
        "levels of nesting": "Ask for the inner objects in a request of their own.",
        "levels of fields": "Ask for the inner objects in a request of their own.",
        "root fields": "Spread the fields over several requests.",
        "operations": "Send only the operation that is to run.",
        "aliases": "Spread the fields over several requests, or ask for lists instead of single objects.",
        "directives": "Leave out what is not wanted instead of skipping it.",
        "planned fields": "Select fewer fields, or ask in several requests.",
        "fields after fragments are expanded": "Select fewer fields, or ask in several requests.",
        "units of estimated cost": "Ask for shorter pages, fewer lists inside each other, or in several requests.",
        "response bytes": "Ask for shorter pages or fewer fields.",
        "milliseconds": "Ask for less at once, or try again later.",
    ]
}

extension FieldError {
    /// A refusal because of a limit, of the engine or of the application.
    ///
    /// The message should tell what to do.
    public static func limitExceeded(_ limit: String, value: Int, allowed: Int, message: String) -> FieldError {
        FieldError(
            message, code: .limitExceeded,
            extensions: [
                "limit": .string(limit), "value": .integer(Int64(clamping: value)),
                "allowed": .integer(Int64(clamping: allowed)),
            ])
    }
}
