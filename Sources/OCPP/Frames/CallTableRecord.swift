/// What a ``CallTable`` holds, without those who wait: for recordings and for comparing two of them.
public struct CallTableRecord: Sendable, Equatable, Codable {
    public struct Call: Sendable, Equatable, Codable {
        public var id: MessageID
        /// The frame.
        public var text: String
        /// It lets others go first.
        var isLow: Bool

        init(id: MessageID, frame: [UInt8], isLow: Bool) {
            self.id = id
            self.isLow = isLow
            text = String(decoding: frame, as: UTF8.self)
        }
    }

    public var inFlight: Call?
    public var queue: [Call]
    var expired: RecentIDs
    var answers: AnswerMemory

    /// The same without what differs between two that went through the same: our answers carry the time of day.
    public var withoutAnswers: CallTableRecord {
        var record = self
        record.answers.clearAnswers()
        return record
    }
}
