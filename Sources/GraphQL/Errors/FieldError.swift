public import JSON

/// A failure that a resolver wants the client to read.
///
/// Thrown, it fails the field for every object of its level; attached to a result with `failing(_:at:)`, for one.
public struct FieldError: Error, Sendable, Hashable {
    public var message: String
    public var code: ErrorCode
    public var extensions: JSONObject

    public init(_ message: String, code: ErrorCode, extensions: JSONObject = [:]) {
        self.message = message
        self.code = code
        self.extensions = extensions
    }

    /// What clients see of a failure that is none of their business.
    static let `internal` = FieldError("internal error", code: .internal)
}

/// Lets an application's own errors say what clients may read of them; all others become `INTERNAL`.
public protocol FieldErrorRepresentable: Error {
    var fieldError: FieldError { get }
}

extension FieldError: FieldErrorRepresentable {
    public var fieldError: FieldError { self }
}
