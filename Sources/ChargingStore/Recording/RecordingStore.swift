package import Charging
package import JSON
import Postgres

/// The recordings in PostgreSQL.
package struct RecordingStore: RecordingReading, RecordedFrames {
    let database: Database

    package init(_ database: Database) { self.database = database }

    package func station(_ id: ChargePointID) async throws -> StationID? {
        try await database.query(
            """
            SELECT r.id FROM stations r WHERE r.charge_point_id = \(id.text)
            ORDER BY r.removed_at DESC NULLS FIRST LIMIT 1
            """
        ).first.map {
            StationID(rawValue: try $0.int64("id"))
        }
    }

    package func start(of station: StationID, upTo time: Timestamp) async throws -> RecordingPosition? {
        try await newest(of: station, upTo: time, where: "AND r.state_at <= \(PostgresTimestamp(time))")
    }

    package func newest(of station: StationID, upTo time: Timestamp) async throws -> RecordingPosition? {
        try await newest(of: station, upTo: time, where: "")
    }

    private func newest(
        of station: StationID, upTo time: Timestamp, where condition: Statement
    ) async throws -> RecordingPosition? {
        let rows = try await database.query(
            """
            SELECT r.first_at, r.id FROM recordings r
            WHERE r.station_id = \(station.rawValue) AND r.first_at <= \(PostgresTimestamp(time)) \(condition)
            ORDER BY r.first_at DESC, r.id DESC LIMIT 1
            """)
        return try rows.first.map {
            RecordingPosition(
                at: Timestamp(microseconds: try $0.timestamp("first_at")), block: try $0.int64("id"))
        }
    }

    package func blocks(
        of station: StationID, from: RecordingPosition, isIncluded: Bool, until: Timestamp, limit: Int
    ) async throws -> [RecordingBlock] {
        // The position before this one, where this one is wanted too.
        let block = isIncluded ? from.block &- 1 : from.block
        let rows = try await database.query(
            """
            SELECT r.first_at, r.id, r.size, r.block FROM recordings r
            WHERE r.station_id = \(station.rawValue)
                AND (r.first_at, r.id) > (\(PostgresTimestamp(from.at)), \(block))
                AND r.first_at <= \(PostgresTimestamp(until))
            ORDER BY r.first_at, r.id LIMIT \(Int64(min(max(limit, 1), 64)))
            """)
        return try rows.map(RecordingBlock.init)
    }
}

extension RecordingBlock {
    init(_ row: PostgresRow) throws {
        let position = RecordingPosition(
            at: Timestamp(microseconds: try row.timestamp("first_at")), block: try row.int64("id"))
        do {
            self.init(
                position: position,
                entries: try RecordingBlockCoding.entries(in: row.bytes("block"), size: row.int("size")))
        } catch {
            throw ChargingError(.unavailable, "a block of the recording at \(position.at) cannot be read")
        }
    }
}
