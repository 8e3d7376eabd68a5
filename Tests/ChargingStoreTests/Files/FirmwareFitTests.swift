import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import Testing
import TestSupport

@Suite("Firmware that fits", .timeLimit(.minutes(2)))
struct FirmwareFitTests {
    /// From the oldest to the newest; those in one entry are the same.
    private static let versions = [
        ["1.2.0-alpha"], ["1.2-beta2", "1.2.0.beta.2"], ["1.2.0-rc1", "v1.2-RC1"], ["1.2.0-rc10"],
        ["1.2", "1.2.0", "V1.2.0.0", "FW 01.02"], ["1.2b"], ["1.2.1"], ["1.9.3"], ["1.10"], ["1.10.0.7"],
        ["2.1.6.1"], ["10.0"], ["2026.11.27"], ["99999999999999999999999999999999999999"],
    ]

    @Test func `versions are compared as their makers count them`() async throws {
        try await StoreFixture.with { fixture in
            let flat = Self.versions.enumerated().flatMap { place, same in same.map { (place, $0) } }
            let wrong: [String] = try await fixture.client.query(
                """
                WITH v AS (SELECT place, version, firmware_version_key(version) COLLATE "C" AS key
                    FROM unnest(\(flat.map { Int64($0.0) }), \(flat.map(\.1))) AS v(place, version))
                SELECT a.version || ' and ' || b.version AS pair FROM v a, v b
                WHERE sign(a.place - b.place) <> CASE WHEN a.key < b.key THEN -1 WHEN a.key > b.key THEN 1 ELSE 0 END
                ORDER BY 1
                """
            ).column("pair")
            #expect(wrong == [])
        }
    }

    @Test func `a station is offered what fits it and is newer, the newest first, and found by that`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let files = FileStore(fixture.database)
            try await add(["1.9", "2.0", "2.10", "2.2"], "Wallbox", "Next", to: files, try organization.owner)
            try await add(["3.0"], "Wallbox", "Other", to: files, try organization.owner)
            try await add(["4.0"], "WALLBOX", "Next", to: files, try other.owner)
            let stations = organization.stations.map(\.id)
            _ = try await fixture.client.query(
                """
                UPDATE stations SET vendor = 'wallbox', model = 'NEXT', firmware_version = CASE
                    WHEN id = \(stations[0].rawValue) THEN 'v2.0' WHEN id = \(stations[1].rawValue) THEN '2.10.0' END
                """)
            let ids = stations + [other.stations[0].id]
            func offered(_ viewer: Viewer) async throws -> [[String?]] {
                let lists = try await fixture.reading.newerImages(
                    ofStations: ids, fields: [.firmwareVersion], viewer: viewer)
                guard case .texts(let versions)? = lists.rows[.firmwareVersion] else { return [] }
                return ids.indices.map { parent in
                    lists.members[lists.offsets[parent]..<lists.offsets[parent + 1]].map { versions[$0] }
                }
            }
            #expect(try await offered(try organization.owner) == [["2.10", "2.2"], [], []])
            #expect(try await offered(try organization.driver) == [[], [], []])
            #expect(try await offered(try other.owner) == [[], [], []])
            _ = fixture.log.takeAll()
            _ = try await offered(try organization.owner)
            #expect(fixture.log.takeAll().count == 1)

            let (first, second) = (stations[0].rawValue, stations[1].rawValue)
            #expect(try await found(true, fixture, try organization.owner) == [first])
            #expect(try await found(false, fixture, try organization.owner) == [second])
            #expect(try await found(true, fixture, try organization.driver) == [])
        }
    }

    private func found(_ hasUpdate: Bool, _ fixture: StoreFixture, _ viewer: Viewer) async throws -> [Int64] {
        var filter = StationFilter()
        filter.hasUpdate = hasUpdate
        let page = PageRequest(first: 10, wantsTotal: false, wantsRows: true)
        return try await fixture.reading.stations(
            filter, order: .chargePointID, page: page, fields: [], viewer: viewer
        ).rows.ids
    }

    private func add(
        _ versions: [String], _ vendor: String, _ model: String, to files: FileStore, _ viewer: Viewer
    ) async throws {
        for version in versions {
            let name = UUID().uuidString.lowercased()
            _ = try await files.addImage(
                NewFirmwareImage(vendor: vendor, model: model, version: version, fileName: "f.bin", signature: nil),
                file: StoredFile(fileName: nil, storedName: name, size: 3, sha256: Array(repeating: 1, count: 32)),
                viewer: viewer)
        }
    }
}
