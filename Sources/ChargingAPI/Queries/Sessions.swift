import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessions: FieldResolver<APIContext> {
        rootPages(as: { SessionOrder($0) == .startedAt ? .sessionsOldestFirst : .sessionsNewestFirst }) {
            page, fields, field, context in
            try await context.stores.sessions.sessions(
                try SessionFilter(field), order: SessionOrder(field), page: page, fields: fields, viewer: context.viewer
            )
        }
    }
}

extension SessionOrder {
    fileprivate init(_ field: FieldRequest) {
        self = field.string("orderBy") == "STARTED_AT" ? .startedAt : .startedAtDescending
    }
}
