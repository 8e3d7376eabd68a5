import Charging
import GraphQL

/// What the viewer wants to be told of; each part is read when it is selected.
struct NotificationPreferencesObject: ObjectBatch {
    var count: Int { 1 }
}

struct NotificationPreferenceObjects: ObjectBatch {
    let preferences: [NotificationPreference]
    var count: Int { preferences.count }
}

struct QuietHoursObject: ObjectBatch {
    let hours: QuietHours
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var notificationTypes: [ResolverGroup<APIContext>] {
        [
            notification, preferences, preference, quietHours,
            payload("MarkNotificationsReadPayload", of: MarkedNotifications.self, "viewer") { context in
                .one(ViewerObject(viewer: context.viewer))
            },
            payload(
                "NotificationPreferencesPayload", of: SavedNotificationPreference.self, "notificationPreferences"
            ) { _ in .one(NotificationPreferencesObject()) },
        ]
    }

    private static var notification: ResolverGroup<APIContext> {
        var notification = ResolverGroup<APIContext>("Notification")
        notification.globalID(of: NotificationField.self)
        notification.column("kind", NotificationField.kind)
        notification.column("connectorNumber", NotificationField.connectorNumber)
        notification.column("detail", NotificationField.detail)
        notification.column("count", NotificationField.count)
        notification.column("firstAt", NotificationField.firstAt)
        notification.column("lastAt", NotificationField.lastAt)
        notification.column("isRead", NotificationField.isRead)
        notification["station"] = reference(from: NotificationField.stationID, to: StationField.self)
        notification["reservation"] = reference(from: NotificationField.reservationID, to: ReservationField.self)
        notification["session"] = reference(from: NotificationField.sessionID, to: SessionField.self)
        notification["serviceRequest"] = reference(
            from: NotificationField.serviceRequestID, to: ServiceRequestField.self)
        return notification
    }

    private static var preferences: ResolverGroup<APIContext> {
        var preferences = ResolverGroup<APIContext>("NotificationPreferences")
        preferences["kinds"] = .loadList(on: NotificationPreferencesObject.self) { _, _, context in
            let chosen = try await context.stores.upkeep.notifications.notificationPreferences(viewer: context.viewer)
            return .all(NotificationPreferenceObjects(preferences: chosen))
        }
        preferences["quietHours"] = .loadObject(on: NotificationPreferencesObject.self) { _, _, context in
            let hours = try await context.stores.upkeep.notifications.quietHours(viewer: context.viewer)
            return hours.map { .one(QuietHoursObject(hours: $0)) } ?? .null
        }
        return preferences
    }

    private static var preference: ResolverGroup<APIContext> {
        var preference = ResolverGroup<APIContext>("NotificationPreference")
        preference["kind"] = .leaf(on: NotificationPreferenceObjects.self) { objects, _, _ in
            .strings(objects.map { $0.preferences[$1].kind.rawValue })
        }
        preference["isShown"] = .leaf(on: NotificationPreferenceObjects.self) { objects, _, _ in
            .booleans(objects.map { $0.preferences[$1].isShown })
        }
        preference["isMailed"] = .leaf(on: NotificationPreferenceObjects.self) { objects, _, _ in
            .booleans(objects.map { $0.preferences[$1].isMailed })
        }
        return preference
    }

    private static var quietHours: ResolverGroup<APIContext> {
        var hours = ResolverGroup<APIContext>("QuietHours")
        hours["from"] = .leaf(on: QuietHoursObject.self) { objects, _, _ in
            .strings([clockText(objects.batch.hours.from)])
        }
        hours["to"] = .leaf(on: QuietHoursObject.self) { objects, _, _ in
            .strings([clockText(objects.batch.hours.to)])
        }
        hours["timeZone"] = .leaf(on: QuietHoursObject.self) { objects, _, _ in
            .strings([objects.batch.hours.timeZone])
        }
        return hours
    }

    /// `…Payload` of a mutation that answers with what it did not make itself.
    private static func payload<Batch: ObjectBatch>(
        _ type: String, of batch: Batch.Type, _ name: String,
        _ resolve: @escaping @Sendable (APIContext) -> ObjectResult
    ) -> ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>(type)
        payload[name] = .object(on: Batch.self) { _, _, context in resolve(context) }
        return payload
    }
}

struct MarkedNotifications: ObjectBatch {
    var count: Int { 1 }
}

struct SavedNotificationPreference: ObjectBatch {
    var count: Int { 1 }
}

extension NotificationField: NodeField {
    static let nodeType = NodeType.notification
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.notifications.notifications(
            ids: ids.map(NotificationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [NotificationField]] = [
        "kind": [.kind], "connectorNumber": [.connectorNumber], "detail": [.detail], "count": [.count],
        "firstAt": [.firstAt], "lastAt": [.lastAt], "isRead": [.isRead], "station": [.stationID],
        "reservation": [.reservationID], "session": [.sessionID],
        "serviceRequest": [.serviceRequestID],
    ]
}
