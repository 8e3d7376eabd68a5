import Charging
import GraphQL
import JSON

/// The lists that have cursors of their own: a cursor of one is refused by another.
enum CursorList: String {
    case stationsByID = "stations"
    case stationsByOnboarding = "stations-onboarded"
    case stationsOfGroup = "group-stations"
    case connectors = "connectors"
    case sessionsNewestFirst = "sessions"
    case sessionsOldestFirst = "sessions-oldest"
    case sessionsByEnergyDescending = "sessions-energy-desc"
    case sessionsByEnergy = "sessions-energy"
    case sessionsByDurationDescending = "sessions-duration-desc"
    case sessionsByDuration = "sessions-duration"
    case meterValues = "meter-values"
    case tags = "tags"
    case tagsOfGroup = "group-tags"
    case organizations = "organizations"
    case usersByEmail = "users"
    case usersByLastSignIn = "users-last-sign-in"
    case signIns = "sign-ins"
    case unknownTags = "unknown-tags"
    case groups = "groups"
    case operations = "operations"
    case stationEvents = "station-events"
    case quirkProfiles = "quirk-profiles"
    case sessionFacts = "session-facts"
    case sessionErrors = "session-errors"
    case chargingProfilesOfSession = "session-charging-profiles"
    case orphanStops = "orphan-stops"
    case meterValuesOfStation = "meter-values-of-station"
    case chargingProfiles = "charging-profiles"
    case firmwareImages = "firmware-images"
    case certificateRequests = "certificate-requests"
    case clientCertificates = "client-certificates"
    case reservations = "reservations"
    case logbookEntries = "logbook-entries"
    case tariffs = "tariffs"
    case tariffVersions = "tariff-versions"
    case tariffAssignments = "tariff-assignments"
    case ocppMessages = "ocpp-messages"
    case notifications = "notifications"
    case auditEntries = "audit-entries"
    case inventoryByID = "inventory"
    case inventoryBySerialNumber = "inventory-serial-number"
    case inventoryByCreation = "inventory-created"
    case inventoryByChange = "inventory-modified"
    case serviceRequests = "service-requests"
    case serviceRequestComments = "service-request-comments"
    case webhooks = "webhooks"
    case webhookDeliveries = "webhook-deliveries"
    case firmwareRollouts = "firmware-rollouts"
    case rolloutStations = "firmware-rollout-stations"
    case exportJobs = "export-jobs"
}

/// A position in a list, opaque to clients.
struct Cursor {
    let list: CursorList
    let position: ListPosition

    init(_ list: CursorList, _ position: ListPosition) {
        self.list = list
        self.position = position
    }

    /// Nil unless `text` is a cursor of `list`.
    init?(_ text: String, of list: CursorList) {
        guard text.utf8.count <= 2_000, let decoded = Base64URL.decode(text) else { return nil }
        let parts = decoded.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == list.rawValue, let id = Int64(parts[1]) else { return nil }
        let key: ListPosition.Key
        switch parts[2] {
        case "text" where !parts[3].unicodeScalars.contains("\0"): key = .text(String(parts[3]))
        case "time":
            guard let value = Int64(parts[3]) else { return nil }; key = .timestamp(Timestamp(microseconds: value))
        case "number":
            guard let value = Double(parts[3]), value.isFinite else { return nil }
            key = .number(value)
        case "integer": guard let value = Int64(parts[3]) else { return nil }; key = .integer(value)
        default: return nil
        }
        self.init(list, ListPosition(key: key, id: id))
    }

    var text: String {
        switch position.key {
        case .text(let value): encoded("text", value)
        case .timestamp(let value): encoded("time", String(value.microseconds))
        case .integer(let value): encoded("integer", String(value))
        case .number(let value): encoded("number", "\(value)")
        }
    }

    private func encoded(_ kind: String, _ value: String) -> String {
        Base64URL.encode("\(list.rawValue):\(position.id):\(kind):\(value)")
    }
}
