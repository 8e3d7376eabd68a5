import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var serviceRequests: FieldResolver<APIContext> {
        rootPages(as: { _ in .serviceRequests }) { page, fields, field, context in
            try await context.stores.upkeep.serviceRequests.serviceRequests(
                try ServiceRequestFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension ServiceRequestFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        states = try input.words("states", as: ServiceRequestState.self)
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        sessionID = try input.id("sessionId", .session).map(SessionID.init(rawValue:))
        number = try input.integer("number", in: 1...Int64(Int32.max))
        createdBy = try input.id("createdBy", .user).map(UserID.init(rawValue:))
        text = try input.searchText("text")
    }
}
