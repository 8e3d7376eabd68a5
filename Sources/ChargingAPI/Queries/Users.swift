import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var users: FieldResolver<APIContext> {
        rootPages(as: { UserOrder($0) == .email ? .usersByEmail : .usersByLastSignIn }) {
            page, fields, field, context in
            try await context.stores.users.users(
                try UserFilter(field), order: UserOrder(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension UserOrder {
    fileprivate init(_ field: FieldRequest) { self = field.string("orderBy").flatMap(Self.init(rawValue:)) ?? .email }
}

extension UserFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        text = try input.searchText("text")
        roles = try input.words("role", as: Role.self)
        statuses = try input.words("status", as: UserStatus.self)
    }
}
