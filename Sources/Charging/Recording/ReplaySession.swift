package import JSON

/// A replay of one station's recording, read as it goes on.
package final class ReplaySession {
    private let reading: any RecordingReading
    private let station: StationID
    private let replay: Replay
    private var position: RecordingPosition?
    private var isPositionRead = false
    private var entries: ArraySlice<RecordEntry> = []
    private var blocksRead = 0
    /// The last entries that were replayed, oldest first.
    package private(set) var recent: RecentList<RecordEntry>

    /// Between two states lie some thousand entries at most, so this is far more than any moment needs.
    private static let blockLimit = 20_000

    /// - Parameter keeping: how many of the last entries are kept.
    package init(
        _ reading: any RecordingReading, station: StationID, keeping: Int = 50,
        configuration: RegistryConfiguration = RegistryConfiguration()
    ) {
        self.reading = reading
        self.station = station
        replay = Replay(configuration: configuration)
        recent = RecentList(limit: keeping)
    }

    /// Why ``state()`` is not to be trusted; nil when it is.
    package var doubt: Replay.Doubt? { replay.doubt }
    package var differences: Int { replay.differences }
    package func state() async -> ActorState? { await replay.state() }

    /// Goes to a moment: the state is then that behind the last entry that was made by then.
    package func run(to time: Timestamp) async throws {
        while try await step(until: time) != nil {}
    }

    /// Replays the next entry that was made by `time`; nil when there is none.
    package func step(until time: Timestamp) async throws -> RecordEntry? {
        if position == nil {
            guard let start = try await reading.start(of: station, upTo: time) else { return nil }
            position = start
        }
        if entries.isEmpty { try await read(until: time) }
        guard let entry = entries.first, entry.at <= time else { return nil }
        entries.removeFirst()
        await replay.apply(entry)
        recent.append(entry)
        return entry
    }

    private func read(until time: Timestamp) async throws {
        guard let from = position else { return }
        guard blocksRead < Self.blockLimit else {
            throw ChargingError(.limitExceeded, "the recording is too long from its last state to this moment")
        }
        let blocks = try await reading.blocks(
            of: station, from: from, isIncluded: !isPositionRead, until: time, limit: 16)
        isPositionRead = true
        blocksRead += blocks.count
        guard let last = blocks.last else { return }
        position = last.position
        entries = blocks.flatMap(\.entries)[...]
    }
}
