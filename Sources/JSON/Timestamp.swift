/// A point in time in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var microseconds: Int64

    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// Ends at the limits of the type instead of overflowing.
    public func advanced(by duration: Duration) -> Timestamp {
        let (sum, overflow) = microseconds.addingReportingOverflow(duration.saturatedMicroseconds)
        guard overflow else { return Timestamp(microseconds: sum) }
        return Timestamp(microseconds: duration < .zero ? .min : .max)
    }

    /// Positive where `other` is later.
    public func duration(to other: Timestamp) -> Duration {
        let (difference, overflow) = other.microseconds.subtractingReportingOverflow(microseconds)
        guard overflow else { return .microseconds(difference) }
        return .microseconds(other > self ? Int64.max : Int64.min)
    }
}

extension Duration {
    fileprivate var saturatedMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, sumOverflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        guard overflow || sumOverflow else { return sum }
        return seconds < 0 ? .min : .max
    }
}

extension Timestamp: CustomStringConvertible {
    /// UTC with at most three decimals, cut off, not rounded: `2026-01-02T03:04:05.678Z`, `2026-01-02T03:04:05Z`.
    public var description: String {
        let (seconds, rest) = Self.floored(microseconds, by: 1_000_000)
        let (days, secondOfDay) = Self.floored(seconds, by: 86_400)
        let date = Self.date(ofDay: days)
        let milliseconds = rest / 1000

        var text = Self.year(date.year)
        text.reserveCapacity(24)
        text += "-" + Self.padded(date.month, to: 2) + "-" + Self.padded(date.day, to: 2)
        text += "T" + Self.padded(secondOfDay / 3600, to: 2) + ":" + Self.padded(secondOfDay / 60 % 60, to: 2)
        text += ":" + Self.padded(secondOfDay % 60, to: 2)
        if milliseconds > 0 { text += "." + Self.padded(milliseconds, to: 3) }
        return text + "Z"
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func year(_ year: Int64) -> String {
        year < 0 ? "-" + padded(-year, to: 4) : padded(year, to: 4)
    }

    private static func padded(_ value: Int64, to width: Int) -> String {
        let digits = String(value)
        return digits.utf8.count < width ? String(repeating: "0", count: width - digits.utf8.count) + digits : digits
    }
}

extension Timestamp {
    /// Days since 1970-01-01 of a date of the Gregorian calendar; eras of 400 years, years that begin in March.
    static func day(ofYear year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floored(shiftedYear, by: 400)
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floored(day + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }
}
