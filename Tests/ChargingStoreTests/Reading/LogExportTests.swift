import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

@Suite("Exports of logs, values and equipment", .timeLimit(.minutes(2)))
struct LogExportTests {
    private func table(
        _ export: Export, _ fixture: StoreFixture, _ viewer: Viewer, columns: [String]? = nil
    ) async throws -> [[String: String]] {
        let table = ExportTable(export, columns: columns)
        let columns = try fixture.reading.columns(of: table).map(\.name)
        var rows: [[String?]] = []
        try await fixture.reading.export(table, viewer: viewer) { rows += $0 }
        return rows.map { row in
            Dictionary(uniqueKeysWithValues: zip(columns, row).compactMap { name, cell in cell.map { (name, $0) } })
        }
    }

    /// A session with a value, a value outside it, an event, a heartbeat and an operation; the session's id.
    private func fill(_ fixture: StoreFixture, _ organization: TestOrganization) async throws -> SessionID {
        let station = organization.stations[0].id, own = try #require(organization.tags["OWN"])
        let client = fixture.client
        _ = try await client.query(
            """
            INSERT INTO sample_kinds (measurand, phase, unit) VALUES ('Voltage', 'L1', 'V') ON CONFLICT DO NOTHING
            """)
        let session = try await client.query(
            """
            INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
                "authorization", is_exclusive, started_at, meter_start_wh, stopped_at, last_meter_wh, last_meter_at)
            VALUES (\(organization.id.rawValue), \(station.rawValue), 1, nextval('transaction_ids'), 'OWN',
                \(own.rawValue), 'COMPLETED', 'ACCEPTED', false, \(PostgresTimestamp(microseconds: at(0).microseconds)), 0,
                \(PostgresTimestamp(microseconds: at(100).microseconds)), 0, now()) RETURNING id
            """
        ).single().int64("id")
        let moment = PostgresTimestamp(microseconds: at(50).microseconds)
        _ = try await client.query(
            """
            INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
            SELECT s.id, s.opened_month, \(moment), k.id, 230.5 FROM sessions s, sample_kinds k
            WHERE s.id = \(session) AND k.measurand = 'Voltage'
            """)
        _ = try await client.query(
            """
            INSERT INTO station_meter_values (station_id, connector_number, sampled_at, kind_id, value)
            SELECT \(station.rawValue), 0, \(PostgresTimestamp(microseconds: at(60).microseconds)), k.id, 231
            FROM sample_kinds k WHERE k.measurand = 'Voltage'
            """)
        _ = try await client.query(
            "INSERT INTO heartbeats (station_id, received_at) VALUES (\(station.rawValue), \(moment))")
        _ = try await client.query(
            """
            INSERT INTO station_events (organization_id, station_id, kind, name, vendor_id, reported_at, received_at,
                generation)
            VALUES (\(organization.id.rawValue), \(station.rawValue), 'VENDOR_MESSAGE', '=cmd', 'v', \(moment), \(moment), 1)
            """)
        _ = try await fixture.record(.reset, at: station, request: ["type": "Soft"], as: try organization.owner)
        return SessionID(rawValue: session)
    }

