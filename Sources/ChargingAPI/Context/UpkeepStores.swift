package import Charging

/// Where the API finds what people are told, ask each other and look after, besides charging itself.
package struct UpkeepStores: Sendable {
    package let notifications: any NotificationReading
    package let notificationChanges: any NotificationWriting
    package let serviceRequests: any ServiceRequestReading
    package let serviceRequestChanges: any ServiceRequestWriting

    package init(
        notifications: any NotificationReading, notificationChanges: any NotificationWriting,
        serviceRequests: any ServiceRequestReading, serviceRequestChanges: any ServiceRequestWriting
    ) {
        self.notifications = notifications
        self.notificationChanges = notificationChanges
        self.serviceRequests = serviceRequests
        self.serviceRequestChanges = serviceRequestChanges
    }
}
