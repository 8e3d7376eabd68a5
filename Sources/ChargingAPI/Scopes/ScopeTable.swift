package import Charging

/// What each scope of a token is for: the one table that every field at the root and every type is checked against.
///
/// A field or a type that stands with several scopes needs them all. A test holds the README's copy to it, and names what of the
/// schema stands nowhere.
package enum ScopeTable {
    /// Fields of the query, the mutation and the subscription type.
    package static let fields: [TokenScope: Set<String>] = [
        .readStations: [
            "station", "stations", "onboardingHints", "connectors", "dashboard", "groups", "operation", "operations",
            "quirkProfiles", "quirkDryRun", "compositeSchedulePreview", "firmwareImages", "firmwareRollout",
            "firmwareRollouts", "firmwareRolloutPreview", "certificateRequests", "clientCertificates", "reservation",
            "reservations", "stationEvents", "inventory", "stationChanged", "connectorChanged", "reservationChanged",
            "operationChanged", "queueChanged", "firmwareRolloutChanged",
        ],
        .writeStations: [
            "onboardStation", "claimStation", "removeStation", "shareStation", "updateShare", "endShare",
            "updateStation", "updateConnector", "activateStations", "deactivateStations", "moveStations", "createGroup",
            "updateGroup",
            "deleteGroups", "createQuirkProfile", "updateQuirkProfile", "deleteQuirkProfiles", "deleteFirmwareImages",
            "updateFirmwareImage",
            "revealSecret", "updateInventory", "updateInstallation", "describeStationPicture", "deleteStationPictures",
        ],
        .operations: [
            "remoteStart", "remoteStop", "reset", "changeAvailability", "unlockConnector", "clearCache",
            "triggerMessage", "extendedTriggerMessage", "getConfiguration", "changeConfiguration", "dataTransfer",
            "getDiagnostics", "getLog", "updateFirmware", "signedUpdateFirmware", "sendLocalList",
            "getLocalListVersion", "setChargingProfile", "clearChargingProfile", "getCompositeSchedule",
            "installCertificate", "deleteCertificate", "getInstalledCertificateIds", "reserveNow",
            "cancelReservation",
            "updateReservation", "joinQueue", "leaveQueue", "createFirmwareRollout", "pauseFirmwareRollout",
            "resumeFirmwareRollout", "cancelFirmwareRollout", "skipFirmwareRolloutStations",
            "approveCertificateRequest", "refuseCertificateRequest", "revokeClientCertificate",
        ],
        .readSessions: ["session", "sessions", "sessionTotals", "dashboard", "sessionChanged", "meterValueAdded"],
        .writeSessions: ["closeSession", "updateSession", "armLogbook", "enterLogbook"],
        .readTags: ["tags", "unknownTags"],
        .writeTags: ["createTag", "updateTag", "deleteTags", "dismissUnknownTags"],
        .readPeople: ["users", "organizations"],
        .writePeople: [
            "setGroupRole", "inviteUser", "repeatInvitation", "updateUser", "deleteUsers", "removeSecondFactor",
            "createOrganization", "updateOrganization",
        ],
        .readTariffs: ["tariff", "tariffs", "tariffPreview"],
        .writeTariffs: ["createTariff", "updateTariff", "deleteTariffs", "assignTariff"],
        .readMessages: ["ocppMessages", "ocppMessageAdded"],
        .export: ["exportJob", "exportJobs", "createExportJob", "deleteExportJobs", "exportJobChanged"],
        .serviceRequests: [
            "serviceRequest", "serviceRequests", "createServiceRequest", "commentServiceRequest",
            "changeServiceRequestState", "attachServiceRequestLog", "serviceRequestChanged",
        ],
        .webhooks: ["webhooks", "createWebhook", "updateWebhook", "deleteWebhooks", "redeliver", "testWebhook"],
        .audit: ["auditEntries"],
        .account: [
            "notifications", "notificationPreferences", "notificationAdded", "markNotificationsRead",
            "saveNotificationPreference", "saveQuietHours", "signOut", "endSession", "changePassword",
            "deleteAccount", "savePreference", "updateProfile", "setUpSecondFactor", "confirmSecondFactor",
            "turnOffSecondFactor", "createToken", "revokeToken",
        ],
    ]

    /// Types whose fields are selected, wherever that is. Pages and edges go with what is in them.
    package static let types: [TokenScope: Set<String>] = [
        .readStations: [
            "Station", "ConnectionFinding", "OnboardingHint", "ConnectionRefusal", "StationEvent", "QuirkProfile",
            "QuirkDryRun", "QuirkDifference", "ChargingProfile", "ChargingSchedule", "ChargingSchedulePeriod",
            "CompositeSchedule", "CompositeSchedulePeriod", "CompositeScheduleSource", "CompositeScheduleComparison",
            "CompositeScheduleDifference", "Connector", "ConnectorState", "StationInstallation", "StationPicture",
            "LocalList", "Group", "Reservation", "Operation", "OperationProgress", "StationUpload", "FirmwareImage",
            "FirmwareRollout", "FirmwareRolloutStation", "FirmwareRolloutPreview", "FirmwareRolloutLeftOut",
            "FirmwareRolloutPreviewWave", "FirmwareRolloutPreviewStation", "CertificateRequest", "ClientCertificate",
            "QueuePlace", "InventoryItem", "StationShare",
        ],
        .readSessions: [
            "Session", "SessionPoint", "SessionChargingProfile", "LogbookEntry", "SessionFact", "SessionError",
            "SessionTotals", "MeterValue",
        ],
        .readTags: ["Tag", "UnknownTag"],
        .readPeople: ["User", "SignIn", "GroupMember"],
        .readTariffs: ["Tariff", "TariffVersion", "TariffPeriod", "TariffAssignment"],
        .readMessages: ["OcppMessage", "LiveOcppMessage"],
        .export: ["ExportJob"],
        .serviceRequests: ["ServiceRequest", "ServiceRequestComment", "ServiceRequestLog"],
        .webhooks: ["Webhook", "WebhookDelivery"],
        .audit: ["AuditEntry"],
        .account: [
            "Notification", "NotificationPreferences", "NotificationPreference", "QuietHours", "WebSession", "ApiToken",
        ],
    ]

    /// Open to every token: they say who asks, or show nothing but what the types in them need their scopes for.
    package static let free: Set<String> = ["viewer", "node", "search"]

    /// Types without anybody's matters, and those that one field at the root alone leads to.
    package static let freeTypes: Set<String> = [
        "PageInfo", "Viewer", "Organization", "Money", "Costs", "CostLine", "Dashboard", "PresenceCounts",
        "ConnectorStatusCount", "DayTotals", "PowerPoint", "SearchResults", "Captcha",
    ]

    /// What a list is read with as a file, beside `EXPORT`. Files name people where the API has them as objects of their own.
    package static let exports: [String: Set<TokenScope>] = [
        "stations": [.readStations], "inventory": [.readStations], "stationEvents": [.readStations],
        "heartbeats": [.readStations], "operations": [.readStations, .readPeople],
        "sessions": [.readSessions, .readPeople], "meterValues": [.readSessions],
        "tags": [.readTags, .readPeople], "ocppMessages": [.readMessages],
    ]

    private static let scopesOfFields = scopes(by: fields)
    private static let scopesOfTypes = scopes(by: types)

    /// Nil for a field that stands nowhere, which no token with scopes may ask.
    package static func scopes(ofField field: String) -> Set<TokenScope>? {
        scopesOfFields[field]
            ?? (free.contains(field) || field.hasPrefix("__") || openFields.contains(field) ? [] : nil)
    }

    package static func scopes(ofType type: String) -> Set<TokenScope> {
        scopesOfTypes[content(of: type)] ?? []
    }

    package static func scopes(ofExport list: String) -> Set<TokenScope> {
        exports[list, default: Set(TokenScope.allCases)].union([.export])
    }

    /// Of what a page or an edge is one.
    package static func content(of type: String) -> String {
        for ending in ["Connection", "Edge"] where type.hasSuffix(ending) {
            return String(type.dropLast(ending.count))
        }
        return type
    }

    private static func scopes(by table: [TokenScope: Set<String>]) -> [String: Set<TokenScope>] {
        table.reduce(into: [:]) { scopes, entry in
            for name in entry.value { scopes[name, default: []].insert(entry.key) }
        }
    }
}
