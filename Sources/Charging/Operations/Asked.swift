import JSON
import OCPP

/// What was asked of a station, and by what it will be seen to have happened.
struct Asked: Sendable {
    var kind: OperationKind
    var station: StationID
    var organization: OrganizationID
    var session: SessionID?
    /// As it is stored and shown.
    var described: JSONValue
    var effect: ExpectedEffect
}

/// What shows that a charger did what it said it would: its answer is only a promise.
enum ExpectedEffect: Sendable {
    case sessionStarts(idTag: IdTag, connector: Int?)
    /// - Parameter wasActive: when it was asked; a session that was estimated by then shows nothing by being so.
    case sessionStops(SessionID, wasActive: Bool)

    /// - Parameter running: the sessions that ran before the call.
    func isSeen(in session: SessionState, running: Set<SessionID>) -> Bool {
        switch self {
        case .sessionStarts(let idTag, let connector):
            !running.contains(session.id) && IdTag(session.idTag) == idTag && session.authorization == .accepted
                && (connector == nil || connector == session.connector)
        case .sessionStops(let id, let wasActive):
            session.id == id && (session.status == .completed || wasActive && session.status == .estimated)
        }
    }
}
