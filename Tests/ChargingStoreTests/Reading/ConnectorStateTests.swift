import Charging
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

/// What the strip of a connector's last days is drawn from.
@Suite("States of connectors over time", .timeLimit(.minutes(1)))
struct ConnectorStateTests {
    private func withReported(_ body: (StoreFixture, TestOrganization, [ConnectorID]) async throws -> Void) async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let reports: [(Int64, Int, ConnectorStatus, String?)] = [
                (0, 1, .available, "NoError"), (100, 1, .charging, nil), (150, 2, .available, nil),
                (200, 1, .charging, "NoError"), (300, 1, .faulted, "GroundFailure"),
                (400, 1, .faulted, "HighTemperature"), (500, 1, .available, nil),
            ]
            for (seconds, connector, status, error) in reports {
                let report = StatusReport(connector: connector, status: status, errorCode: error, at: reported(seconds))
                _ = try await writer.commit(.statusChanged(report), from: one.stations[0].source(at: seconds))
            }
            let rows = try await fixture.client.query("SELECT id FROM connectors ORDER BY number")
            let ids = try rows.map { ConnectorID(rawValue: try $0.int64("id")) }
            try await body(fixture, one, ids)
        }
    }

    @Test func `they begin with the one before, say nothing twice, and end with the time`() async throws {
        try await withReported { fixture, one, ids in
            _ = fixture.log.takeAll()
            let lists = try await fixture.reading.states(
                ofConnectors: ids, from: at(50), until: at(600), last: 100,
                fields: Set(ConnectorStateField.allCases), viewer: try one.owner)
            #expect(fixture.log.takeAll().filter { $0.contains("status_notifications") }.count == 1)
            #expect(lists.offsets == [0, 5, 6])
            let rows = lists.rows
            #expect(
                rows[.status] == .texts(["AVAILABLE", "CHARGING", "FAULTED", "FAULTED", "AVAILABLE", "AVAILABLE"]))
            #expect(rows[.errorCode] == .texts([nil, nil, "GroundFailure", "HighTemperature", nil, nil]))
            #expect(rows[.from] == .timestamps([50, 100, 300, 400, 500, 150].map { at($0) }))
            #expect(rows[.until] == .timestamps([100, 300, 400, 500, 600, 600].map { at($0) }))
        }
    }

    @Test func `a time of its own ends where it ends, and so many go back so far`() async throws {
        try await withReported { fixture, one, ids in
            func states(_ from: Int64, _ until: Int64, last: Int, _ viewer: Viewer) async throws -> RowLists<
                ConnectorStateField
            > {
                try await fixture.reading.states(
                    ofConnectors: [ids[0]], from: at(from), until: at(until), last: last, fields: [.from, .until],
                    viewer: viewer)
            }
            let within = try await states(310, 450, last: 100, try one.owner)
            #expect(within.rows[.from] == .timestamps([at(310), at(400)]))
            #expect(within.rows[.until] == .timestamps([at(400), at(450)]))
            let latest = try await states(0, 600, last: 2, try one.viewer(.support))
            #expect(latest.rows[.from] == .timestamps([at(400), at(500)]))
            let before = try await states(-100, 0, last: 100, try one.owner)
            #expect(before.offsets == [0, 0])
        }
    }

    @Test func `another code of the maker's own is another state`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            for (seconds, vendor) in [(0, "E1"), (10, "E1"), (20, "E2"), (30, nil)] as [(Int64, String?)] {
                var report = StatusReport(
                    connector: 1, status: .faulted, errorCode: "OtherError", at: reported(seconds))
                report.vendorErrorCode = vendor
                _ = try await writer.commit(.statusChanged(report), from: one.stations[0].source(at: seconds))
            }
            let id = try await fixture.client.query("SELECT id FROM connectors").column("id", as: Int64.self)
            let lists = try await fixture.reading.states(
                ofConnectors: id.map(ConnectorID.init(rawValue:)), from: at(0), until: at(60), last: 100,
                fields: [.vendorErrorCode, .from], viewer: try one.owner)
            #expect(lists.rows[.vendorErrorCode] == .texts(["E1", "E2", nil]))
            #expect(lists.rows[.from] == .timestamps([at(0), at(20), at(30)]))
        }
    }

    @Test func `they are for those who see the events of the station`() async throws {
        try await withReported { fixture, one, ids in
            let two = try await fixture.makeOrganization("two")
            for viewer in [try one.driver, try two.owner] {
                let lists = try await fixture.reading.states(
                    ofConnectors: ids, from: at(0), until: at(600), last: 100, fields: [.status], viewer: viewer)
                #expect(lists.offsets == [0, 0, 0])
            }
        }
    }
}
