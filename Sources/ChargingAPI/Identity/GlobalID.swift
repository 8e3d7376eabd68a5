/// The types that have a global id. The raw value is the name in the schema.
package enum NodeType: String, Sendable, CaseIterable {
    case station = "Station"
    case connector = "Connector"
    case session = "Session"
    case tag = "Tag"
    case unknownTag = "UnknownTag"
    case group = "Group"
    case operation = "Operation"
    case stationEvent = "StationEvent"
    case quirkProfile = "QuirkProfile"
    case chargingProfile = "ChargingProfile"
    case firmwareImage = "FirmwareImage"
    case stationPicture = "StationPicture"
    case certificateRequest = "CertificateRequest"
    case clientCertificate = "ClientCertificate"
    case reservation = "Reservation"
    case tariff = "Tariff"
    case tariffVersion = "TariffVersion"
    case notification = "Notification"
    case serviceRequest = "ServiceRequest"
    case webhook = "Webhook"
    case webhookDelivery = "WebhookDelivery"
    case firmwareRollout = "FirmwareRollout"
    case firmwareRolloutStation = "FirmwareRolloutStation"
    case stationShare = "StationShare"
    case exportJob = "ExportJob"
    case user = "User"
    case organization = "Organization"
}

/// The id of an object in the whole API: its type and row, opaque to clients.
package struct GlobalID: Sendable, Hashable {
    package let type: NodeType
    package let rawValue: Int64

    package init(_ type: NodeType, _ rawValue: Int64) {
        self.type = type
        self.rawValue = rawValue
    }

    /// Nil unless `text` is exactly what ``text`` gives for some object.
    package init?(_ text: String) {
        guard text.utf8.count <= 64, let decoded = Base64URL.decode(text) else { return nil }
        let parts = decoded.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let type = NodeType(rawValue: String(parts[0])), let rawValue = Int64(parts[1]) else {
            return nil
        }
        self.init(type, rawValue)
        guard rawValue > 0, self.text == text else { return nil }
    }

    package var text: String { Base64URL.encode("\(type.rawValue):\(rawValue)") }
}
