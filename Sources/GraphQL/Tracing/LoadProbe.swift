/// Counts what the loads of a traced request do outside the engine, such as statements and rows.
///
/// The engine knows no database, so the host runs each load inside its own meter and says what it counted.
public struct LoadProbe: Sendable {
    /// Runs the load exactly once, and returns counts by name in the order in which they are to be shown.
    public typealias Count = @Sendable (_ load: () async -> Void) async -> [(name: String, count: Int)]

    private let count: Count

    public init(_ count: @escaping Count) { self.count = count }

    /// Counts nothing; times are measured all the same.
    static let silent = LoadProbe { load in
        await load()
        return []
    }

    func measure(_ load: () async -> Void) async -> LoadMeasure {
        let start = ContinuousClock.now
        let counts = await count(load)
        return LoadMeasure(start: start, end: .now, counts: counts)
    }
}

/// How long a load took and what the host counted meanwhile.
struct LoadMeasure: Sendable {
    var start: ContinuousClock.Instant
    var end: ContinuousClock.Instant
    var counts: [(name: String, count: Int)]
}
