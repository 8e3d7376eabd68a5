import JSON

extension PayloadReader {
    // MARK: Names from the standard's lists

    /// A name that may be one of a vendor's own.
    mutating func reported<Value: CaseIterable>(_ name: StaticString) throws(PayloadError) -> Reported<Value>? {
        guard let text = try text(name, maximum: 50) else { return nil }
        if let value: Value = value(text, name) { return .known(value) }
        notes.add(.unknownValue, name)
        return .other(text)
    }

    mutating func requiredReported<Value: CaseIterable>(
        _ name: StaticString
    ) throws(PayloadError) -> Reported<Value> {
        guard let reported: Reported<Value> = try reported(name) else { throw .missing(name) }
        return reported
    }

    /// A name that cannot be acted upon unless it is known.
    mutating func known<Value: RawRepresentable<String> & CaseIterable>(_ name: StaticString) throws(PayloadError)
        -> Value?
    {
        guard let text = try text(name, maximum: 50) else { return nil }
        guard let value: Value = value(text, name) else { throw .badValue(name, "has an unknown value") }
        return value
    }

    mutating func requiredKnown<Value: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString
    ) throws(PayloadError) -> Value {
        guard let value: Value = try known(name) else { throw .missing(name) }
        return value
    }

    /// A name for which chargers are known to use other words, which are given in lower case.
    mutating func requiredKnown<Value: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, synonyms: KeyValuePairs<String, Value>
    ) throws(PayloadError) -> Value {
        let text = try requiredText(name, maximum: 50)
        if let value: Value = value(text, name) { return value }
        let folded = text.foldedASCII
        guard let synonym = synonyms.first(where: { $0.key == folded }) else {
            throw .badValue(name, "has an unknown value")
        }
        notes.add(.synonym, name)
        return synonym.value
    }

    /// Letters of the wrong case are no other name: the standard's lists have none that differ by them alone.
    private mutating func value<Value: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ name: StaticString
    ) -> Value? {
        if let value = Value(rawValue: text) { return value }
        let folded = text.foldedASCII
        guard let value = Value.allCases.first(where: { $0.rawValue.foldedASCII == folded }) else { return nil }
        notes.add(.wrongCase, name)
        return value
    }

    // MARK: Times and tags

    mutating func time(_ name: StaticString) throws(PayloadError) -> SentTime? {
        guard let text = try text(name, maximum: 50) else { return nil }
        let time = SentTime(text: text)
        if time.timestamp == nil { notes.add(.timestampUnreadable, name) }
        return time
    }

    /// A time without which the report is still worth having: the receiver puts the time of receipt in its place.
    mutating func expectedTime(_ name: StaticString) throws(PayloadError) -> SentTime {
        if let time = try time(name) { return time }
        notes.add(.timestampMissing, name)
        return .missing
    }

    mutating func requiredTimestamp(_ name: StaticString) throws(PayloadError) -> Timestamp {
        let text = try requiredText(name, maximum: 50)
        guard let timestamp = Timestamp(parsing: text) else { throw .badValue(name, "is not a time") }
        return timestamp
    }

    mutating func timestamp(_ name: StaticString) throws(PayloadError) -> Timestamp? {
        guard let text = try text(name, maximum: 50) else { return nil }
        guard let timestamp = Timestamp(parsing: text) else { throw .badValue(name, "is not a time") }
        return timestamp
    }

    mutating func idTag(_ name: StaticString) throws(PayloadError) -> IdTag? {
        try text(name, maximum: IdTag.maximumLength).map { IdTag($0) }
    }

    mutating func requiredIdTag(_ name: StaticString) throws(PayloadError) -> IdTag {
        IdTag(try requiredText(name, maximum: IdTag.maximumLength))
    }

    // MARK: Addresses and numbers

    /// Where a charge point fetches a file or brings one: an absolute URI of visible ASCII characters.
    mutating func requiredAddress(_ name: StaticString, maximum: Int? = nil) throws(PayloadError) -> String {
        let text = try requiredText(name, maximum: maximum)
        let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        let startsWithLetter = scheme.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 } ?? false
        guard startsWithLetter, scheme.count + 1 < text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .badValue(name, "is not an address")
        }
        return text
    }

    /// What the 32-bit integers of charge points hold.
    static let integers = Int(Int32.min)...Int(Int32.max)
    static let naturals = 0...Int(Int32.max)

    /// Wide enough for every station, narrow enough for every column.
    static let connectorNumbers = 0...65_535
}
