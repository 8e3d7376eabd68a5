package import JSON

// What the API changes. Each call is one transaction, checks the viewer's rights and refuses with a `ChargingError`.

package struct NewStation: Sendable {
    package var chargePointID: ChargePointID
    package var description: String?
    package var admission: StationAdmission
    /// Absent: the station connects without a password.
    package var credential: StoredCredential?
    package var groupIDs: [GroupID]

    package init(
        chargePointID: ChargePointID, description: String?, admission: StationAdmission, credential: StoredCredential?,
        groupIDs: [GroupID]
    ) {
        self.chargePointID = chargePointID
        self.description = description
        self.admission = admission
        self.credential = credential
        self.groupIDs = groupIDs
    }
}

/// A station's password as it is kept: a fast keyed verifier, and a copy that only the server can decrypt.
package struct StoredCredential: Sendable, Hashable {
    package var verifier: [UInt8]
    package var encrypted: [UInt8]

    package init(verifier: [UInt8], encrypted: [UInt8]) {
        self.verifier = verifier
        self.encrypted = encrypted
    }
}

/// Makes and checks the stored form of station passwords. The key stays inside.
package protocol CredentialVault: Sendable {
    func store(_ password: [UInt8]) throws -> StoredCredential
    /// The password again.
    ///
    /// - Throws: ``ChargingError`` where it was stored with another key.
    func reveal(_ encrypted: [UInt8]) throws -> [UInt8]
    /// In constant time.
    func verifies(_ password: [UInt8], against verifier: [UInt8]) -> Bool
}

/// Passwords that a station may have taken over: good beside the one it has, until it has connected with one of them.
package protocol PendingCredentials: Sendable {
    /// Beside those that are pending already, of which the oldest go when there are too many.
    func addPending(_ credentials: [StoredCredential], to station: StationID) async throws
    func dropPending(_ credentials: [StoredCredential], of station: StationID) async throws
    /// Whether the station has yet to connect with one of them.
    func arePending(_ credentials: [StoredCredential], of station: StationID) async throws -> Bool
}

/// Security profiles that stations have agreed to connect with.
package protocol SecurityAgreements: Sendable {
    /// It becomes the station's minimum, if it is higher, as soon as it has connected with it; at once when it has already.
    func agreed(on profile: SecurityProfile, with station: StationID) async throws
    /// Whether its live connection, or its last, had this profile or a higher one.
    func connects(_ station: StationID, with profile: SecurityProfile) async throws -> Bool
}

package struct NewTag: Sendable {
    package var idTag: String
    package var type: TagType
    package var medium: TagMedium
    package var alias: String?
    package var note: String?
    package var expiresAt: Timestamp?
    package var isBlocked: Bool
    package var allowsConcurrent: Bool
    package var parentIDTag: String?
    package var userID: UserID?
    package var stationIDs: [StationID]
    package var groupIDs: [GroupID]

    package init(idTag: String) {
        self.idTag = idTag
        type = .other
        medium = .card
        isBlocked = false
        allowsConcurrent = false
        stationIDs = []
        groupIDs = []
    }
}

package struct NewGroup: Sendable {
    package var name: String
    package var parentID: GroupID?
    package var stationIDs: [StationID]
    package var tagIDs: [TagID]

    package init(name: String, parentID: GroupID? = nil, stationIDs: [StationID] = [], tagIDs: [TagID] = []) {
        self.name = name
        self.parentID = parentID
        self.stationIDs = stationIDs
        self.tagIDs = tagIDs
    }
}

