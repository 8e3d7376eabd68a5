package import JSON

/// What the registry holds of one onboarded station, connected or not.
struct ChargePointRecord {
    /// At most one connection of a station is being attached; the newest that came meanwhile waits behind it.
    enum Attachment {
        case idle
        case underway(next: ChargePoint?)
    }

    var station: StationRecord
    /// The connection that speaks for the station.
    var live: ChargePoint?
    /// One that has ended and may still have a report on its way into the database.
    var draining: ChargePoint?
    var attachment = Attachment.idle
    /// The highest generation that the store may have given, also to an attach that it did not answer. The next is higher,
    /// so that what is still told of the connections before cannot mean the next one.
    var highestGeneration: Int64
    var restarts = RestartPolicy()
    var flaps = FlapDetector()
    var reconnects = ReconnectPolicy()
    /// Serial numbers of certificates that were revoked since the start, the newest last: one of them may have been good when
    /// a connection with it was admitted, and be revoked before that was attached.
    private(set) var revokedCertificates: [String] = []
    /// How often what is written down of the station was changed since the start.
    var changes = 0
    /// It is in no account any more; nothing of it is connected again.
    var isRemoved = false
    var connections = 0
    /// Newer connections that were refused because the older one was alive.
    var conflicts = 0
    var lastEnding: ChargePointRecordSnapshot.Note?
    var lastFailure: ChargePointRecordSnapshot.Note?

    init(_ station: StationRecord) {
        self.station = station
        highestGeneration = station.generation
    }

    mutating func revoke(certificate serialNumber: String) {
        revokedCertificates.append(serialNumber)
        if revokedCertificates.count > 16 { revokedCertificates.removeFirst() }
    }
}

/// A record as the debug page shows it.
package struct ChargePointRecordSnapshot: Sendable {
    package struct Note: Sendable, Hashable {
        package var at: Timestamp
        package var text: String
    }

    package var stationID: StationID
    package var organizationID: OrganizationID
    package var chargePointID: ChargePointID
    package var isActive: Bool
    package var admission: StationAdmission
    package var presence: Presence
    package var status: ConnectorStatus
    package var lastSeenAt: Timestamp?
    package var generation: Int64
    package var ocppVersion: String?
    /// Of the live connection, or the last.
    package var securityProfile: SecurityProfile?
    package var minimumSecurityProfile: SecurityProfile?
    package var connectedAt: Timestamp?
    package var remoteAddress: String?
    /// Since this server started.
    package var connections: Int
    package var conflicts: Int
    /// Incarnations that ended by a failure of ours.
    package var failures: Int
    package var lastFailure: Note?
    package var lastEnding: Note?
    /// Not admitted before, after too many failures.
    package var refusedUntil: Timestamp?
    package var findings: [ConnectionFinding]
    package var lastRefusal: ConnectionRefusal?
    /// The connection from the inside; absent in lists, when offline, and when it did not answer in time.
    package var connection: ChargePointDebugState?
}

extension ChargePointRecordSnapshot {
    init(_ record: ChargePointRecord, in live: LiveStatus, at now: Timestamp) {
        let id = record.station.id
        let shown = live.snapshot(of: id)
        self.init(
            stationID: record.station.id, organizationID: record.station.organizationID,
            chargePointID: record.station.chargePointID, isActive: record.station.isActive,
            admission: record.station.admission, presence: shown?.presence ?? record.station.presence,
            status: shown?.status ?? record.station.status,
            lastSeenAt: shown?.lastSeenAt ?? record.station.lastSeenAt, generation: record.station.generation,
            ocppVersion: shown?.ocppVersion ?? record.station.ocppVersion,
            securityProfile: record.live?.admission.securityProfile ?? record.station.securityProfile,
            minimumSecurityProfile: record.station.minimumSecurityProfile, connectedAt: record.live?.connectedAt,
            remoteAddress: record.live?.admission.remoteAddress, connections: record.connections,
            conflicts: record.conflicts, failures: record.restarts.failures, lastFailure: record.lastFailure,
            lastEnding: record.lastEnding, refusedUntil: record.restarts.refusedUntil,
            findings: live.connections.findings(of: [id], at: now).first ?? [],
            lastRefusal: live.connections.lastRefusals(of: [id], at: now).first ?? nil)
    }
}
