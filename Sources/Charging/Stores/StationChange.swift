/// What an organization writes down of a station. The raw value is the name in the API's input.
package enum StationAttribute: String, Sendable, Hashable, CaseIterable {
    case description, street, city, zipCode, country, installationSite, partNumber, mesSerialNumber, materialNumber
    case vendorCode, customerNumber, referenceNumber

    /// In Unicode scalars.
    package var longest: Int {
        switch self {
        case .description: 500
        case .street, .installationSite: 200
        case .zipCode: 20
        case .country: 2
        default: 100
        }
    }
}

/// What is to change of a station.
package struct StationChange: Sendable, Hashable {
    package var id: StationID
    package var admission: StationAdmission?
    /// Nil clears; what is absent stays.
    package var attributes: [StationAttribute: String?] = [:]
    /// In place of those it has.
    package var groupIDs: [GroupID]?
    package var isActive: Bool?
    /// Of a deactivation, for people.
    package var inactiveReason: String?
    package var isLogbookEnabled: Bool?
    package var logbookRule: LogbookRule?
    package var hasSecondSeating: Bool?
    package var takesReservations: Bool?
    package var seatHoldMinutes: Int?
    package var minimumSecurityProfile: Change<SecurityProfile?> = .unchanged

    package init(id: StationID) { self.id = id }
}

/// Stations that are put into one group.
package struct StationMove: Sendable, Hashable {
    package var ids: [StationID]
    package var group: GroupID
    /// Whether they stay in the groups that they are in.
    package var keepsOthers: Bool

    package init(ids: [StationID], to group: GroupID, keepsOthers: Bool) {
        self.ids = ids
        self.group = group
        self.keepsOthers = keepsOthers
    }
}

/// Whether stations may be charged at.
package struct StationActivity: Sendable, Hashable {
    package var ids: [StationID]
    package var isActive: Bool
    /// Of a deactivation, for people.
    package var reason: String?

    package init(ids: [StationID], isActive: Bool, reason: String? = nil) {
        self.ids = ids
        self.isActive = isActive
        self.reason = reason
    }
}
