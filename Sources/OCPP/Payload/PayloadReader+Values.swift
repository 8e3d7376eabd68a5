import JSON

extension PayloadReader {
    // MARK: Names from the standard's lists

    /// A name that may be one of a vendor's own.
    mutating func reported<Value>(_ name: StaticString) throws(PayloadError) -> Reported<Value>? {
        guard let text = try text(name, maximum: 50) else { return nil }
        let reported = Reported<Value>(text)
        if reported.value == nil { notes.add(.unknownValue, name) }
        return reported
    }

    mutating func requiredReported<Value>(_ name: StaticString) throws(PayloadError) -> Reported<Value> {
        guard let reported: Reported<Value> = try reported(name) else { throw .missing(name) }
        return reported
    }

    /// A name that cannot be acted upon unless it is known.
    mutating func known<Value: RawRepresentable<String>>(_ name: StaticString) throws(PayloadError) -> Value? {
        guard let text = try text(name, maximum: 50) else { return nil }
        guard let value = Value(rawValue: text) else { throw .badValue(name, "has an unknown value") }
        return value
    }

    mutating func requiredKnown<Value: RawRepresentable<String>>(
        _ name: StaticString
    ) throws(PayloadError) -> Value {
        guard let value: Value = try known(name) else { throw .missing(name) }
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

    mutating func idTag(_ name: StaticString) throws(PayloadError) -> IdTag? {
        try text(name, maximum: IdTag.maximumLength).map { IdTag($0) }
    }

    mutating func requiredIdTag(_ name: StaticString) throws(PayloadError) -> IdTag {
        IdTag(try requiredText(name, maximum: IdTag.maximumLength))
    }

    /// Wide enough for every station, narrow enough for every column.
    static let connectorNumbers = 0...65_535
}
