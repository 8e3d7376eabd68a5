package import JSON

/// Decides what the committed reports about one connector mean for what is shown of it, and does nothing else.
///
/// Every method takes what was committed and says whether the row of the connector changed. The ``ChargePoint`` carries
/// the consequences out; keeping the two apart lets the tests drive every transition without a connection or a database.
package struct ConnectorStateMachine: Sendable, Equatable, Codable {
    /// Number 0 is the station itself.
    package let number: Int
    package private(set) var id: ConnectorID?
    package private(set) var status: ConnectorStatus
    package private(set) var errorCode: String?
    package private(set) var statusChangedAt: Timestamp?
    /// The session that runs here, as last committed.
    package private(set) var session: SessionState?
    package private(set) var powerW: Double?
    package private(set) var transitions: RecentList<Transition>
    package private(set) var illegalMoves = 0
    /// When the power was sampled: a late sample does not replace a newer one.
    private var powerSampledAt: Timestamp?
    /// Since when this connection of the station has said that the connector is free.
    private var availability: Availability?
    /// When something of the session was last received over this connection.
    private var sessionHeardAt: Timestamp?

    private struct Availability: Equatable, Codable {
        /// By the charger's clock, as it said last.
        var at: Timestamp
        var receivedAt: Timestamp
    }

    package static let keptTransitions = 16

    package init(
        number: Int, id: ConnectorID? = nil, status: ConnectorStatus = .unknown, errorCode: String? = nil
    ) {
        self.number = number
        self.id = id
        self.status = status
        self.errorCode = errorCode
        transitions = RecentList(limit: Self.keptTransitions)
    }

    package init(_ record: ConnectorRecord) {
        self.init(number: record.number, id: record.id, status: record.status, errorCode: record.errorCode)
        statusChangedAt = record.statusChangedAt
    }

    package var snapshot: ConnectorSnapshot {
        var snapshot = ConnectorSnapshot(id: id, number: number, status: status)
        snapshot.errorCode = errorCode
        snapshot.statusChangedAt = statusChangedAt
        snapshot.powerW = powerW
        return snapshot
    }

    /// A status report that is the newest known; others are only recorded and never come here.
    package mutating func statusReported(
        _ report: StatusReport, id: ConnectorID?, receivedAt: Timestamp
    ) -> Bool {
        let before = snapshot
        if let id { self.id = id }
        availability =
            report.status == .available
            ? Availability(at: report.at.understood, receivedAt: availability?.receivedAt ?? receivedAt) : nil
        if report.status != status {
            let isLegal =
                number == 0
                ? StatusMoves.isLegalForStation(report.status)
                : StatusMoves.isLegal(from: status, to: report.status)
            if !isLegal { illegalMoves += 1 }
            transitions.append(
                Transition(receivedAt: receivedAt, from: status, to: report.status, isLegal: isLegal))
            status = report.status
            statusChangedAt = min(report.at.understood, receivedAt)
        }
        errorCode = report.errorCode
        return snapshot != before
    }

    /// A session runs here from now on. A retry of an older start that has ended since changes nothing.
    package mutating func started(_ state: SessionState, id: ConnectorID) -> Bool {
        let before = snapshot
        self.id = id
        if state.status == .active, session?.id != state.id {
            powerW = nil
            powerSampledAt = nil
        }
        if state.status == .active { session = state }
        return snapshot != before
    }

    /// Values of a session were stored. Only those of the running session say what flows now.
    package mutating func metered(_ state: SessionState, stored: [Sample]) -> Bool {
        guard state.status == .active else { return ended(state) }
        session = state
        guard let newest = stored.power, powerSampledAt.map({ $0 <= newest.at.understood }) ?? true else {
            return false
        }
        powerSampledAt = newest.at.understood
        defer { powerW = newest.value }
        return powerW != newest.value
    }

    /// A session is over, by its own stop or because another start showed it.
    package mutating func ended(_ state: SessionState) -> Bool {
        guard session?.id == state.id else { return false }
        session = nil
        powerSampledAt = nil
        defer { powerW = nil }
        return powerW != nil
    }

    /// A report about the session that runs here was received.
    package mutating func sessionHeard(at receivedAt: Timestamp) { sessionHeardAt = receivedAt }

    /// The session that runs here although the connector was reported free after its start.
    package var abandonedSession: SessionID? {
        guard let session, let availability, availability.at >= session.startedAt else { return nil }
        return session.id
    }

    /// How long it still may take until ``abandonedSession`` is certainly over; zero when it is.
    ///
    /// - Parameter grace: how long the connector must have been free, and nothing been heard of the session.
    package func patience(at now: Timestamp, grace: Duration) -> Duration {
        guard let availability else { return grace }
        let since = max(availability.receivedAt, sessionHeardAt ?? availability.receivedAt)
        return max(.zero, grace - since.duration(to: now))
    }

    /// What an earlier connection of the station knew and the database does not: the power that was flowing.
    package mutating func resumed(_ state: SessionState, powerW: Double?) {
        session = state
        self.powerW = powerW
    }
}
