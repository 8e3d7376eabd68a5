import JSON

/// How a make of charger departs from the standard: which chargers do, and what is to be set right.
///
/// Data, not code: an organization keeps such profiles, tries one on recorded frames (``QuirkDryRun``) and switches it on.
package struct QuirkProfile: Sendable, Hashable, Codable {
    package var id: QuirkProfileID
    package var vendor: QuirkPattern
    package var model: QuirkPattern
    package var firmwareVersion: QuirkPattern
    package var corrections: QuirkCorrections

    package init(
        id: QuirkProfileID, vendor: QuirkPattern, model: QuirkPattern, firmwareVersion: QuirkPattern,
        corrections: QuirkCorrections
    ) {
        self.id = id
        self.vendor = vendor
        self.model = model
        self.firmwareVersion = firmwareVersion
        self.corrections = corrections
    }

    package func applies(to make: StationMake) -> Bool {
        vendor.matches(make.vendor) && model.matches(make.model) && firmwareVersion.matches(make.firmwareVersion)
    }
}

/// What a charger says of itself when it boots.
package struct StationMake: Sendable, Hashable, Codable {
    package var vendor: String?
    package var model: String?
    package var firmwareVersion: String?

    package init(vendor: String?, model: String?, firmwareVersion: String?) {
        self.vendor = vendor
        self.model = model
        self.firmwareVersion = firmwareVersion
    }

    package init(_ boot: BootReport) {
        self.init(vendor: boot.vendor, model: boot.model, firmwareVersion: boot.firmwareVersion)
    }
}

/// What is set right of what a charger says, and of what it is told.
package struct QuirkCorrections: Sendable, Hashable, Codable {
    /// The reader gives the bytes of a card's hexadecimal number in the reverse order.
    package var reversesIDTag = false
    /// The charger adds something to each tag, which this text begins: all from its last occurrence on is left out.
    package var idTagSuffixSeparator: String?
    /// Energy registers in a transaction count from its start, although its start names the register of the meter's life.
    package var reportsSessionEnergy = false
    /// Charging profiles are taken at stack level 0 only.
    package var knowsOnlyStackLevelZero = false
    /// Of times that come without a zone, from UTC; they are UTC otherwise.
    package var utcOffsetMinutes: Int?

    package static let longestSeparator = 8
    package static let utcOffsets: ClosedRange<Int64> = -14 * 60...14 * 60

    package init() {}

    package var isEmpty: Bool { self == QuirkCorrections() }

    /// Of all profiles that a charger matches; where two differ, the later one counts.
    package static func combined(_ profiles: [QuirkProfile], for make: StationMake) -> QuirkCorrections {
        var sum = QuirkCorrections()
        for profile in profiles where profile.applies(to: make) {
            let one = profile.corrections
            sum.reversesIDTag = sum.reversesIDTag || one.reversesIDTag
            sum.idTagSuffixSeparator = one.idTagSuffixSeparator ?? sum.idTagSuffixSeparator
            sum.reportsSessionEnergy = sum.reportsSessionEnergy || one.reportsSessionEnergy
            sum.knowsOnlyStackLevelZero = sum.knowsOnlyStackLevelZero || one.knowsOnlyStackLevelZero
            sum.utcOffsetMinutes = one.utcOffsetMinutes ?? sum.utcOffsetMinutes
        }
        return sum
    }

    // MARK: Tags

    /// A tag as people know it, from what the charger sent.
    package func idTag(heard text: String) -> String {
        var text = text
        if let separator = idTagSuffixSeparator, let end = Self.lastPlace(of: separator, in: text),
            end > text.startIndex
        {
            text = String(text[..<end])
        }
        return reversesIDTag ? Self.reversed(text) : text
    }

    /// A tag as this charger's reader gives it.
    package func idTag(told text: String) -> String { reversesIDTag ? Self.reversed(text) : text }

    private static func lastPlace(of separator: String, in text: String) -> String.Index? {
        guard !separator.isEmpty else { return nil }
        return text.indices.last { text[$0...].hasPrefix(separator) }
    }

    /// Pairs of hexadecimal digits from the last to the first; any other text as it is.
    private static func reversed(_ text: String) -> String {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(isHexadecimal) else { return text }
        let pairs = stride(from: digits.count - 2, through: 0, by: -2).flatMap { digits[$0...$0 + 1] }
        return String(decoding: pairs, as: UTF8.self)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
    }

    // MARK: Times

    func time(_ time: ReportedTime, receivedAt: Timestamp) -> ReportedTime {
        guard let utcOffsetMinutes, let local = Self.timeWithoutZone(time.sent) else { return time }
        let understood = local.advanced(by: .seconds(-60 * utcOffsetMinutes))
        return ReportedTime(sent: time.sent, parsed: understood, receivedAt: receivedAt)
    }

    /// Nil for a text with a zone, and for one that is no time.
    private static func timeWithoutZone(_ text: String) -> Timestamp? {
        // With a zone a further one makes it unreadable.
        guard Timestamp(parsing: text + "Z") != nil else { return nil }
        return Timestamp(parsing: text)
    }
}
