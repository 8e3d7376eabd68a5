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

    init(frames: Int, bytes: Int) {
        recent = RecentList(limit: frames)
        byteLimit = max(0, bytes)
    }

    var frames: [RecordedFrame] { recent.elements }

    /// - Parameter mayHoldKeys: answers and our own calls, which are the only frames that carry configuration.
    mutating func record(
        _ direction: RecordedFrame.Direction, _ frame: UnsafeRawBufferPointer, label: String, at: Timestamp,
        mayHoldKeys: Bool
    ) {
        guard recent.limit > 0 else { return }
        let kept = mayHoldKeys ? Masking.masked(frame) : nil
        recent.append(
            RecordedFrame(
                direction: direction, at: at, label: label, size: frame.count,
                bytes: kept.map { Array($0.prefix(byteLimit)) } ?? Array(frame.prefix(byteLimit))))
    }
}

/// Hides passwords and keys before anything is kept.
enum Masking {
    private static let secret = Array("authorizationkey".utf8)
    private static let mask: JSONValue = "***"

    /// Nil when there is nothing to hide.
    static func masked(_ frame: UnsafeRawBufferPointer) -> [UInt8]? {
        guard mentionsSecret(frame) else { return nil }
        guard let value = try? JSONValue(parsing: frame) else { return Array("(hidden)".utf8) }
        return masked(value).encoded()
    }

    static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(masked))
        case .object(let object):
            let isSecret = object["key"]?.string.map { Array($0.lowercased().utf8) == secret } ?? false
            var result = JSONObject(reserving: object.count)
            for (name, member) in object.members {
                let hides = isSecret && name == "value" || Array(name.lowercased().utf8) == secret
                result[name] = hides ? mask : masked(member)
            }
            return .object(result)
        case .null, .bool, .integer, .number, .string: return value
        }
    }

    /// Without regard to case; the frame is short, and such frames are rare.
    private static func mentionsSecret(_ frame: UnsafeRawBufferPointer) -> Bool {
        guard frame.count >= secret.count else { return false }
        return (0...(frame.count - secret.count)).contains { start in
            secret.indices.allSatisfy { frame[start + $0] | 0x20 == secret[$0] }
        }
    }
}
