import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// The viewer's own, what happened last first.
    static var notifications: FieldResolver<APIContext> {
        rootPages(as: { _ in .notifications }) { page, fields, field, context in
            try await context.stores.upkeep.notifications.notifications(
                try NotificationFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var unreadNotificationCount: FieldResolver<APIContext> {
        .loadLeaf(on: ViewerObject.self) { _, _, context in
            .integers([try await context.stores.upkeep.notifications.unreadNotifications(viewer: context.viewer)])
        }
    }

    static var notificationPreferences: FieldResolver<APIContext> {
        .object { _, _ in .one(NotificationPreferencesObject()) }
    }
}

extension NotificationFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        isRead = input.boolean("isRead")
        kinds = try input.words("kinds", as: NotificationKind.self)
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        from = try input.timestamp("from")
        to = try input.timestamp("to")
    }
}