package protocol DirectoryWriting: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, `.conflict` when the id is taken, `.badInput` for a group out of reach.
    func onboardStation(_ station: NewStation, viewer: Viewer) async throws -> StationRecord
    /// - Throws: `.notFound` for a station out of reach, `.badInput` for a group out of reach.
    func updateStation(_ change: StationChange, viewer: Viewer) async throws -> StationRecord
    /// All of them or none.
    ///
    /// - Throws: `.notFound` for a station out of reach.
    func setActivity(_ activity: StationActivity, viewer: Viewer) async throws -> [StationRecord]
    /// All of them or none.
    ///
    /// - Throws: `.notFound` for a station out of reach, `.badInput` for a group that is, or is another organization's.
    func move(_ move: StationMove, viewer: Viewer) async throws -> [StationRecord]
    /// Ends at its last value a session whose station is not connected, as an estimate that the charger's own stop replaces.
    ///
    /// - Parameter details: of the entry in the ledger.
    /// - Throws: `.notFound` for a session out of reach, `.conflict` when it is over or its station is connected.
    func closeSession(_ session: SessionID, details: JSONObject, viewer: Viewer) async throws -> SessionState
    /// Nil takes the note away. - Throws: `.notFound` for a session out of reach.
    func note(_ note: String?, on session: SessionID, viewer: Viewer) async throws -> SessionState
    /// A change to nil takes the note away. For whoever may operate the station, or has made the reservation.
    ///
    /// - Throws: `.notFound` for a reservation out of reach, `.forbidden` for a token that only reads.
    func note(_ note: Change<String?>, on reservation: ReservationID, viewer: Viewer) async throws
    /// A change to nil takes the notes away. - Throws: `.forbidden`, or `.notFound` for an image out of reach.
    func note(_ notes: Change<String?>, on image: FirmwareImageID, viewer: Viewer) async throws
    /// Refused sessions that were begun with it while nobody knew it become its own, and it leaves the inbox.
    func createTag(_ tag: NewTag, viewer: Viewer) async throws -> TagID
    /// - Throws: `.notFound` for a tag out of reach, `.conflict` when the new id is taken.
    func updateTag(_ change: TagChange, viewer: Viewer) async throws
    /// All of them or none. Sessions stay, with the id that was presented.
    func deleteTags(_ tags: [TagID], viewer: Viewer) async throws
    /// All of them or none. What is presented again comes back.
    func dismissUnknownTags(_ tags: [UnknownTagID], viewer: Viewer) async throws
    func createGroup(_ group: NewGroup, viewer: Viewer) async throws -> GroupID
    /// - Throws: `.notFound` for a group out of reach, `.conflict` when the name is taken, `.badInput` for a parent that is
    ///   below it.
    func updateGroup(_ change: GroupChange, viewer: Viewer) async throws
    /// All of them or none. What belongs to them stays.
    ///
    /// - Throws: `.notFound`, or `.conflict` when one has groups below it that are to stay.
    func deleteGroups(_ groups: [GroupID], viewer: Viewer) async throws
}

package struct NewOperation: Sendable, Hashable {
    package var kind: OperationKind
    package var station: StationID
    package var session: SessionID?
    /// Without secrets.
    package var request: JSONValue
    /// What the viewer must be allowed.
    package var right: Rights.Action

    package init(
        kind: OperationKind, station: StationID, session: SessionID? = nil, request: JSONValue = [:],
        right: Rights.Action = .operateStation
    ) {
        self.kind = kind
        self.station = station
        self.session = session
        self.request = request
        self.right = right
    }
}

/// What a person asked of stations, durable from the request to the outcome.
package protocol OperationWriting: Sendable {
    /// All of them or none.
    ///
    /// - Returns: their ids, in their order.
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for a station out of the viewer's reach.
    func record(_ operations: [NewOperation], viewer: Viewer) async throws -> [OperationID]
    /// One that nobody asked for: the server does it of its own accord.
    func recordOwn(_ operation: NewOperation) async throws -> OperationID
    /// They end as FAILED for these reasons: their stations could not be asked.
    func refuse(_ operations: [(id: OperationID, reason: String)]) async throws
    func markSent(_ operation: OperationID) async throws
    /// - Parameter awaited: of an effect that is PENDING and can be waited for by the next run of the server too.
    func finish(
        _ operation: OperationID, status: OperationStatus, effect: OperationEffect, awaited: AwaitedEffect?,
        answer: JSONValue?, failure: String?
    ) async throws
    /// Changes nothing once the effect was seen; one that was missed may still be seen.
    func setEffect(_ operation: OperationID, _ effect: OperationEffect) async throws
    /// What an earlier run of this server left unfinished ends as FAILED. Effects that nobody can wait for any more are
    /// decided.
    func failUnfinished(because reason: String) async throws
    /// What an earlier run of this server waited for, and the next can.
    func openEffects() async throws -> [OpenEffect]
}

package struct NewAccount: Sendable {
    package var email: String
    package var role: Role
    package var organization: String
    package var passwordHash: String?

    package init(email: String, role: Role, organization: String, passwordHash: String?) {
        self.email = email
        self.role = role
        self.organization = organization
        self.passwordHash = passwordHash
    }
}

/// What the command line may do without a viewer.
package protocol AccountAdministration: Sendable {
    /// Makes the organization when it is new. - Throws: ``ChargingError`` `.conflict` when the e-mail is taken.
    func createUser(_ account: NewAccount) async throws -> UserID
    /// - Throws: ``ChargingError`` `.notFound` when no active user has this e-mail.
    func createToken(hash: [UInt8], email: String, expiresAt: Timestamp?) async throws -> Viewer
}
