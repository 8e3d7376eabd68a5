import Foundation
import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Station state machine")
struct StationStateMachineTests {
    private let now = ConnectorStateMachineTests.now
    private let connector = ConnectorID(rawValue: 7)
    private var station = StationStateMachine(.sample())

    private func start(_ session: SessionState, isRepeated: Bool = false, closed: [SessionState] = []) -> ReportOutcome
    {
        .started(
            session, connectorID: connector, verdict: TagVerdict(status: .accepted), isRepeated: isRepeated,
            closed: closed)
    }

    private var startReport: Report {
        .started(
            StartReport(
                connector: 1, idTag: "04AA11", at: ReportedTime(understood: now, sent: ""), meterStartWh: 0))
    }

    @Test mutating func `a report that is not the newest shows nothing`() {
        let report = Report.statusChanged(ConnectorStateMachineTests.report(.charging))
        let late = ReportOutcome.status(connectorID: connector, isCurrent: false)
        #expect(station.committed(report, late, receivedAt: now) == [])
        #expect(station.connectors.isEmpty)
    }

    @Test mutating func `reservations that a state ended or a start used are announced, also by what comes late`() {
        let reservation = BookedReservation(
            id: ReservationID(rawValue: 3), station: StationID(rawValue: 1), organization: OrganizationID(rawValue: 1),
            connector: 1, number: 7, idTag: "04AA11", expiresAt: now, status: .used, requestedAt: now)
        let report = Report.statusChanged(ConnectorStateMachineTests.report(.faulted))
        let late = ReportOutcome.status(connectorID: connector, isCurrent: false, ended: [reservation])
        #expect(station.committed(report, late, receivedAt: now) == [.announceReservation(reservation)])
        let session = ConnectorStateMachineTests.session(1)
        let outcome = ReportOutcome.started(
            session, connectorID: connector, verdict: TagVerdict(status: .accepted), isRepeated: false, closed: [],
            used: [reservation])
        let actions = station.committed(startReport, outcome, receivedAt: now)
        #expect(actions?.suffix(2) == [.announceSession(session), .announceReservation(reservation)])
    }

    @Test func `outcomes recorded before reservations were told of are read`() throws {
        let status = #"{"status":{"connectorID":{"rawValue":7},"isCurrent":true}}"#
        #expect(
            try JSONDecoder().decode(ReportOutcome.self, from: Data(status.utf8))
                == .status(connectorID: connector, isCurrent: true))
        let outcome = start(ConnectorStateMachineTests.session(1))
        let recorded = try JSONEncoder().encode(outcome)
        #expect(!String(decoding: recorded, as: UTF8.self).contains("used"))
        #expect(try JSONDecoder().decode(ReportOutcome.self, from: recorded) == outcome)
    }

    @Test func `connectors are recorded by their numbers, and come back in order`() throws {
        let known = Dictionary(uniqueKeysWithValues: [3, 1, 2].map { ($0, ConnectorStateMachine(number: $0)) })
        let recorded = try JSONEncoder().encode(known)
        let table = try JSONDecoder().decode(ConnectorTable.self, from: recorded)
        #expect(table.numbers == [1, 2, 3])
        let again = try JSONDecoder().decode([Int: ConnectorStateMachine].self, from: JSONEncoder().encode(table))
        #expect(again == known)
    }

    @Test mutating func `connector 0 is the station itself`() {
        let report = Report.statusChanged(ConnectorStateMachineTests.report(.faulted, connector: 0))
        let outcome = ReportOutcome.status(connectorID: nil, isCurrent: true)
        #expect(station.committed(report, outcome, receivedAt: now) == [.showStation])
        #expect(station.snapshot(presence: .online, lastSeenAt: nil).status == .faulted)
        #expect(station.connectors.isEmpty)
    }

    @Test mutating func `a start that shows an older session to be over announces both`() {
        let (old, new) = (ConnectorStateMachineTests.session(1), ConnectorStateMachineTests.session(2))
        _ = station.committed(startReport, start(old), receivedAt: now)
        var estimated = old
        estimated.status = .estimated
        let actions = station.committed(startReport, start(new, closed: [estimated]), receivedAt: now)
        #expect(actions == [.announceSession(estimated), .announceSession(new)])
        #expect(station.activeSessions == [new])
    }

    @Test mutating func `a repeated start is counted and announced again`() {
        let session = ConnectorStateMachineTests.session()
        _ = station.committed(startReport, start(session), receivedAt: now)
        let actions = station.committed(startReport, start(session, isRepeated: true), receivedAt: now)
        #expect(actions == [.announceSession(session)])
        #expect(station.repeatedStarts == 1)
    }

    @Test mutating func `samples that were all repeats announce nothing`() {
        let session = ConnectorStateMachineTests.session()
        let report = Report.metered(MeterReport(connector: 1, transactionID: 1, samples: []))
        #expect(station.committed(report, .metered(session, stored: []), receivedAt: now) == [])
    }

    @Test mutating func `an outcome of another kind is a mistake`() {
        #expect(station.committed(startReport, .recorded, receivedAt: now) == nil)
    }

    @Test func `a session that was over already is forgotten when its estimate finds nothing to close`() {
        let session = ConnectorStateMachineTests.session()
        var machine = StationStateMachine(
            ChargePointState(station: .sample(), connectors: [], activeSessions: [session]))
        let estimate = Report.estimated(EstimateReport(session: session.id, reason: .connectorAvailable))
        #expect(machine.activeSessions.map(\.id) == [session.id])
        _ = machine.committed(estimate, .estimated(nil), receivedAt: now)
        #expect(machine.activeSessions.isEmpty)
    }

    @Test func `a session that goes on keeps its power over a reconnect`() {
        let session = ConnectorStateMachineTests.session()
        var shown = StationSnapshot(.sample())
        var before = ConnectorSnapshot(id: connector, number: 1, status: .charging)
        before.powerW = 7000
        shown.connectors = [before]
        let state = ChargePointState(station: .sample(), connectors: [], activeSessions: [session])
        #expect(StationStateMachine(state, shown: shown).connectors[1]?.powerW == 7000)
        #expect(StationStateMachine(state).connectors[1]?.powerW == nil)
    }
}
