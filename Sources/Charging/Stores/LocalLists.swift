package import JSON

/// A tag as a charger keeps it in its local list.
package struct LocalListEntry: Sendable, Hashable {
    package var idTag: String
    package var status: AuthorizationStatus
    package var expiresAt: Timestamp?
    package var parentIDTag: String?

    package init(idTag: String, status: AuthorizationStatus, expiresAt: Timestamp? = nil, parentIDTag: String? = nil) {
        self.idTag = idTag
        self.status = status
        self.expiresAt = expiresAt
        self.parentIDTag = parentIDTag
    }
}

/// A list that is about to be sent.
package struct LocalListDraft: Sendable, Hashable {
    /// Above 0, and above all that the station was sent before.
    package var version: Int32
    /// All tags that are valid at the station, those included that are blocked.
    package var entries: [LocalListEntry]
    /// What the charger holds; nil where that is in doubt.
    package var known: [LocalListEntry]?

    package init(version: Int32, entries: [LocalListEntry], known: [LocalListEntry]?) {
        self.version = version
        self.entries = entries
        self.known = known
    }
}

/// What chargers hold of our tags.
package protocol LocalLists: Sendable {
    /// Takes the next version. From here on it is in doubt what the charger holds, until the draft is settled.
    ///
    /// - Throws: ``ChargingError`` `.limitExceeded` when there are more tags than fit into a message.
    func draft(for station: StationID, at now: Timestamp) async throws -> LocalListDraft
    /// What the charger holds now. Changes nothing when a later draft was made meanwhile.
    func settle(_ version: Int32, of station: StationID, entries: [LocalListEntry]?) async throws
    /// The charger says which version it holds.
    func heard(version: Int32, of station: StationID) async throws
}
