import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Status, boot, heartbeat, authorization", .timeLimit(.minutes(1)))
struct StatusTests {
    private func status(
        _ writer: WriterProbe, _ station: StationRecord, _ status: ConnectorStatus, connector: Int = 1,
        at seconds: Int64,
        generation: Int64? = nil
    ) async throws -> ReportOutcome {
        let report = StatusReport(connector: connector, status: status, errorCode: nil, at: reported(seconds))
        return try await writer.commit(
            .statusChanged(report), from: station.source(at: seconds, generation: generation))
    }

    @Test func `a state makes the connector and becomes its present state`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let outcome = try await status(writer, station, .charging, at: 10)
            let connector = try #require(try await fixture.chargePoints.connectors().first)
            #expect(outcome == .status(connectorID: connector.id, isCurrent: true))
            #expect(connector.status == .charging)
            #expect(connector.statusChangedAt == at(10))
        }
    }

    @Test func `an older state is logged and changes nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await status(writer, station, .charging, at: 10)
            let outcome = try await status(writer, station, .available, at: 5)
            let connector = try #require(try await fixture.chargePoints.connectors().first)
            #expect(outcome == .status(connectorID: connector.id, isCurrent: false))
            #expect(connector.status == .charging)
            #expect(try await fixture.count("SELECT count(*) FROM status_notifications") == 2)
        }
    }

    @Test(arguments: [0, 1])
    func `trap 13: a state from the charger's queue rolls nothing back`(connector: Int) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await status(writer, station, .available, connector: connector, at: 600)
            let report = StatusReport(connector: connector, status: .faulted, errorCode: nil, at: reported(590))
            let outcome = try await writer.commit(.statusChanged(report), from: station.source(at: 602))
            guard case .status(_, isCurrent: false, _) = outcome else { throw TestFailure("current: \(outcome)") }
        }
    }

    @Test(arguments: [0, 1])
    func `a state that follows the setting of a clock that was fast is current`(connector: Int) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            // The clock is 290 seconds fast, and set right within the next ten.
            let fast = StatusReport(connector: connector, status: .unavailable, errorCode: nil, at: reported(290))
            _ = try await writer.commit(.statusChanged(fast), from: station.source(at: 0))
            let outcome = try await status(writer, station, .available, connector: connector, at: 10)
            guard case .status(_, isCurrent: true, _) = outcome else { throw TestFailure("not current: \(outcome)") }
        }
    }

    @Test func `a state that came over an older connection is logged and changes nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            for number in [0, 1] {
                let outcome = try await status(writer, station, .faulted, connector: number, at: 10, generation: 0)
                guard case .status(_, isCurrent: false, _) = outcome else { throw TestFailure("current: \(outcome)") }
            }
            #expect(try await fixture.chargePoints.connectors().map(\.status) == [.unknown])
            let known = try await fixture.chargePoints.station(station.chargePointID)
            #expect(known?.status == .unknown)
            let current = try await status(writer, station, .faulted, at: 5, generation: 1)
            guard case .status(_, isCurrent: true, _) = current else { throw TestFailure("not current: \(current)") }
        }
    }

    @Test func `connector 0 is the station itself`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let outcome = try await status(writer, station, .unavailable, connector: 0, at: 10)
            #expect(outcome == .status(connectorID: nil, isCurrent: true))
            #expect(try await fixture.chargePoints.station(station.chargePointID)?.status == .unavailable)
            #expect(try await fixture.chargePoints.connectors().isEmpty)
        }
    }

    @Test func `a repeated state is logged once`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            for _ in 0..<3 { _ = try await status(writer, station, .available, at: 10) }
            #expect(try await fixture.count("SELECT count(*) FROM status_notifications") == 1)
        }
    }

    @Test func `a boot over the newest connection describes the station, an older one does not`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let boot = Report.booted(BootReport(vendor: "ACME", model: "One"))
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            #expect(try await writer.commit(boot, from: station.source(at: 1, generation: 0)) == .recorded)
            #expect(try await fixture.count("SELECT count(*) FROM stations WHERE vendor = 'ACME'") == 0)
            #expect(try await writer.commit(boot, from: station.source(at: 1, generation: 1)) == .recorded)
            #expect(try await fixture.count("SELECT count(*) FROM stations WHERE vendor = 'ACME'") == 1)
        }
    }

    @Test func `heartbeats are logged and never set the clock back`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            for seconds in [10, 20, 15] as [Int64] {
                #expect(try await writer.commit(.heartbeat, from: station.source(at: seconds)) == .recorded)
            }
            #expect(try await fixture.count("SELECT count(*) FROM heartbeats") == 3)
            #expect(try await fixture.chargePoints.station(station.chargePointID)?.lastSeenAt == at(20))
        }
    }

    @Test(arguments: [
        ("UPDATE tags SET is_blocked = true", "OTHER", AuthorizationStatus.blocked),
        ("UPDATE tags SET expires_at = 'epoch'", "OTHER", .expired),
        ("UPDATE tags SET note = ''", "OTHER", .accepted),
        ("UPDATE tags SET note = ''", "other", .accepted),
        ("UPDATE tags SET note = ''", "nobody", .invalid),
        ("UPDATE tags SET note = ''", "OWN", .invalid),
        ("UPDATE stations SET is_active = false", "OTHER", .blocked),
    ])
    func `the verdict on a tag`(change: String, tag: String, verdict: AuthorizationStatus) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            _ = try await fixture.makeOrganization("two")
            _ = try await fixture.client.query(Self.changes[change] ?? "SELECT 1/0")
            // The tag OWN is valid at the first station only.
            let outcome = try await writer.commit(
                .authorizationAsked(idTag: tag), from: organization.stations[1].source(at: 0))
            guard case .authorized(let found) = outcome else { throw TestFailure("\(outcome)") }
            #expect(found.status == verdict)
        }
    }

    private static let changes: [String: Statement] = [
        "UPDATE tags SET is_blocked = true": "UPDATE tags SET is_blocked = true",
        "UPDATE tags SET expires_at = 'epoch'": "UPDATE tags SET expires_at = 'epoch'",
        "UPDATE tags SET note = ''": "UPDATE tags SET note = ''",
        "UPDATE stations SET is_active = false": "UPDATE stations SET is_active = false",
    ]

    @Test func `asking for a tag that is charging is answered as if it were not`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            _ = try await writer.start(organization.stations[0], at: 0)
            let outcome = try await writer.commit(
                .authorizationAsked(idTag: "OTHER"), from: organization.stations[1].source(at: 1))
            #expect(outcome == .authorized(TagVerdict(status: .accepted)))
        }
    }
}
