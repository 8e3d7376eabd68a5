import Charging
import Compression
import JSON
import Postgres

/// The blocks that one round of writing makes of what a shard held: one for each station, or more where it said much.
struct RecordingBatch {
    struct StationBlock {
        var id: Int64
        var station: StationID
        var firstAt: Timestamp
        var lastAt: Timestamp
        var stateAt: Timestamp?
        var entries: Int
        var frames: Int
        var block: RecordingBlockCoding.Block
    }

    private(set) var blocks: [StationBlock] = []

    var entries: Int { blocks.reduce(0) { $0 + $1.entries } }

    mutating func add(_ station: StationID, _ entries: [RecordEntry], _ deflate: Deflate, id: () -> Int64) throws {
        var rest = entries[...]
        while let first = rest.first {
            var size = 0
            let part = rest.prefix { entry in
                defer { size += entry.bytes.count }
                return size < RecordingBlockCoding.sizeLimit
            }
            rest = rest.dropFirst(part.count)
            blocks.append(
                StationBlock(
                    id: id(), station: station, firstAt: first.at, lastAt: part.map(\.at).max() ?? first.at,
                    stateAt: part.first { $0.kind.holdsState }?.at, entries: part.count,
                    frames: part.count { $0.kind.isFrame },
                    block: try RecordingBlockCoding.encoded(Array(part), deflate)))
        }
    }

    /// A few megabytes each.
    var statements: [Statement] {
        var statements: [Statement] = []
        var rest = blocks[...]
        while !rest.isEmpty {
            var size = 0
            let part = rest.prefix(1_000).prefix { block in
                defer { size += block.block.bytes.count }
                return size < 2 << 20
            }
            rest = rest.dropFirst(part.count)
            statements.append(Self.statement(part))
        }
        return statements
    }

    private static func statement(_ blocks: ArraySlice<StationBlock>) -> Statement {
        """
        INSERT INTO recordings (id, organization_id, station_id, first_at, last_at, state_at, entries, frames, size, block)
        SELECT i.id, s.organization_id, s.id, i.first_at, i.last_at, i.state_at, i.entries, i.frames, i.size, i.block
        FROM unnest(\(blocks.map(\.id)), \(blocks.map(\.station.rawValue)),
            \(blocks.map { PostgresTimestamp($0.firstAt) }), \(blocks.map { PostgresTimestamp($0.lastAt) }),
            \(blocks.map { $0.stateAt.map(PostgresTimestamp.init) }), \(blocks.map { Int32(clamping: $0.entries) }),
            \(blocks.map { Int32(clamping: $0.frames) }), \(blocks.map { Int32(clamping: $0.block.size) }),
            \(blocks.map(\.block.bytes)))
            AS i(id, station_id, first_at, last_at, state_at, entries, frames, size, block)
        JOIN stations s ON s.id = i.station_id
        ON CONFLICT DO NOTHING
        """
    }
}
