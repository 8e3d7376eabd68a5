package import JSON

package enum NotificationField: Sendable, Hashable, CaseIterable {
    case kind, stationID, connectorNumber, detail, reservationID, sessionID, serviceRequestID, count, firstAt, lastAt,
        isRead
}

package struct NotificationFilter: Sendable, Hashable {
    package var isRead: Bool?
    package var kinds: [NotificationKind]?
    package var stationIDs: [StationID]?
    /// Of the last time.
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

/// What a person chose of one kind.
package struct NotificationPreference: Sendable, Hashable {
    package var kind: NotificationKind
    /// In the portal.
    package var isShown: Bool
    package var isMailed: Bool

    package init(kind: NotificationKind, isShown: Bool = true, isMailed: Bool = false) {
        self.kind = kind
        self.isShown = isShown
        self.isMailed = isMailed
    }
}

/// When a person gets no mail; what came meanwhile is mailed at its end. What ends before it begins goes over midnight.
package struct QuietHours: Sendable, Hashable {
    /// Minutes of the day.
    package var from: Int
    package var to: Int
    /// Of the IANA database.
    package var timeZone: String

    package init(from: Int, to: Int, timeZone: String) {
        self.from = from
        self.to = to
        self.timeZone = timeZone
    }
}

/// What a person was told and wants to be told. Everybody sees their own alone, whatever their role.
package protocol NotificationReading: Sendable {
    /// What happened last first.
    func notifications(
        _ filter: NotificationFilter, page: PageRequest, fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowPages<NotificationField>
    func notifications(
        ids: [NotificationID], fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowBatch<NotificationField>
    func unreadNotifications(viewer: Viewer) async throws -> Int
    /// Of every kind that the viewer can be told of.
    func notificationPreferences(viewer: Viewer) async throws -> [NotificationPreference]
    func quietHours(viewer: Viewer) async throws -> QuietHours?
}

package protocol NotificationWriting: Sendable {
    /// Those that are the viewer's; nil: all.
    func markNotificationsRead(_ ids: [NotificationID]?, viewer: Viewer) async throws
    func save(_ preference: NotificationPreference, viewer: Viewer) async throws
    /// Nil: none. - Throws: ``ChargingError`` `.badInput` for an unknown time zone.
    func save(_ hours: QuietHours?, viewer: Viewer) async throws
}
