import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import TestSupport

@testable import ChargingStore

/// Stations of one model that run 1.0, and images for them.
struct RolloutProbe {
    let fixture: StoreFixture
    let organization: TestOrganization
    let stations: [StationID]
    let image: FirmwareImageID
    var book: DirectoryStore { fixture.directory }
    var owner: Viewer { get throws { try organization.owner } }

    static func with(stations count: Int, _ body: (RolloutProbe) async throws -> Void) async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            var stations = organization.stations.map(\.id)
            for number in 3..<(max(3, count + 1)) {
                stations.append(try await fixture.makeStation("alpha-\(number)", organization).id)
            }
            stations = Array(stations.prefix(count))
            let image = try await FileStore(fixture.database).addImage(
                NewFirmwareImage(vendor: "V", model: "M", version: "2.0", fileName: "f", signature: nil),
                file: StoredFile(
                    fileName: nil, storedName: UUID().uuidString.lowercased(), size: 3,
                    sha256: Array(repeating: 1, count: 32)),
                viewer: try organization.owner)
            let probe = RolloutProbe(
                fixture: fixture, organization: organization, stations: stations, image: image)
            try await probe.run(
                "UPDATE stations SET vendor = 'V', model = 'm', firmware_version = '1.0', presence = 'ONLINE'")
            try await body(probe)
        }
    }

    func run(_ statement: Statement) async throws { _ = try await fixture.client.query(statement) }

    func draft(_ stations: [StationID]? = nil, waves: [Int] = [2]) -> NewFirmwareRollout {
        NewFirmwareRollout(
            name: "Spring", image: image, stations: .these(stations ?? self.stations), waveSizes: waves)
    }

    func create(_ draft: NewFirmwareRollout? = nil) async throws -> FirmwareRolloutID {
        try await book.createRollout(draft ?? self.draft(), viewer: try owner)
    }

    /// Of the stations, in the order in which they were named: `wave status reason`.
    func rows() async throws -> [String] {
        try await fixture.client.query(
            "SELECT concat_ws(' ', wave, status, reason) AS row FROM firmware_rollout_stations ORDER BY id"
        ).column("row")
    }

    func status() async throws -> String {
        try await fixture.client.query(
            "SELECT concat_ws(' ', status, stop_reason) AS row FROM firmware_rollouts ORDER BY id DESC LIMIT 1"
        ).single().string("row")
    }

    /// A round of the keeper, in which every station whose turn it is is asked; those that were.
    @discardableResult
    func round() async throws -> [StationID] {
        try await book.advanceRollouts()
        var asked: [StationID] = []
        for turn in try await book.dueStations(limit: 100) {
            let operation = NewOperation(kind: .updateFirmware, station: turn.station, session: nil, request: [:])
            if try await book.take(turn, by: operation) != nil { asked.append(turn.station) }
        }
        return asked
    }

    /// The station has answered, and then told its status.
    func tell(_ status: String, from station: Int) async throws {
        let id = stations[station].rawValue
        try await run(
            """
            UPDATE operations SET status = 'ACCEPTED', effect = 'PENDING', sent_at = coalesce(sent_at, now()),
                answer = '{}', answered_at = now() WHERE station_id = \(id) AND status = 'QUEUED'
            """)
        try await run(
            """
            INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
            SELECT organization_id, id, 'FIRMWARE_STATUS', \(status), clock_timestamp(), clock_timestamp(), 1
            FROM stations WHERE id = \(id)
            """)
    }

    /// What became of the last operation of a station that never told anything.
    func end(_ station: Int, _ status: String, wasSent: Bool, isPrepared: Bool = true) async throws {
        let id = stations[station].rawValue
        try await run(
            """
            UPDATE operations SET status = \(status), failure = 'x', answered_at = now(),
                sent_at = CASE WHEN \(wasSent) THEN now() END
            WHERE id = (SELECT max(id) FROM operations WHERE station_id = \(id))
            """)
        guard isPrepared else { return }
        try await run(
            """
            INSERT INTO firmware_downloads (organization_id, station_id, operation_id, image_id, token_hash, expires_at)
            SELECT organization_id, station_id, id, \(image.rawValue), sha256(id::text::bytea), now() FROM operations
            WHERE id = (SELECT max(id) FROM operations WHERE station_id = \(id))
            """)
    }
}
