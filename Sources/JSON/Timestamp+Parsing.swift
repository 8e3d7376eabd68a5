extension Timestamp {
    /// Reads ISO 8601 as chargers write it.
    ///
    /// A date and a time of day with a `T`, `t` or blank between them; seconds may be missing; a fraction may have any
    /// length (digits behind the sixth are dropped) and a comma; the zone is `Z`, `z`, an offset (`+02:00`, `+0200`,
    /// `+02`) or missing, which means UTC. Second 60 is the first of the next minute. Nil for everything else: dates
    /// that do not exist, years of other than four digits, anything before or behind.
    public init?(parsing text: String) {
        var text = text
        guard let parsed = text.withUTF8({ Timestamp(parsing: $0) }) else { return nil }
        self = parsed
    }

    public init?(parsing text: UnsafeBufferPointer<UInt8>) {
        var scanner = TimestampScanner(text: text)
        guard let day = scanner.day(), scanner.skip("T", or: "t", or: " "), let timeOfDay = scanner.timeOfDay(),
            let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        // Four-digit years keep every product far below the limits of Int64.
        self.init(microseconds: (day * 86_400 - offset) * 1_000_000 + timeOfDay)
    }
}

/// Reads from left to right; every method returns nil where the text is not what it reads.
private struct TimestampScanner {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0

    var isAtEnd: Bool { position == text.count }

    /// Days since 1970.
    mutating func day() -> Int64? {
        guard let year = number(ofDigits: 4), skip("-"), let month = number(ofDigits: 2), skip("-"),
            let day = number(ofDigits: 2), (1...12).contains(month), day >= 1,
            day <= Self.days(ofMonth: month, year: year)
        else { return nil }
        return Timestamp.day(ofYear: year, month: month, day: day)
    }

    /// Microseconds since midnight.
    mutating func timeOfDay() -> Int64? {
        guard let hour = number(ofDigits: 2), skip(":"), let minute = number(ofDigits: 2), hour < 24, minute < 60 else {
            return nil
        }
        var seconds: Int64 = 0
        var fraction: Int64 = 0
        if skip(":") {
            guard let number = number(ofDigits: 2), number <= 60 else { return nil }
            seconds = number
            if skip(".", or: ",") {
                guard let microseconds = fractionInMicroseconds() else { return nil }
                fraction = microseconds
            }
        }
        return (hour * 3600 + minute * 60 + seconds) * 1_000_000 + fraction
    }

    /// Seconds east of Greenwich.
    mutating func offset() -> Int64? {
        if isAtEnd || skip("Z", or: "z") { return 0 }
        let isWest = text[position] == UInt8(ascii: "-")
        guard skip("+", or: "-"), let hours = number(ofDigits: 2), hours < 24 else { return nil }
        var minutes: Int64 = 0
        if skip(":") || !isAtEnd {
            guard let number = number(ofDigits: 2), number < 60 else { return nil }
            minutes = number
        }
        let seconds = hours * 3600 + minutes * 60
        return isWest ? -seconds : seconds
    }

    mutating func skip(_ first: Unicode.Scalar, or second: Unicode.Scalar? = nil, or third: Unicode.Scalar? = nil)
        -> Bool
    {
        guard position < text.count else { return false }
        let next = Unicode.Scalar(text[position])
        guard next == first || next == second || next == third else { return false }
        position += 1
        return true
    }

    private mutating func number(ofDigits count: Int) -> Int64? {
        guard text.count - position >= count else { return nil }
        var value: Int64 = 0
        for offset in 0..<count {
            guard let digit = digit(at: position + offset) else { return nil }
            value = value * 10 + digit
        }
        position += count
        return value
    }

    private mutating func fractionInMicroseconds() -> Int64? {
        let start = position
        var value: Int64 = 0
        var weight: Int64 = 100_000
        while position < text.count, let digit = digit(at: position) {
            value += digit * weight
            weight /= 10
            position += 1
        }
        return position > start ? value : nil
    }

    private func digit(at position: Int) -> Int64? {
        let byte = text[position]
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    private static func days(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
