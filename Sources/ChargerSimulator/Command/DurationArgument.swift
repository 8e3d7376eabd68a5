import ArgumentParser

/// A duration on the command line: `500ms`, `30s`, `5m`, `2h`.
struct DurationArgument: ExpressibleByArgument {
    var value: Duration

    init(_ value: Duration) {
        self.value = value
    }

    init?(argument: String) {
        guard let value = DurationText.parse(argument) else { return nil }
        self.value = value
    }

    var defaultValueDescription: String { "\(FixedPoint.text(value.seconds, decimals: 0))s" }
}

extension LoadPlan.Mix: ExpressibleByArgument {}

/// Two durations on the command line: `60s..600s`.
struct DurationRangeArgument: ExpressibleByArgument {
    var lower: Duration
    var upper: Duration

    init?(argument: String) {
        guard let range = DurationText.parseRange(argument) else { return nil }
        (lower, upper) = (range.lowerBound, range.upperBound)
    }
}
