package import JSON

/// Where a block of a station's recording stands among the others.
package struct RecordingPosition: Sendable, Hashable {
    package var at: Timestamp
    package var block: Int64

    package init(at: Timestamp, block: Int64) {
        self.at = at
        self.block = block
    }
}

/// Some entries of one station in the order in which they were made.
package struct RecordingBlock: Sendable {
    package var position: RecordingPosition
    package var entries: [RecordEntry]

    package init(position: RecordingPosition, entries: [RecordEntry]) {
        self.position = position
        self.entries = entries
    }
}

/// What replays read of the recordings.
package protocol RecordingReading: Sendable {
    /// The newest block up to `time` that holds a whole state made by then; nil where there is none.
    func start(of station: StationID, upTo time: Timestamp) async throws -> RecordingPosition?
    /// The newest block that begins by `time`; nil where there is none.
    func newest(of station: StationID, upTo time: Timestamp) async throws -> RecordingPosition?
    /// Blocks in their order from `from` on, it included or not, that begin no later than `until`.
    ///
    /// - Parameter limit: how many at most.
    func blocks(
        of station: StationID, from: RecordingPosition, isIncluded: Bool, until: Timestamp, limit: Int
    ) async throws -> [RecordingBlock]
}

/// A frame of a charger in a recording, and from where to go on reading behind it.
package struct RecordedInboundFrame: Sendable, Hashable {
    package var receivedAt: Timestamp
    package var action: String
    package var frame: [UInt8]

    package init(receivedAt: Timestamp, action: String, frame: [UInt8]) {
        self.receivedAt = receivedAt
        self.action = action
        self.frame = frame
    }
}

package struct RecordedFramePage: Sendable {
    package var frames: [RecordedInboundFrame]
    /// From where to go on; nil when that was all.
    package var next: RecordingPosition?

    package init(frames: [RecordedInboundFrame], next: RecordingPosition?) {
        self.frames = frames
        self.next = next
    }
}

/// What a station's charger sent, in order, for those who try out how it would be understood otherwise.
package protocol RecordedFrames: Sendable {
    /// - Parameters:
    ///   - after: where the page before ended.
    ///   - limit: pages end with the block in which so many frames are reached, so they may be a little longer.
    func inboundFrames(
        of station: StationID, from: Timestamp, to: Timestamp, after: RecordingPosition?, limit: Int
    ) async throws -> RecordedFramePage
}

extension RecordingReading {
    /// ``RecordedFrames`` over the blocks.
    package func inboundFrames(
        of station: StationID, from: Timestamp, to: Timestamp, after: RecordingPosition?, limit: Int
    ) async throws -> RecordedFramePage {
        var position = after
        var page = RecordedFramePage(frames: [], next: nil)
        while page.frames.count < max(1, limit) {
            let first = try await position == nil ? newest(of: station, upTo: from) : nil
            let begin = position ?? first ?? RecordingPosition(at: from, block: 0)
            let blocks = try await blocks(
                of: station, from: begin, isIncluded: position == nil, until: to, limit: 8)
            guard let last = blocks.last else { return page }
            for entry in blocks.flatMap(\.entries)
            where entry.kind == .received && entry.at >= from && entry.at <= to {
                page.frames.append(
                    RecordedInboundFrame(receivedAt: entry.at, action: entry.label, frame: entry.bytes))
            }
            position = last.position
            page.next = last.position
        }
        return page
    }
}
