import Charging
import JSON

/// Which entries could not be written, until the recording of their station says so. At most one note a station.
struct UnwrittenEntries {
    private struct Note {
        var first: UInt64
        var count: Int
        var at: Timestamp
    }

    private var notes: [StationID: Note] = [:]

    mutating func add(_ entries: [RecordEntry], of station: StationID) {
        guard let first = entries.first else { return }
        notes[station, default: Note(first: first.sequence, count: 0, at: first.at)].count += entries.count
    }

    /// What the station's next block begins with.
    func gap(before entries: [RecordEntry], of station: StationID) -> [RecordEntry] {
        guard let note = notes[station], let first = entries.first else { return [] }
        return [
            RecordEntry(
                generation: first.generation, sequence: note.first, at: note.at, kind: .gap, label: "",
                bytes: Array(String(note.count).utf8))
        ]
    }

    mutating func told(of station: StationID) { notes[station] = nil }
}
