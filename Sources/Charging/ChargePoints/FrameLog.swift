package import JSON

/// A frame as it is kept for the debug page: its beginning, with keys masked.
package struct RecordedFrame: Sendable, Hashable {
    package enum Direction: String, Sendable { case received, sent }

    package var direction: Direction
    package var at: Timestamp
    /// The action, or what kind of frame it is.
    package var label: String
    /// Of the whole frame, in bytes.
    package var size: Int
    /// UTF-8, cut at the limit.
    var bytes: [UInt8]

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The last frames of one connection.
struct FrameLog: Sendable {
    private var recent: RecentList<RecordedFrame>
    private let byteLimit: Int
    /// What our last calls held that nobody may read, in case the charger repeats it.
    private var secrets = RecentList<String>(limit: 8)

    init(frames: Int, bytes: Int) {
        recent = RecentList(limit: frames)
        byteLimit = max(0, bytes)
    }

    var frames: [RecordedFrame] { recent.elements }

    var hiddenSecrets: [String] { secrets.elements }

    mutating func hide(_ secret: String) { secrets.append(secret) }

    /// - Parameter mayHoldKeys: answers and our own calls, which carry configuration, and vendors' own messages.
    /// - Returns: the frame as it may be kept; nil when that is as it came.
    mutating func record(
        _ direction: RecordedFrame.Direction, _ frame: UnsafeRawBufferPointer, label: String, at: Timestamp,
        mayHoldKeys: Bool
    ) -> [UInt8]? {
        let kept = mayHoldKeys ? Masking.masked(frame, secrets: secrets.elements) : nil
        recent.append(
            RecordedFrame(
                direction: direction, at: at, label: label, size: frame.count,
                bytes: kept.map { Array($0.prefix(byteLimit)) } ?? Array(frame.prefix(byteLimit))))
        return kept
    }
}
