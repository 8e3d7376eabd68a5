import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var firmwareRollouts: FieldResolver<APIContext> {
        rootPages(as: { _ in .firmwareRollouts }) { page, fields, field, context in
            let input = InputReader(field.object("filter"))
            var filter = FirmwareRolloutFilter()
            filter.statuses = try input.words("statuses", as: FirmwareRolloutStatus.self)
            filter.stationID = try input.id("stationId", .station).map(StationID.init(rawValue:))
            return try await context.stores.upkeep.rollouts.rollouts(
                filter, page: page, fields: fields, viewer: context.viewer)
        }
    }
}
