import Charging
import JSON

extension MemoryWorld {
    /// What each person of the organization was told of one station.
    mutating func addNotification(_ station: Int64, _ organization: Int64, _ name: String) {
        for index in Role.allCases.indices {
            let user = organization * 100 + Int64(index)
            notifications.append(
                .init(
                    id: station * 10 + Int64(index), organization: organization, owner: user,
                    values: [
                        .kind: .text("CONNECTOR_FAULTED"), .stationID: .integer(station), .connectorNumber: .integer(1),
                        .detail: .text("Detail \(name)"), .count: .integer(2), .firstAt: .time(Self.start),
                        .lastAt: .time(Self.start), .isRead: .boolean(false),
                    ]))
        }
    }
}

extension MemoryStores: NotificationReading {
    func notifications(
        _ filter: NotificationFilter, page: PageRequest, fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowPages<NotificationField> {
        try call("notifications(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.notifications.filter { $0.owner == viewer.userID.rawValue }
            return RowPages([rows], page: page, fields: fields) { .timestamp($0.time(.lastAt) ?? MemoryWorld.start) }
        }
    }

    func notifications(
        ids: [NotificationID], fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowBatch<NotificationField> {
        try call("notifications(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.notifications.filter { wanted.contains($0.id) && $0.owner == viewer.userID.rawValue },
                fields: fields)
        }
    }

    func unreadNotifications(viewer: Viewer) async throws -> Int {
        try call("unreadNotifications", [String]()) { world in
            world.notifications.count { $0.owner == viewer.userID.rawValue && $0.values[.isRead] == .boolean(false) }
        }
    }

    func notificationPreferences(viewer: Viewer) async throws -> [NotificationPreference] {
        try call("notificationPreferences", [String]()) { _ in
            NotificationKind.kinds(for: viewer.role).map { NotificationPreference(kind: $0) }
        }
    }

    func quietHours(viewer: Viewer) async throws -> QuietHours? {
        try call("quietHours", [String]()) { _ in QuietHours(from: 1_320, to: 390, timeZone: "UTC") }
    }
}

extension MemoryStores: NotificationWriting {
    func markNotificationsRead(_ ids: [NotificationID]?, viewer: Viewer) async throws {
        try call("markNotificationsRead", [String]()) { world in
            for index in world.notifications.indices where world.notifications[index].owner == viewer.userID.rawValue {
                guard ids?.contains(where: { $0.rawValue == world.notifications[index].id }) ?? true else { continue }
                world.notifications[index].values[.isRead] = .boolean(true)
            }
        }
    }

    func save(_ preference: NotificationPreference, viewer: Viewer) async throws {
        try call("save(\(preference.kind.rawValue) \(preference.isShown) \(preference.isMailed))", [String]()) { _ in }
    }

    func save(_ hours: QuietHours?, viewer: Viewer) async throws {
        try call("save(\(hours.map { "\($0.from)-\($0.to) \($0.timeZone)" } ?? "no quiet hours"))", [String]()) { _ in }
    }
}
