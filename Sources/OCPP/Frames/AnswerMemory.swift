/// A fingerprint of a frame's bytes, the same in every process, so that a recording can hold it.
public struct FrameDigest: Sendable, Hashable, Codable {
    private let value: UInt64
    private let count: Int

    /// FNV-1a. A charger that made two of its frames collide would only deceive itself.
    public init(_ bytes: UnsafeRawBufferPointer) {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.value = value
        count = bytes.count
    }

    public init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { FrameDigest($0) }
    }
}

/// The last few CALLs of the other side with their answers, so that a repeated one gets the same answer again.
///
/// One entry for each id: chargers that use one id for everything are judged by their last frame only.
public struct AnswerMemory: Sendable, Equatable, Codable {
    public enum Verdict: Sendable, Equatable {
        case new
        /// The same frame again while the first is being worked on: drop it, the answer is on its way.
        case inProgress
        /// The same frame again: send this.
        case repeated(answer: [UInt8])
        /// The id is used for another frame: a new call, and a fault to be shown.
        case reused
    }

    private struct Entry: Sendable, Equatable, Codable {
        let id: MessageID
        let digest: FrameDigest
        var answer: [UInt8]?
    }

    private let limit: Int
    private var entries: [Entry] = []

    /// Longer answers are not kept.
    private static let longestAnswer = 4096

    public init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// What is read may come from anywhere.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(limit: try values.decode(Int.self, forKey: .limit))
        entries = try values.decode([Entry].self, forKey: .entries).suffix(limit)
    }

    public mutating func received(_ id: MessageID, digest: FrameDigest) -> Verdict {
        guard let position = entries.firstIndex(where: { $0.id == id }) else {
            if entries.count == limit { entries.removeFirst() }
            entries.append(Entry(id: id, digest: digest))
            return .new
        }
        let entry = entries[position]
        if entry.digest == digest { return entry.answer.map { .repeated(answer: $0) } ?? .inProgress }
        entries.remove(at: position)
        entries.append(Entry(id: id, digest: digest))
        return .reused
    }

    public mutating func replied(to id: MessageID, answer: [UInt8]) {
        guard let position = entries.firstIndex(where: { $0.id == id }) else { return }
        guard answer.count <= Self.longestAnswer else {
            entries.remove(at: position)
            return
        }
        entries[position].answer = answer
    }

    public mutating func removeAll() {
        entries.removeAll()
    }

    /// Forgets what was answered, but not that it was.
    mutating func clearAnswers() {
        for index in entries.indices where entries[index].answer != nil { entries[index].answer = [] }
    }
}
