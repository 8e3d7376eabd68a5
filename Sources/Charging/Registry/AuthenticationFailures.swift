import JSON

/// Who failed to authenticate how often, so that passwords cannot be tried at leisure.
///
/// Counts per charge point id and address within a window of a minute. Bounded: when it is full the oldest window goes.
struct AuthenticationFailures: Sendable, Equatable {
    private struct Key: Sendable, Hashable {
        var chargePointID: String
        var address: String
    }
    private struct Window: Sendable, Equatable {
        var since: Timestamp
        var failures: Int
    }

    static let window = Duration.seconds(60)
    private let limit: Int
    private let capacity: Int
    private var windows: [Key: Window] = [:]

    init(limit: Int, capacity: Int = 10_000) {
        self.limit = max(1, limit)
        self.capacity = max(1, capacity)
    }

    var count: Int { windows.count }

    /// How long this one is to wait, if it failed too often.
    func wait(of chargePointID: String, from address: String?, now: Timestamp) -> Duration? {
        guard let window = windows[key(chargePointID, address)], window.failures >= limit else { return nil }
        let end = window.since.advanced(by: Self.window)
        return end > now ? now.duration(to: end) : nil
    }

    mutating func failed(_ chargePointID: String, from address: String?, now: Timestamp) {
        let key = key(chargePointID, address)
        if let window = windows[key], window.since.advanced(by: Self.window) > now {
            windows[key]?.failures = min(window.failures + 1, limit)
            return
        }
        if windows[key] == nil, windows.count >= capacity { makeRoom(now: now) }
        windows[key] = Window(since: now, failures: 1)
    }

    mutating func succeeded(_ chargePointID: String, from address: String?) {
        windows[key(chargePointID, address)] = nil
    }

    private mutating func makeRoom(now: Timestamp) {
        windows = windows.filter { $0.value.since.advanced(by: Self.window) > now }
        guard windows.count >= capacity else { return }
        // A quarter goes at once, so that an attack does not make every failure cost a search.
        let oldest = windows.sorted { $0.value.since < $1.value.since }.prefix(max(1, capacity / 4))
        for (key, _) in oldest { windows[key] = nil }
    }

    private func key(_ chargePointID: String, _ address: String?) -> Key {
        Key(chargePointID: chargePointID, address: address ?? "")
    }
}
