package import JSON

/// Entries on their way from the frames' path to who writes them: one run of bytes, and a header for each entry.
package struct RecordBuffer: Sendable {
    package struct Header: Sendable {
        package var station: StationID
        package var generation: Int64
        package var sequence: UInt64
        package var at: Timestamp
        package var kind: RecordKind
        package var label: String
        package var range: Range<Int>
        /// Of entries that hold one instead of bytes.
        package var value: RecordedValue?

        package init(
            station: StationID, generation: Int64, sequence: UInt64, at: Timestamp, kind: RecordKind, label: String,
            range: Range<Int> = 0..<0, value: RecordedValue?
        ) {
            self.station = station
            self.generation = generation
            self.sequence = sequence
            self.at = at
            self.kind = kind
            self.label = label
            self.range = range
            self.value = value
        }
    }

    package private(set) var headers: [Header] = []
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { headers.isEmpty }

    mutating func reserve(records: Int, bytes byteCount: Int) {
        headers.reserveCapacity(records)
        bytes.reserveCapacity(byteCount)
    }

    mutating func append(_ header: Header, _ content: UnsafeRawBufferPointer) {
        var header = header
        let start = bytes.count
        bytes.append(contentsOf: content)
        header.range = start..<bytes.count
        headers.append(header)
    }

    /// Keeps its memory for the next round.
    package mutating func clear() {
        headers.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}

extension RecordBuffer {
    /// The entries of each station in their order. Takes its time: not for the frames' path.
    package func entriesByStation() -> [StationID: [RecordEntry]] {
        var entries: [StationID: [RecordEntry]] = [:]
        for header in headers {
            let content = header.value.map { RecordedJSON.bytes(of: $0) } ?? Array(bytes[header.range])
            entries[header.station, default: []].append(
                RecordEntry(
                    generation: header.generation, sequence: header.sequence, at: header.at, kind: header.kind,
                    label: header.label, bytes: content))
        }
        return entries
    }
}
