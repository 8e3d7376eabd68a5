/// Why a payload could not be understood even leniently.
public struct PayloadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds that OCPP has an error code of its own for; each version spells them in its own way.
    public enum Problem: Sendable, Hashable {
        /// Not JSON, or not the shape of a payload.
        case formation
        /// A required field is missing.
        case occurrence
        case type
        case property
    }

    /// The wire name of the field, empty where it is the payload itself.
    public let field: String
    public let problem: Problem
    public let message: String

    public init(field: String, problem: Problem, message: String) {
        self.field = field
        self.problem = problem
        self.message = message
    }

    public var description: String {
        field.isEmpty ? message : "\(field): \(message)"
    }

    static func missing(_ field: StaticString) -> PayloadError {
        PayloadError(field: field.description, problem: .occurrence, message: "is required")
    }

    static func wrongType(_ field: StaticString, expected: StaticString) -> PayloadError {
        PayloadError(field: field.description, problem: .type, message: "must be \(expected)")
    }

    static func badValue(_ field: StaticString, _ message: String) -> PayloadError {
        PayloadError(field: field.description, problem: .property, message: message)
    }
}
