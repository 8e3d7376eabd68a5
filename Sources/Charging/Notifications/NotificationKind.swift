/// What people are told of. The raw value is the word that is stored and shown.
package enum NotificationKind: String, Sendable, Hashable, CaseIterable {
    /// It has been away for a minute.
    case stationOffline = "STATION_OFFLINE"
    /// It is back, after it was told to be away.
    case stationOnline = "STATION_ONLINE"
    case connectorFaulted = "CONNECTOR_FAULTED"
    case firmwareInstalled = "FIRMWARE_INSTALLED"
    case firmwareFailed = "FIRMWARE_FAILED"
    case reservationExpired = "RESERVATION_EXPIRED"
    case reservationCancelled = "RESERVATION_CANCELLED"
    /// For the person whose tag it was.
    case sessionEnded = "SESSION_ENDED"
    /// A tag that nobody knows.
    case tagRefused = "TAG_REFUSED"
    case certificateRequestWaiting = "CERTIFICATE_REQUEST_WAITING"
    /// See ``ConnectionFinding``.
    case connectionFinding = "CONNECTION_FINDING"
    /// It was made, something was said to it, or its state was changed.
    case serviceRequestChanged = "SERVICE_REQUEST_CHANGED"
    /// Where the person waits, a connector is free.
    case seatHeld = "SEAT_HELD"
    /// Everything of it had failed for days. It is about no station.
    case webhookSwitchedOff = "WEBHOOK_SWITCHED_OFF"

    /// Which people of the station's organization are told, whosever it is.
    package var audience: Set<Role> {
        switch self {
        case .stationOffline, .stationOnline, .connectorFaulted, .firmwareInstalled, .firmwareFailed,
            .connectionFinding, .serviceRequestChanged:
            Role.staff
        case .reservationExpired, .reservationCancelled: Role.staff.subtracting([.installer])
        case .tagRefused: [.platformOperator, .organizationOwner, .manager]
        case .certificateRequestWaiting: Role.staff.subtracting([.support])
        case .webhookSwitchedOff: [.platformOperator, .organizationOwner]
        case .sessionEnded, .seatHeld: []
        }
    }

    /// Told to the person whom it is about as well.
    package var isPersonal: Bool {
        switch self {
        case .reservationExpired, .reservationCancelled, .sessionEnded, .serviceRequestChanged, .seatHeld: true
        case .stationOffline, .stationOnline, .connectorFaulted, .firmwareInstalled, .firmwareFailed, .tagRefused,
            .certificateRequestWaiting, .connectionFinding, .webhookSwitchedOff:
            false
        }
    }

    /// What somebody of this role can be told at all.
    package static func kinds(for role: Role) -> [NotificationKind] {
        allCases.filter { $0.isPersonal || $0.audience.contains(role) }
    }
}

extension Role {
    /// All who look after stations.
    package static var staff: Set<Role> { Set(allCases).subtracting([.driver]) }
}

package struct NotificationID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}
