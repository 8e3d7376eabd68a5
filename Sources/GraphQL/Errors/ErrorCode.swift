/// Tells a client, in a word that programs can compare, what kind of failure an error is: `errors[].extensions.code`.
///
/// The set is open: an application adds its own codes with ``init(_:)``.
public struct ErrorCode: Sendable, Hashable, CustomStringConvertible {
    public var rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    /// The body is no GraphQL request.
    public static let badRequest = ErrorCode("BAD_REQUEST")
    /// The document is no GraphQL (section 2).
    public static let parseFailed = ErrorCode("GRAPHQL_PARSE_FAILED")
    /// The document does not fit the schema (section 5).
    public static let validationFailed = ErrorCode("GRAPHQL_VALIDATION_FAILED")
    /// A variable or an argument has a value that its type does not allow.
    public static let badUserInput = ErrorCode("BAD_USER_INPUT")
    public static let notFound = ErrorCode("NOT_FOUND")
    public static let forbidden = ErrorCode("FORBIDDEN")
    public static let unauthenticated = ErrorCode("UNAUTHENTICATED")
    public static let conflict = ErrorCode("CONFLICT")
    public static let limitExceeded = ErrorCode("LIMIT_EXCEEDED")
    /// The client went away or the deadline passed before the answer was complete.
    public static let cancelled = ErrorCode("CANCELLED")
    /// A failure of the server that the client can do nothing about; its cause is for the operator only.
    public static let `internal` = ErrorCode("INTERNAL")
}
