import JSON
import Testing

@testable import Charging

@Suite("Connector state machine")
struct ConnectorStateMachineTests {
    static let now = Timestamp(microseconds: 1_790_000_000_000_000)

    static func report(_ status: ConnectorStatus, connector: Int = 1, errorCode: String? = nil) -> StatusReport {
        StatusReport(
            connector: connector, status: status, errorCode: errorCode, at: ReportedTime(understood: now, sent: ""))
    }

    static func session(_ id: Int64 = 1, status: SessionStatus = .active) -> SessionState {
        SessionState(
            id: SessionID(rawValue: id), organizationID: OrganizationID(rawValue: 1), stationID: StationID(rawValue: 1),
            connector: 1, transactionID: Int32(id), status: status, idTag: "04AA11", tagID: nil,
            authorization: .accepted,
            startedAt: now, stoppedAt: nil, meterStartWh: 0, meterStopWh: nil, energyWh: 0, stopReason: nil)
    }

    static func power(_ watts: Double, after seconds: Int = 0) -> Sample {
        let at = ReportedTime(understood: now.advanced(by: .seconds(seconds)), sent: "")
        return Sample(
            at: at, measurand: "Power.Active.Import", phase: "", location: "Outlet", context: "Sample.Periodic",
            unit: "W", value: watts)
    }

    // The table of section 4.9, written down a second time and from the other side: what may follow what.
    static let followers: [(ConnectorStatus, String)] = [
        (.available, "PREPARING CHARGING SUSPENDED_EV SUSPENDED_EVSE RESERVED UNAVAILABLE FAULTED"),
        (.preparing, "AVAILABLE CHARGING SUSPENDED_EV SUSPENDED_EVSE FINISHING FAULTED"),
        (.charging, "AVAILABLE SUSPENDED_EV SUSPENDED_EVSE FINISHING UNAVAILABLE FAULTED"),
        (.suspendedEV, "AVAILABLE CHARGING SUSPENDED_EVSE FINISHING UNAVAILABLE FAULTED"),
        (.suspendedEVSE, "AVAILABLE CHARGING SUSPENDED_EV FINISHING UNAVAILABLE FAULTED"),
        (.finishing, "AVAILABLE PREPARING UNAVAILABLE FAULTED"),
        (.reserved, "AVAILABLE PREPARING UNAVAILABLE FAULTED"),
        (.unavailable, "AVAILABLE PREPARING CHARGING SUSPENDED_EV SUSPENDED_EVSE FAULTED"),
        (
            .faulted,
            "AVAILABLE PREPARING CHARGING SUSPENDED_EV SUSPENDED_EVSE FINISHING RESERVED UNAVAILABLE"
        ),
    ]

    @Test(arguments: followers)
    func `moves of the standard are legal and all others are counted`(from: ConnectorStatus, allowed: String) {
        let legal = Set(allowed.split(separator: " ").compactMap { ConnectorStatus(rawValue: String($0)) })
        for next in ConnectorStatus.allCases where next != from && next != .unknown {
            var connector = ConnectorStateMachine(number: 1, status: from)
            _ = connector.statusReported(Self.report(next), id: nil, receivedAt: Self.now)
            #expect(connector.illegalMoves == (legal.contains(next) ? 0 : 1), "\(from) to \(next)")
            #expect(connector.status == next)
            #expect(connector.transitions.elements.map(\.isLegal) == [legal.contains(next)])
        }
    }

    @Test func `the first report may be anything`() {
        var connector = ConnectorStateMachine(number: 1)
        #expect(connector.statusReported(Self.report(.finishing), id: nil, receivedAt: Self.now) == true)
        #expect(connector.illegalMoves == 0)
    }

    @Test(arguments: [(ConnectorStatus.available, 0), (.unavailable, 0), (.faulted, 0), (.charging, 1)])
    func `the station itself knows three states`(status: ConnectorStatus, illegal: Int) {
        var station = ConnectorStateMachine(number: 0, status: .reserved)
        _ = station.statusReported(Self.report(status, connector: 0), id: nil, receivedAt: Self.now)
        #expect(station.illegalMoves == illegal)
    }

    @Test func `the same status again changes nothing, a new error code does`() {
        var connector = ConnectorStateMachine(number: 1)
        #expect(connector.statusReported(Self.report(.available), id: nil, receivedAt: Self.now) == true)
        #expect(connector.statusReported(Self.report(.available), id: nil, receivedAt: Self.now) == false)
        let faulty = Self.report(.available, errorCode: "WeakSignal")
        #expect(connector.statusReported(faulty, id: nil, receivedAt: Self.now) == true)
        #expect(connector.transitions.elements.count == 1)
    }

    @Test func `only the last transitions are kept`() {
        var connector = ConnectorStateMachine(number: 1)
        for turn in 0..<50 {
            let status: ConnectorStatus = turn.isMultiple(of: 2) ? .available : .preparing
            _ = connector.statusReported(Self.report(status), id: nil, receivedAt: Self.now)
        }
        #expect(connector.transitions.elements.count == ConnectorStateMachine.keptTransitions)
        #expect(connector.transitions.elements.last?.to == .preparing)
    }

    @Test func `power is that of the newest sample, and gone at the stop`() {
        var connector = ConnectorStateMachine(number: 1)
        _ = connector.started(Self.session(), id: ConnectorID(rawValue: 7))
        #expect(connector.metered(Self.session(), stored: [Self.power(7000, after: 20), Self.power(3000)]) == true)
        #expect(connector.powerW == 7000)
        #expect(connector.metered(Self.session(), stored: [Self.power(1, after: 10)]) == false)
        #expect(connector.powerW == 7000)
        #expect(connector.ended(Self.session(status: .completed)) == true)
        #expect(connector.powerW == nil)
        #expect(connector.session == nil)
    }

    @Test func `late values of a session that is over say nothing of what flows`() {
        var connector = ConnectorStateMachine(number: 1)
        _ = connector.started(Self.session(2), id: ConnectorID(rawValue: 7))
        _ = connector.metered(Self.session(2), stored: [Self.power(5000)])
        #expect(connector.metered(Self.session(1, status: .completed), stored: [Self.power(1, after: 99)]) == false)
        #expect(connector.powerW == 5000)
        #expect(connector.session?.id == SessionID(rawValue: 2))
    }

    @Test func `a retried start of a session that has ended since does not revive it`() {
        var connector = ConnectorStateMachine(number: 1)
        _ = connector.started(Self.session(status: .completed), id: ConnectorID(rawValue: 7))
        #expect(connector.session == nil)
        #expect(connector.id == ConnectorID(rawValue: 7))
    }
}
