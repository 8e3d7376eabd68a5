import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var errorsOfSession: FieldResolver<APIContext> {
        pages(of: SessionField.self, as: .sessionErrors) { sessions, page, fields, field, context in
            try await context.stores.sessions.errors(
                ofSessions: sessions.map(SessionID.init(rawValue:)),
                text: try InputReader(argumentsOf: field).searchText("text"), page: page, fields: fields,
                viewer: context.viewer)
        }
    }

    static var sessionError: ResolverGroup<APIContext> {
        var error = ResolverGroup<APIContext>("SessionError")
        error.column("at", SessionErrorField.at)
        error.column("code", SessionErrorField.code)
        error.column("vendorErrorCode", SessionErrorField.vendorErrorCode)
        error.column("info", SessionErrorField.info)
        error.column("connector", SessionErrorField.connectorNumber)
        return error
    }
}

extension SessionErrorField: APIField {
    static let columnsByName: [String: [SessionErrorField]] = [
        "at": [.at], "code": [.code], "vendorErrorCode": [.vendorErrorCode], "info": [.info],
        "connector": [.connectorNumber],
    ]
}
