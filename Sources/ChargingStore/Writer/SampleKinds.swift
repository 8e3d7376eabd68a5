import Charging
import Postgres
import Synchronization

/// What a sampled value says besides time and number.
struct SampleKind: Hashable, Sendable {
    let measurand: String
    let phase: String
    let location: String
    let context: String
    let unit: String

    init(_ sample: Sample) {
        measurand = sample.measurand
        phase = sample.phase
        location = sample.location
        context = sample.context
        unit = sample.unit
    }
}

/// The numbers under which kinds of samples are stored; a few dozen that are asked for millions of times.
final class SampleKinds: Sendable {
    private let known = Mutex<[SampleKind: Int32]>([:])
    /// Far more than any fleet has. Beyond it chargers invent kinds, and the table begins anew.
    private let limit = 4_096

    /// The numbers of at least the kinds of these samples, made where they are new.
    func ids(
        of reports: [[Sample]], in database: Database, deadline: Duration
    ) async throws -> [SampleKind: Int32] {
        var ids = known.withLock { $0 }
        var missing: Set<SampleKind> = []
        for sample in reports.joined() {
            let kind = SampleKind(sample)
            if ids[kind] == nil { missing.insert(kind) }
        }
        guard !missing.isEmpty else { return ids }
        let new = try await ensure(Array(missing), in: database, deadline: deadline)
        ids.merge(new) { first, _ in first }
        known.withLock { known in
            if known.count + new.count > limit { known = [:] }
            if new.count <= limit { known.merge(new) { first, _ in first } }
        }
        return ids
    }

    private func ensure(
        _ kinds: [SampleKind], in database: Database, deadline: Duration
    ) async throws -> [SampleKind: Int32] {
        let table: Statement = """
            unnest(\(kinds.map(\.measurand)), \(kinds.map(\.phase)), \(kinds.map(\.location)), \(kinds.map(\.context)),
            \(kinds.map(\.unit))) WITH ORDINALITY AS i(measurand, phase, location, context, unit, ord)
            """
        let results = try await database.pipeline(
            [
                """
                INSERT INTO sample_kinds (measurand, phase, location, context, unit)
                SELECT i.measurand, i.phase, i.location, i.context, i.unit FROM \(table) ORDER BY 1, 2, 3, 4, 5
                ON CONFLICT DO NOTHING
                """,
                """
                SELECT i.ord, k.id FROM \(table) JOIN sample_kinds k ON (k.measurand, k.phase, k.location, k.context, k.unit)
                    = (i.measurand, i.phase, i.location, i.context, i.unit)
                """,
            ], deadline: deadline)
        var ids: [SampleKind: Int32] = [:]
        for row in results.last.map(Array.init) ?? [] {
            let index = Int(try row.int64("ord")) - 1
            guard kinds.indices.contains(index) else { continue }
            ids[kinds[index]] = try row.int32("id")
        }
        return ids
    }
}
