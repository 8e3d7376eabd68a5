package import Charging

/// Where the API finds what people are told, ask each other and look after, besides charging itself.
package struct UpkeepStores: Sendable {
    package let notifications: any NotificationReading
    package let notificationChanges: any NotificationWriting

    package init(notifications: any NotificationReading, notificationChanges: any NotificationWriting) {
        self.notifications = notifications
        self.notificationChanges = notificationChanges
    }
}
