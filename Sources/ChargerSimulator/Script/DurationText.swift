/// Durations as our options and scenario files write them: `500ms`, `30s`, `5m`, `2h`; a bare number means seconds.
enum DurationText {
    /// Nil where the text is no duration, is negative, or is longer than a year.
    static func parse(_ text: some StringProtocol) -> Duration? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count)
        guard let number = Double(digits), let factor = secondsPerUnit[String(unit)] else { return nil }
        let seconds = number * factor
        guard seconds.isFinite, seconds >= 0, seconds <= 366 * 86_400 else { return nil }
        return .milliseconds(Int64(seconds * 1000))
    }

    private static let secondsPerUnit = ["ms": 0.001, "s": 1, "": 1, "m": 60, "h": 3600]
}

extension DurationText {
    /// Two durations, the shorter first: `1s..5s`.
    static func parseRange(_ text: some StringProtocol) -> ClosedRange<Duration>? {
        let parts = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let lower = parse(parts[0]), let upper = parse(parts[1]), lower <= upper else {
            return nil
        }
        return lower...upper
    }
}
