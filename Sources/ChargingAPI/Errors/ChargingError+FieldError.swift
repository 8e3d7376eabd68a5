package import Charging
package import GraphQL
import JSON

/// The one place where refusals of the domain become errors of the API.
extension ChargingError: FieldErrorRepresentable {
    package var fieldError: FieldError {
        var error = FieldError(message, code: code.errorCode, field: field)
        if let operationID {
            error.extensions["operationId"] = .string(GlobalID(.operation, operationID.rawValue).text)
        }
        if let missingScope { error.extensions["missingScope"] = .string(missingScope.rawValue) }
        return error
    }
}

extension ChargingError.Code {
    fileprivate var errorCode: ErrorCode {
        switch self {
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .badInput: .badUserInput
        case .conflict: .conflict
        case .limitExceeded: .limitExceeded
        case .chargerOffline: .chargerOffline
        case .unavailable: .unavailable
        case .fault: .internal
        }
    }
}

extension ErrorCode {
    static let chargerOffline = ErrorCode("CHARGER_OFFLINE")
    /// The database is away, or the server too busy: the same request may succeed a little later.
    static let unavailable = ErrorCode("UNAVAILABLE")
}

extension FieldError {
    /// - Parameter field: the argument or member of the input at fault, shown as `extensions.field`.
    init(_ message: String, code: ErrorCode, field: String?) {
        self.init(message, code: code)
        if let field {
            extensions["field"] = .string(field)
        }
    }
}
