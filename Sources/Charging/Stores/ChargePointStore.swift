package import JSON

/// A station as the registry holds it.
package struct StationRecord: Sendable, Hashable, Codable {
    package var id: StationID
    package var organizationID: OrganizationID
    package var chargePointID: ChargePointID
    package var isActive: Bool
    package var admission: StationAdmission
    /// Of its live connection, or its last.
    package var securityProfile: SecurityProfile?
    /// Below it none of its connections is admitted.
    package var minimumSecurityProfile: SecurityProfile?
    package var passwordVerifier: [UInt8]?
    /// Of passwords that the charger was told and may have taken over.
    package var pendingVerifiers: [[UInt8]]
    package var presence: Presence
    package var lastSeenAt: Timestamp?
    package var ocppVersion: String?
    package var status: ConnectorStatus
    package var errorCode: String?
    package var generation: Int64

    package init(
        id: StationID, organizationID: OrganizationID, chargePointID: ChargePointID, isActive: Bool,
        admission: StationAdmission, securityProfile: SecurityProfile? = nil,
        minimumSecurityProfile: SecurityProfile? = nil, passwordVerifier: [UInt8]?, pendingVerifiers: [[UInt8]] = [],
        presence: Presence, lastSeenAt: Timestamp?, ocppVersion: String?, status: ConnectorStatus, errorCode: String?,
        generation: Int64
    ) {
        self.id = id
        self.organizationID = organizationID
        self.chargePointID = chargePointID
        self.isActive = isActive
        self.admission = admission
        self.securityProfile = securityProfile
        self.minimumSecurityProfile = minimumSecurityProfile
        self.passwordVerifier = passwordVerifier
        self.pendingVerifiers = pendingVerifiers
        self.presence = presence
        self.lastSeenAt = lastSeenAt
        self.ocppVersion = ocppVersion
        self.status = status
        self.errorCode = errorCode
        self.generation = generation
    }

    /// What people write down of a station, as opposed to what its connections tell.
    mutating func takeChanges(from other: StationRecord) {
        admission = other.admission
        isActive = other.isActive
        minimumSecurityProfile = other.minimumSecurityProfile
    }
}

package struct ConnectorRecord: Sendable, Hashable, Codable {
    package var id: ConnectorID
    package var stationID: StationID
    package var number: Int
    package var status: ConnectorStatus
    package var errorCode: String?
    package var statusChangedAt: Timestamp?

    package init(
        id: ConnectorID, stationID: StationID, number: Int, status: ConnectorStatus, errorCode: String?,
        statusChangedAt: Timestamp?
    ) {
        self.id = id
        self.stationID = stationID
        self.number = number
        self.status = status
        self.errorCode = errorCode
        self.statusChangedAt = statusChangedAt
    }
}

/// What an incarnation of a charge point starts from.
package struct ChargePointState: Sendable, Hashable {
    package var station: StationRecord
    package var connectors: [ConnectorRecord]
    package var activeSessions: [SessionState]
    /// As it last introduced itself.
    package var make: StationMake
    /// Those of its organization that are switched on, oldest first.
    package var quirkProfiles: [QuirkProfile]

    package init(
        station: StationRecord, connectors: [ConnectorRecord], activeSessions: [SessionState],
        make: StationMake = StationMake(vendor: nil, model: nil, firmwareVersion: nil),
        quirkProfiles: [QuirkProfile] = []
    ) {
        self.station = station
        self.connectors = connectors
        self.activeSessions = activeSessions
        self.make = make
        self.quirkProfiles = quirkProfiles
    }
}

package struct Detachment: Sendable, Hashable {
    package var stationID: StationID
    /// The highest that any connection which is gone may have been given.
    package var generation: Int64
    package var lastSeenAt: Timestamp

    package init(stationID: StationID, generation: Int64, lastSeenAt: Timestamp) {
        self.stationID = stationID
        self.generation = generation
        self.lastSeenAt = lastSeenAt
    }
}

/// What the registry needs of the database. Calls that arrive together are answered by one statement.
package protocol ChargePointStore: Sendable {
    /// False while the database is away; then admission says "later" at once.
    var isAvailable: Bool { get }
    func stations() async throws -> [StationRecord]
    func connectors() async throws -> [ConnectorRecord]
    func station(_ chargePointID: ChargePointID) async throws -> StationRecord?
    /// What is known of the certificate with this number, and of the station as whose it is shown; nil when that is gone.
    func standing(of serialNumber: String, as station: StationID) async throws -> CertificateStanding?
    /// Raises the generation, marks the station online and returns what is known of it; nil when it is gone. A security
    /// profile that it has agreed to becomes its minimum when it has come with one as high.
    ///
    /// - Parameter above: the new generation is higher. One that is committed so late that a higher one was given
    ///   meanwhile changes nothing. Nil: higher than the last, whatever that is.
    func attach(
        _ station: StationID, above: Int64?, ocppVersion: String, securityProfile: SecurityProfile, at: Timestamp
    ) async throws -> ChargePointState?
    /// The profiles of an organization that are switched on, oldest first.
    func quirkProfiles(of organization: OrganizationID) async throws -> [QuirkProfile]
    /// Marks stations offline whose generation is not higher than the one given.
    func detach(_ detachments: [Detachment]) async throws
    /// A charger has connected with a password that was pending: from now on it is the only one.
    func promote(_ verifier: [UInt8], of station: StationID) async throws
    /// At the start of a server: nobody is connected yet.
    func markAllOffline() async throws
}
