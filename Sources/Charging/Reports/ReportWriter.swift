package import JSON

/// The verdict on a tag, as a charger is told.
package struct TagVerdict: Sendable, Hashable, Codable {
    package var status: AuthorizationStatus
    package var expiresAt: Timestamp?
    package var parentIDTag: String?

    package init(status: AuthorizationStatus, expiresAt: Timestamp? = nil, parentIDTag: String? = nil) {
        self.status = status
        self.expiresAt = expiresAt
        self.parentIDTag = parentIDTag
    }
}

/// A session as it stands after a commit: what events and live reads are made of.
package struct SessionState: Sendable, Hashable, Codable {
    package var id: SessionID
    package var organizationID: OrganizationID
    package var stationID: StationID
    package var connector: Int
    package var transactionID: Int32
    package var status: SessionStatus
    package var idTag: String
    package var tagID: TagID?
    package var authorization: AuthorizationStatus
    package var startedAt: Timestamp
    package var stoppedAt: Timestamp?
    package var meterStartWh: Double
    /// What energy is counted from, where the start cannot have been right.
    package var meterBaselineWh: Double?
    package var meterStopWh: Double?
    package var energyWh: Double
    package var stopReason: String?

    package init(
        id: SessionID, organizationID: OrganizationID, stationID: StationID, connector: Int, transactionID: Int32,
        status: SessionStatus, idTag: String, tagID: TagID?, authorization: AuthorizationStatus, startedAt: Timestamp,
        stoppedAt: Timestamp?, meterStartWh: Double, meterBaselineWh: Double? = nil, meterStopWh: Double?,
        energyWh: Double, stopReason: String?
    ) {
        self.id = id
        self.organizationID = organizationID
        self.stationID = stationID
        self.connector = connector
        self.transactionID = transactionID
        self.status = status
        self.idTag = idTag
        self.tagID = tagID
        self.authorization = authorization
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.meterStartWh = meterStartWh
        self.meterBaselineWh = meterBaselineWh
        self.meterStopWh = meterStopWh
        self.energyWh = energyWh
        self.stopReason = stopReason
    }
}

/// What became of a report once it was committed.
package enum ReportOutcome: Sendable, Hashable, Codable {
    case recorded
    /// The connector that a status report belongs to (absent for connector 0), and whether it changed the state: a report
    /// that is older than what is known, or came over an older connection, is recorded and changes nothing. `ended`:
    /// reservations that this state ended; nil for none, as in recordings from before they were told.
    case status(connectorID: ConnectorID?, isCurrent: Bool, ended: [BookedReservation]? = nil)
    case authorized(TagVerdict)
    /// The same for a retry as for the first report. `closed`: sessions that this start showed to be over. `used`: the
    /// reservation that it used up, nil for none as above.
    case started(
        SessionState, connectorID: ConnectorID, verdict: TagVerdict, isRepeated: Bool, closed: [SessionState],
        used: [BookedReservation]? = nil)
    /// The session that the samples belong to, if it is known. Empty `stored`: all of them were repeats.
    case metered(SessionState?, stored: [Sample])
    /// The session, if it is known, and the verdict on the tag that stopped it, if one was presented.
    case stopped(SessionState?, verdict: TagVerdict?, isRepeated: Bool)
    /// The session as it was closed; nil when there was nothing left to close.
    case estimated(SessionState?)
    /// The event as it stands in the store: the first one's where this one repeats it.
    case event(StationEvent, isRepeated: Bool)
}

package enum ReportFailure: Error, Sendable, Hashable, Codable {
    /// The database refused this report itself; a repetition would be refused again.
    case refused(String)
    /// Not committed within the time allowed: the database is away. The charger must keep the message.
    case unavailable
    /// The queue is full.
    case overloaded
}

/// Commits reports of many chargers together, and says of each when it is durable.
///
/// Reports of one station are committed in the order of submission. One that is refused harms no other. A commit whose
/// outcome is unknown is repeated by its natural key, so a report is never doubled.
package protocol ReportWriter: Sendable {
    /// Never waits. `completion` is called once, on a thread of the writer's choosing, after the commit.
    func submit(
        _ report: Report, from source: ReportSource,
        completion: @escaping @Sendable (Result<ReportOutcome, ReportFailure>) -> Void)
}
