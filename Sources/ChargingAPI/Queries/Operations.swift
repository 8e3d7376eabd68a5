import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// What was asked of stations, newest first.
    static var operations: FieldResolver<APIContext> {
        rootPages(as: { _ in .operations }) { page, fields, field, context in
            try await context.stores.operations.operations(
                try OperationFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension OperationFilter {
    fileprivate init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        kind = try input.word("kind", as: OperationKind.self)
        status = try input.word("status", as: OperationStatus.self)
        effect = try input.word("effect", as: OperationEffect.self)
        requestedBy = try input.id("userId", .user).map(UserID.init(rawValue:))
        sessionID = try input.id("sessionId", .session).map(SessionID.init(rawValue:))
        from = try input.timestamp("from")
        to = try input.timestamp("to")
    }
}
