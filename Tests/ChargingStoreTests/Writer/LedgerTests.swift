import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport
import Testing

@Suite("The ledger", .timeLimit(.minutes(1)))
struct LedgerTests {
    @Test func `every fact names the frame that it came from`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            func source(_ message: String, _ seconds: Int64) -> ReportSource {
                var source = station.source(at: seconds)
                source.messageID = message
                return source
            }
            func start(_ message: String, _ seconds: Int64) async throws -> SessionState {
                let report = StartReport(connector: 1, idTag: "OTHER", at: reported(seconds), meterStartWh: 0)
                return try Started(try await writer.commit(.started(report), from: source(message, seconds))).session
            }
            let first = try await start("a", 0)
            _ = try await start("b", 10)
            let stop = StopReport(
                transactionID: first.transactionID, idTag: nil, at: reported(9), meterStopWh: 5, reason: "PowerLoss",
                samples: [])
            _ = try await writer.commit(.stopped(stop), from: source("c", 20))
            let page = PageRequest(first: 10)
            let facts = try await fixture.reading.facts(
                ofSessions: [first.id], page: page, fields: Set(SessionFactField.allCases),
                viewer: organization.owner)
            #expect(facts.rows[.kind] == .texts(["START", "ESTIMATE", "LATE_STOP"]))
            #expect(facts.rows[.messageID] == .texts(["a", "b", "c"]))
            #expect(facts.rows[.receivedAt] == .timestamps([at(0), at(10), at(20)]))
            #expect(facts.rows[.occurredAt] == .timestamps([at(0), at(0), at(9)]))
            #expect(facts.rows[.reason] == .texts([nil, "ANOTHER_START", "PowerLoss"]))
            #expect(facts.rows[.meterWh] == .numbers([0, 0, 5]))
        }
    }

    @Test(arguments: [
        "UPDATE session_facts SET meter_wh = 1", "DELETE FROM session_facts", "TRUNCATE session_facts",
    ])
    func `no fact is ever changed or taken away`(statement: String) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.start(station, at: 0)
            let change = try #require(Self.changes[statement])
            await #expect(throws: PostgresError.self) { _ = try await fixture.client.query(change) }
            #expect(try await fixture.facts(station) == ["START"])
        }
    }

    private static let changes: [String: Statement] = [
        "UPDATE session_facts SET meter_wh = 1": "UPDATE session_facts SET meter_wh = 1",
        "DELETE FROM session_facts": "DELETE FROM session_facts",
        "TRUNCATE session_facts": "TRUNCATE session_facts",
    ]

    @Test func `facts go with their station`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[1]
            _ = try await writer.stop(station, 4_711, at: 0, meter: 1)
            _ = try await fixture.client.query("DELETE FROM stations WHERE id = \(station.id.rawValue)")
            #expect(try await fixture.count("SELECT count(*) FROM session_facts") == 0)
        }
    }

    // MARK: - Estimates

    private func estimate(
        _ writer: WriterProbe, _ station: StationRecord, _ session: SessionID, generation: Int64? = nil
    ) async throws -> SessionState? {
        let report = EstimateReport(session: session, reason: .connectorAvailable)
        let outcome = try await writer.commit(
            .estimated(report), from: station.source(at: 500, generation: generation))
        guard case .estimated(let session) = outcome else { throw TestFailure("not an estimate: \(outcome)") }
        return session
    }

    @Test func `an abandoned session is closed at its last value, and its own stop replaces that`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let session = try await writer.start(station, at: 0, meter: 1_000).session
            _ = try await writer.meter(station, session.transactionID, (60, 1_500))
            let closed = try #require(try await estimate(writer, station, session.id))
            #expect(closed.status == .estimated)
            #expect(closed.stoppedAt == at(60))
            #expect(closed.energyWh == 500)
            #expect(try await estimate(writer, station, session.id) == nil)
            let stopped = try await writer.stop(station, session.transactionID, at: 70, meter: 1_600)
            #expect(stopped.session?.status == .completed)
            #expect(stopped.session?.energyWh == 600)
            #expect(try await fixture.facts(station) == ["START", "ESTIMATE", "LATE_STOP"])
        }
    }

    @Test func `what is not so any more is not closed`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            let session = try await writer.start(stations[0], at: 0, meter: 1_000).session
            #expect(try await estimate(writer, stations[1], session.id) == nil)
            // Another connection has come, which has to see for itself.
            _ = try await fixture.chargePoints.attach(
                stations[0].id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            #expect(try await estimate(writer, stations[0], session.id) == nil)
            #expect(try await estimate(writer, stations[0], session.id, generation: 1)?.status == .estimated)
        }
    }
}
