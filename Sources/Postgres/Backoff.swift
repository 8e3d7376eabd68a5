/// How long to pause before connecting again: doubling up to a limit, with full jitter so that many clients spread out.
struct Backoff {
    private let range: ClosedRange<Duration>
    private(set) var failures = 0

    init(_ range: ClosedRange<Duration>) {
        self.range = range
    }

    mutating func reset() {
        failures = 0
    }

    mutating func next() -> Duration {
        let ceiling = min(range.lowerBound * (1 << min(failures, 16)), range.upperBound)
        failures += 1
        return ceiling * Double.random(in: 0.5...1)
    }
}
