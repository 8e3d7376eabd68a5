package import Charging

/// Where the API finds what people are told, ask each other and look after, besides charging itself.
package struct UpkeepStores: Sendable {
    package let notifications: any NotificationReading
    package let notificationChanges: any NotificationWriting
    package let serviceRequests: any ServiceRequestReading
    package let serviceRequestChanges: any ServiceRequestWriting
    package let audit: any AuditReading
    package let secrets: any SecretKeeping
    package let inventory: any InventoryReading
    package let inventoryChanges: any InventoryWriting
    package let webhooks: any WebhookReading
    package let webhookChanges: any WebhookWriting
    package let webhookDesk: any WebhookDesk
    package let assignment: any StationAssigning
    package let queues: any QueueReading
    package let queueChanges: any QueueWriting
    package let pictures: any PictureReading
    package let album: any PictureAlbum
    package let rollouts: any FirmwareRolloutReading
    package let rolloutChanges: any FirmwareRolloutWriting
    package let organizations: any OrganizationWriting
    package let sharing: any StationSharing
    package let shares: any ShareReading
    package let groupRoles: any GroupRoleReading
    package let groupRoleChanges: any GroupRoleWriting
    package let exportJobs: any ExportJobReading
    package let exportJobChanges: any ExportJobWriting

    package init(
        notifications: any NotificationReading, notificationChanges: any NotificationWriting,
        serviceRequests: any ServiceRequestReading, serviceRequestChanges: any ServiceRequestWriting,
        audit: any AuditReading, secrets: any SecretKeeping, inventory: any InventoryReading,
        inventoryChanges: any InventoryWriting, webhooks: any WebhookReading, webhookChanges: any WebhookWriting,
        webhookDesk: any WebhookDesk, assignment: any StationAssigning,
        queues: any QueueReading, queueChanges: any QueueWriting,
        pictures: any PictureReading, album: any PictureAlbum,
        rollouts: any FirmwareRolloutReading, rolloutChanges: any FirmwareRolloutWriting,
        organizations: any OrganizationWriting,
        sharing: any StationSharing, shares: any ShareReading, groupRoles: any GroupRoleReading,
        groupRoleChanges: any GroupRoleWriting,
        exportJobs: any ExportJobReading, exportJobChanges: any ExportJobWriting
    ) {
        self.notifications = notifications
        self.notificationChanges = notificationChanges
        self.serviceRequests = serviceRequests
        self.serviceRequestChanges = serviceRequestChanges
        self.audit = audit
        self.secrets = secrets
        self.inventory = inventory
        self.inventoryChanges = inventoryChanges
        self.webhooks = webhooks
        self.webhookChanges = webhookChanges
        self.webhookDesk = webhookDesk
        self.assignment = assignment
        self.queues = queues
        self.queueChanges = queueChanges
        self.pictures = pictures
        self.album = album
        self.rollouts = rollouts
        self.rolloutChanges = rolloutChanges
        self.organizations = organizations
        self.sharing = sharing
        self.shares = shares
        self.groupRoles = groupRoles
        self.groupRoleChanges = groupRoleChanges
        self.exportJobs = exportJobs
        self.exportJobChanges = exportJobChanges
    }
}
