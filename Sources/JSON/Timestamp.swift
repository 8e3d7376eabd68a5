/// A point in time in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
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
        String(unsafeUninitializedCapacity: Self.longestText) { buffer in
            buffer.baseAddress.map { write(to: $0) } ?? 0
        }
    }

    /// Writes the description into memory that has room for ``longestText`` bytes.
    func write(to output: UnsafeMutablePointer<UInt8>) -> Int {
        let (seconds, rest) = Self.floored(microseconds, by: 1_000_000)
        let (days, secondOfDay) = Self.floored(seconds, by: 86_400)
        let date = Self.date(ofDay: days)
        let milliseconds = rest / 1000

        var text = DigitBuffer(bytes: output)
        if date.year < 0 { text.append("-") }
        text.append(date.year.magnitude, width: 4)
        text.append("-")
        text.append(twoDigits: date.month)
        text.append("-")
        text.append(twoDigits: date.day)
        text.append("T")
        text.append(twoDigits: secondOfDay / 3600)
        text.append(":")
        text.append(twoDigits: secondOfDay / 60 % 60)
        text.append(":")
        text.append(twoDigits: secondOfDay % 60)
        if milliseconds > 0 {
            text.append(".")
            text.append(milliseconds.magnitude, width: 3)
        }
        text.append("Z")
        return text.count
    }

    /// The years that microseconds in `Int64` can reach have six digits and a sign.
    static let longestText = 32

    private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Writes fixed-width numbers from left to right into memory that is large enough for all of them.
private struct DigitBuffer {
    let bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0

    init(bytes: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func append(_ character: Unicode.Scalar) {
        bytes[count] = UInt8(truncatingIfNeeded: character.value)
        count += 1
    }

    mutating func append(twoDigits number: Int64) {
        bytes[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        bytes[count + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
        count += 2
    }

    /// Zeros in front up to the width; a longer number takes the room that it needs.
    mutating func append(_ number: UInt64, width: Int) {
        var digits = width
        var limit: UInt64 = 10_000
        while digits >= 4, number >= limit {
            digits += 1
            limit *= 10
        }
        JSONText.write(number, digits: digits, to: bytes + count)
        count += digits
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