    @Test func `everything is exported to whom it is shown, and nothing to others`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let session = try await fill(fixture, alpha)
            let period = MeterValueFilter.station(alpha.stations[0].id, from: at(0), to: at(1_000))
            let log = StationLogFilter()
            let exports: [(Export, owner: Int, driver: Int)] = [
                (.inventory(InventoryFilter()), 2, 0), (.operations(OperationFilter()), 1, 0),
                (.meterValues(.session(session)), 1, 1), (.meterValues(period), 2, 1), (.stationEvents(log), 1, 0),
                (.heartbeats(log), 1, 0),
            ]
            for (export, owner, driver) in exports {
                let own = try await table(export, fixture, alpha.owner).count
                let drivers = try await table(export, fixture, alpha.driver).count
                #expect(own == owner && drivers == driver, "\(export.name): \(own), \(drivers)")
                let others = try await table(export, fixture, beta.owner)
                #expect(others.allSatisfy { $0["chargePointId"]?.hasPrefix("beta") == true }, "\(export.name)")
                var grouped = try alpha.owner
                grouped.groupScope = alpha.group
                #expect(try await table(export, fixture, grouped).count == owner, "\(export.name) of a group")
                grouped.groupScope = beta.group
                #expect(try await table(export, fixture, grouped).isEmpty, "\(export.name) of another group")
            }
        }
    }

    @Test func `every column that a list has can be asked for, by itself and in any order`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let session = try await fill(fixture, alpha)
            _ = try await fixture.client.query("UPDATE sessions SET note = 'kept' WHERE id = \(session.rawValue)")
            let exports: [Export] = [
                .stations(StationFilter()), .sessions(SessionFilter()), .tags(TagFilter()),
                .inventory(InventoryFilter()), .operations(OperationFilter()), .meterValues(.session(session)),
                .stationEvents(StationLogFilter()), .heartbeats(StationLogFilter()),
            ]
            for export in exports {
                let all = fixture.reading.exportColumns(of: export).map(\.name)
                #expect(Set(all).count == all.count, "\(export.name)")
                for row in try await table(export, fixture, alpha.owner, columns: all.reversed()) {
                    let name = row["chargePointId"] ?? row["idTag"] ?? ""
                    #expect(name.hasPrefix("alpha") || name == "OWN" || name == "OTHER", "\(export.name): \(row)")
                }
            }
            let id = Data("Session:\(session.rawValue)".utf8).base64EncodedString().filter { $0 != "=" }
            let wanted = ["note", "id", "durationSeconds", "chargingSeconds", "maximumPowerW"]
            let rows = try await table(.sessions(SessionFilter()), fixture, alpha.owner, columns: wanted)
            #expect(
                rows == [
                    [
                        "note": "kept", "id": id,
                        "durationSeconds": "100", "chargingSeconds": "0", "maximumPowerW": "0",
                    ]
                ])
        }
    }

    @Test func `an import knows every column that an export writes`() async throws {
        try await StoreFixture.with { fixture in
            let exports: [(ImportTarget, Export)] = [
                (.tags, .tags(TagFilter())), (.stations, .stations(StationFilter())),
            ]
            for (target, export) in exports {
                let known = target.ignored.union(([target.key] + target.fields).map(\.name))
                let written = try fixture.reading.columns(of: ExportTable(export)).map(\.name)
                #expect(Set(written).subtracting(known) == [])
            }
        }
    }

    @Test func `rows stand in the order asked for`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            _ = try await fixture.client.query(
                "UPDATE stations SET onboarded_at = now() - interval '1 day' WHERE charge_point_id = 'alpha-1'")
            func ids(_ order: StationOrder) async throws -> [String?] {
                try await table(.stations(StationFilter(), order), fixture, alpha.owner, columns: ["chargePointId"])
                    .map { $0["chargePointId"] }
            }
            #expect(try await ids(.chargePointID) == ["alpha-1", "alpha-2"])
            #expect(try await ids(.onboardedAtDescending) == ["alpha-2", "alpha-1"])
        }
    }

    @Test func `values are of the time asked for, oldest first, with what they measure`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            _ = try await fill(fixture, alpha)
            let station = alpha.stations[0].id
            let rows = try await table(
                .meterValues(.station(station, from: at(0), to: nil)), fixture, alpha.owner)
            #expect(rows.map { $0["value"] } == ["230.5", "231"] && rows.map { $0["connector"] } == ["1", "0"])
            #expect(rows[0]["measurand"] == "Voltage" && rows[0]["phase"] == "L1" && rows[0]["unit"] == "V")
            #expect(rows[0]["transactionId"] != nil && rows[1]["transactionId"] == nil)
            for (from, to, count) in [(Int64(51), Int64(61), 1), (50, 60, 1), (61, 70, 0)] {
                let part = MeterValueFilter.station(station, from: at(from), to: at(to))
                #expect(try await table(.meterValues(part), fixture, alpha.owner).count == count)
            }
        }
    }

    @Test func `logs are filtered as their lists`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            _ = try await fill(fixture, alpha)
            var log = StationLogFilter()
            log.kinds = [.vendorMessage]
            let rows = try await table(.stationEvents(log), fixture, alpha.owner)
            #expect(rows.map { $0["name"] } == ["=cmd"] && rows[0]["chargePointId"] == "alpha-1")
            log.kinds = [.logStatus]
            #expect(try await table(.stationEvents(log), fixture, alpha.owner).isEmpty)
            log.kinds = nil
            log.stationIDs = [alpha.stations[1].id]
            #expect(try await table(.heartbeats(log), fixture, alpha.owner).isEmpty)
            var operations = OperationFilter()
            operations.kind = .reset
            let asked = try await table(.operations(operations), fixture, alpha.owner)
            #expect(asked[0]["request"] == #"{"type": "Soft"}"# && asked[0]["requestedBy"]?.contains("@alpha") == true)
            operations.kind = .clearCache
            #expect(try await table(.operations(operations), fixture, alpha.owner).isEmpty)
        }
    }

    @Test func `what a station measured outside sessions is listed in a group's scope too`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            _ = try await fill(fixture, alpha)
            for (group, count) in [(alpha.group, 1), (beta.group, 0)] {
                var viewer = try alpha.owner
                viewer.groupScope = group
                let page = try await fixture.reading.meterValues(
                    ofStations: [alpha.stations[0].id], connector: 0, page: PageRequest(first: 5), fields: [.value],
                    viewer: viewer)
                #expect(page.rows.ids.count == count)
            }
        }
    }
}
