import JSON

/// What each field of one request cost, in the order in which the fields were answered.
///
/// Tells only of fields that the client asked for, and of the objects that the viewer's answer is made of. A field that
/// failed has no counts: how far it came may be what the viewer must not know.
struct ExecutionTrace: Sendable {
    struct Entry: Sendable {
        var path: [String]
        /// `Station.groups`
        var field: String
        var objects: Int
        var start: ContinuousClock.Instant
        var end: ContinuousClock.Instant
        var counts: [(name: String, count: Int)] = []
        /// The path of the field whose load answered this one too; its counts stand there.
        var loadedWith: [String]?
    }

    /// The rest is left out, and the trace says so.
    private static let maximumEntries = 1_000

    let start = ContinuousClock.now
    private(set) var entries: [Entry] = []
    private(set) var omitted = 0

    mutating func add(_ entry: Entry) {
        if entries.count < Self.maximumEntries { entries.append(entry) } else { omitted += 1 }
    }

    /// - Parameter began: when the request was taken in; all starts count from there.
    func write(to writer: inout JSONWriter, began: ContinuousClock.Instant) {
        writer.name("executionMicroseconds")
        writer.integer(start.duration(to: .now).microseconds)
        writer.name("fields")
        writer.beginArray()
        for entry in entries { entry.write(to: &writer, began: began) }
        writer.endArray()
        guard omitted > 0 else { return }
        writer.name("omittedFields")
        writer.integer(omitted)
    }
}

extension ExecutionTrace.Entry {
    fileprivate func write(to writer: inout JSONWriter, began: ContinuousClock.Instant) {
        writer.beginObject()
        writer.name("path")
        writer.beginArray()
        for key in path { writer.string(key) }
        writer.endArray()
        writer.name("field")
        writer.string(field)
        writer.name("objects")
        writer.integer(objects)
        writer.name("startMicroseconds")
        writer.integer(began.duration(to: start).microseconds)
        writer.name("durationMicroseconds")
        writer.integer(start.duration(to: end).microseconds)
        for (name, count) in counts {
            writer.name(name)
            writer.integer(count)
        }
        if let loadedWith {
            writer.name("loadedWith")
            writer.beginArray()
            for key in loadedWith { writer.string(key) }
            writer.endArray()
        }
        writer.endObject()
    }
}

extension Duration {
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
