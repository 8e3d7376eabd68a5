package import Charging
import JSON
import Postgres

extension ReadStore: OcppMessageReading {
    /// Stations that one statement reads recordings of.
    private static var stationLimit: Int { 100 }
    /// Blocks that one statement reads, over all of its stations.
    private static var blockLimit: Int { 256 }
    /// Statements in which one station's recording is looked through for what a filter wants.
    private static var roundLimit: Int { 24 }

    package func ocppMessages(
        ofStations stations: [StationID], filter: OcppMessageFilter, page: PageRequest,
        fields: Set<OcppMessageField>, viewer: Viewer
    ) async throws -> RowPages<OcppMessageField> {
        guard stations.count <= Self.stationLimit else {
            throw ChargingError(
                .limitExceeded,
                "messages of \(stations.count) stations are asked for at once; up to \(Self.stationLimit) are allowed")
        }
        var searches = stations.map { MessageSearch(station: $0, filter: filter, page: page) }
        for _ in 0..<(page.wantsRows ? Self.roundLimit : 0) {
            let open = searches.indices.filter { !searches[$0].isOver }
            guard !open.isEmpty else { break }
            let limit = max(2, min(64, Self.blockLimit / open.count))
            let rows = try await database.alone(
                Self.statement(open.map { searches[$0] }, filter: filter, limit: limit, viewer: viewer))
            var found: [Int: [PostgresRow]] = [:]
            for row in rows { found[try row.int("parent") - 1, default: []].append(row) }
            for (place, index) in open.enumerated() {
                try searches[index].take(found[place] ?? [], mayHaveMore: (found[place]?.count ?? 0) == limit)
            }
        }
        guard searches.allSatisfy({ $0.isOver || !$0.found.isEmpty || !page.wantsRows }) else {
            throw ChargingError(
                .limitExceeded, "too much is recorded to find such messages in; give a shorter time with from and to",
                field: "filter")
        }
        return MessageSearch.pages(of: searches, fields: fields)
    }

    package func stationsWithMessages(among stations: [StationID], viewer: Viewer) async throws -> Set<StationID> {
        guard !stations.isEmpty else { return [] }
        let ids: [Int64] = try await database.query(
            """
            SELECT r.station_id FROM (SELECT s.id AS station_id, s.organization_id FROM stations s
                WHERE s.id = ANY(\(stations.rawValues)) AND s.removed_at IS NULL) r
            WHERE \(viewer.condition(on: .recordings))
            """
        ).column("station_id")
        return Set(ids.map(StationID.init(rawValue:)))
    }

    private static func statement(
        _ searches: [MessageSearch], filter: OcppMessageFilter, limit: Int, viewer: Viewer
    ) -> Statement {
        var conditions: Statement = "r.station_id = p.id AND r.frames > 0 AND \(viewer.condition(on: .recordings))"
        if let from = filter.from { conditions += " AND r.last_at >= \(PostgresTimestamp(from))" }
        if let to = filter.to { conditions += " AND r.first_at < \(PostgresTimestamp(to))" }
        return """
            SELECT p.ord AS parent, x.first_at, x.id, x.size, x.block
            FROM unnest(\(searches.map(\.station.rawValue)), \(searches.map(\.newest.block)),
                \(searches.map { PostgresTimestamp($0.newest.at) })) WITH ORDINALITY AS p(id, block, at, ord)
            CROSS JOIN LATERAL (
                SELECT r.first_at, r.id, r.size, r.block FROM recordings r
                WHERE \(conditions) AND (r.first_at, r.id) <= (p.at, p.block)
                    AND r.id <= p.block
                ORDER BY r.first_at DESC, r.id DESC LIMIT \(Int64(limit))) x
            ORDER BY p.ord, x.first_at DESC, x.id DESC
            """
    }
}

/// The search for one page of one station's frames, from the newest block to the oldest.
private struct MessageSearch {
    struct Found {
        var block: RecordingPosition
        var index: Int
        var entry: RecordEntry
        var messageID: String?
    }

    let station: StationID
    private let filter: OcppMessageFilter
    private let limit: Int
    private let first: Int
    /// The newest block that may hold something more, and the first of its entries that does not belong to the page.
    private(set) var newest: RecordingPosition
    private var end: Int?
    private(set) var found: [Found] = []
    private var isExhausted = false

    init(station: StationID, filter: OcppMessageFilter, page: PageRequest) {
        self.station = station
        self.filter = filter
        first = page.rowLimit
        limit = page.rowLimit + 1
        newest = RecordingPosition(at: Timestamp(microseconds: Self.farFuture), block: .max)
        guard let after = page.after, case .integer(let block) = after.key else { return }
        // A block's id is no earlier than its first entry.
        newest = RecordingPosition(at: Timestamp(microseconds: min(block, Self.farFuture)), block: block)
        end = Int(clamping: after.id)
    }

    /// The year 9999, which PostgreSQL can hold.
    private static let farFuture: Int64 = 253_370_764_800_000_000

    var isOver: Bool { isExhausted || found.count >= limit }
    var hasNext: Bool { found.count > first || !isExhausted }

    mutating func take(_ rows: [PostgresRow], mayHaveMore: Bool) throws {
        for row in rows where !isOver {
            let block = try RecordingBlock(row)
            let end = block.position.block == newest.block ? end : nil
            for index in block.entries.indices.reversed() where index < end ?? .max && found.count < limit {
                take(block.entries[index], at: index, of: block.position)
            }
            newest = RecordingPosition(at: block.position.at, block: block.position.block &- 1)
            self.end = nil
        }
        if !mayHaveMore, found.count < limit { isExhausted = true }
    }

    private mutating func take(_ entry: RecordEntry, at index: Int, of block: RecordingPosition) {
        guard let id = filter.finds(entry) else { return }
        found.append(Found(block: block, index: index, entry: entry, messageID: id.text))
    }

    static func pages(of searches: [MessageSearch], fields: Set<OcppMessageField>) -> RowPages<OcppMessageField> {
        var offsets = [0]
        var rows: [(station: StationID, found: Found)] = []
        for search in searches {
            rows += search.found.prefix(search.first).map { (search.station, $0) }
            offsets.append(rows.count)
        }
        let columns = Dictionary(uniqueKeysWithValues: fields.map { ($0, column($0, rows)) })
        let indexes = rows.map { Int64($0.found.index) }
        return RowPages(
            rows: RowBatch(ids: indexes, columns: columns), offsets: offsets,
            positions: ListPositions(keys: .integers(rows.map { $0.found.block.block }), ids: indexes),
            hasNext: searches.map(\.hasNext), totals: [])
    }

    private static func column(
        _ field: OcppMessageField, _ rows: [(station: StationID, found: Found)]
    ) -> Column {
        switch field {
        case .stationID: .integers(rows.map(\.station.rawValue))
        case .key: .texts(rows.map { "\($0.found.block.block)-\($0.found.index)" })
        case .direction:
            .texts(
                rows.map {
                    ($0.found.entry.kind == .received ? MessageDirection.received : .sent).rawValue
                })
        case .action: .texts(rows.map(\.found.entry.label))
        case .messageID: .texts(rows.map(\.found.messageID))
        case .payload: .texts(rows.map(\.found.entry.text))
        case .size: .integers(rows.map { Int64($0.found.entry.bytes.count) })
        case .receivedAt: .timestamps(rows.map(\.found.entry.at))
        case .generation: .integers(rows.map(\.found.entry.generation))
        }
    }
}
