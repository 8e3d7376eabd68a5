import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Newest first.
    static var reservations: FieldResolver<APIContext> {
        rootPages(as: { _ in .reservations }) { page, fields, field, context in
            try await context.stores.reservations.reservations(
                try ReservationFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension ReservationFilter {
    init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        idTag = try input.searchText("idTag")
        status = try input.word("status", as: ReservationStatus.self)
        from = try input.timestamp("from")
        to = try input.timestamp("to")
    }
}
