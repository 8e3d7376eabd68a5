import JSON

/// Members of a payload; those that are nil or empty are left out.
extension JSONWriter {
    mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        self.name(name)
        integer(value)
    }

    mutating func member(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        self.name(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        bool(value)
    }

    mutating func member(_ name: StaticString, _ tag: IdTag?) {
        member(name, tag?.text)
    }

    mutating func member(_ name: StaticString, _ timestamp: Timestamp?) {
        guard let timestamp else { return }
        self.name(name)
        self.timestamp(timestamp)
    }

    /// A time that was understood is sent in the form that every receiver reads.
    mutating func member(_ name: StaticString, _ time: SentTime?) {
        member(name, time?.timestamp?.description ?? time?.text)
    }

    mutating func member<Value>(_ name: StaticString, _ reported: Reported<Value>?) {
        member(name, reported?.text)
    }

    mutating func member<Value: RawRepresentable<String>>(_ name: StaticString, _ value: Value?) {
        member(name, value?.rawValue)
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        self.name(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    mutating func member<Value>(_ name: StaticString, _ values: [Value], _ write: (Value, inout JSONWriter) -> Void) {
        guard !values.isEmpty else { return }
        self.name(name)
        beginArray()
        for value in values { write(value, &self) }
        endArray()
    }
}
