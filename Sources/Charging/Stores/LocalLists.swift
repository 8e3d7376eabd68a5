package import JSON

/// A tag as a charger keeps it in its local list.
package struct LocalListEntry: Sendable, Hashable {
    package var idTag: String
    package var status: AuthorizationStatus
    package var expiresAt: Timestamp?
    package var parentIDTag: String?
    /// Of somebody to whom the station is lent.
    package var isGuests = false

    package init(idTag: String, status: AuthorizationStatus, expiresAt: Timestamp? = nil, parentIDTag: String? = nil) {
        self.idTag = idTag
        self.status = status
        self.expiresAt = expiresAt
        self.parentIDTag = parentIDTag
    }
}

/// The list that a charger is known to hold.
package struct HeldLocalList: Sendable, Hashable {
    package var version: Int32
    package var entries: [LocalListEntry]

    package init(version: Int32, entries: [LocalListEntry]) {
        self.version = version
        self.entries = entries
    }
}

/// What a charger says that it can take; nil where it does not say.
package struct LocalListLimits: Sendable, Hashable {
    /// Entries in one message: SendLocalListMaxLength.
    package var message: Int?
    /// Entries in the whole list: LocalAuthListMaxLength.
    package var list: Int?

    package init(message: Int? = nil, list: Int? = nil) {
        self.message = message
        self.list = list
    }
}

/// What a list for a station would be made of now.
package struct LocalListDraft: Sendable, Hashable {
    /// All tags that are known at the station, those included that are blocked or expired; those of guests are the last.
    package var entries: [LocalListEntry]
    /// What the charger holds; nil where that is in doubt.
    package var held: HeldLocalList?
    /// Nil until the charger was asked, and again after it got other firmware.
    package var limits: LocalListLimits?
    /// Of the tags that the entries are made of.
    package var revision: Int64

    package init(
        entries: [LocalListEntry], held: HeldLocalList? = nil, limits: LocalListLimits? = nil, revision: Int64 = 0
    ) {
        self.entries = entries
        self.held = held
        self.limits = limits
        self.revision = revision
    }
}

/// What became of an update, as far as it is known.
package enum LocalListSettlement: Sendable, Hashable {
    /// The charger took it and holds this now. `revision`: of the tags, when these are all of them.
    case accepted(HeldLocalList, revision: Int64?, at: Timestamp)
    /// Nothing was sent: it still holds what it held.
    case unsent(HeldLocalList?)
    /// It keeps no local list, and is sent no more changes.
    case notSupported
}

/// What chargers hold of our tags.
package protocol LocalLists: Sendable {
    /// - Throws: ``ChargingError`` `.limitExceeded` when there are more tags than any list may have.
    func draft(for station: StationID, at now: Timestamp) async throws -> LocalListDraft
    /// Takes the next version; they only rise. From here on it is in doubt what the charger holds, until this is settled.
    func takeVersion(of station: StationID) async throws -> Int32
    /// Changes nothing when a later version was taken meanwhile.
    func settle(_ version: Int32, of station: StationID, as settlement: LocalListSettlement) async throws
    /// The charger says which version it holds. Another one than it is known to hold puts in doubt what that is.
    func heard(version: Int32, of station: StationID) async throws
    func remember(_ limits: LocalListLimits, of station: StationID) async throws
    /// Stations whose lists are not as the tags are now, and that may be sent the change. Each is named once for a while,
    /// longer each time that the change is not accepted.
    func claimOutOfStep(at now: Timestamp, limit: Int) async throws -> [ClaimedLocalList]
}

/// A station whose local list is to be brought up to date.
package struct ClaimedLocalList: Sendable, Hashable {
    package var station: StationID
    package var organization: OrganizationID

    package init(station: StationID, organization: OrganizationID) {
        self.station = station
        self.organization = organization
    }
}
