/// What had to be tolerated or mended to understand one frame.
public struct DecodingNotes: Sendable, Equatable {
    public struct Note: Sendable, Hashable {
        public let leniency: Leniency
        /// The field's wire name, or what part of the frame it was.
        public let field: String
    }

    /// Each combination once, in the order of occurrence; a frame that breaks more rules than this holds keeps the
    /// first.
    public private(set) var notes: [Note] = []
    /// How many U+0000 were replaced by U+FFFD, since PostgreSQL's text cannot hold them.
    public internal(set) var replacedNulls = 0

    private static let limit = 16

    public init() {}

    public var isEmpty: Bool { notes.isEmpty && replacedNulls == 0 }

    public func contains(_ leniency: Leniency) -> Bool {
        notes.contains { $0.leniency == leniency }
    }

    mutating func add(_ leniency: Leniency, _ field: StaticString) {
        guard notes.count < Self.limit else { return }
        let note = Note(leniency: leniency, field: field.description)
        if !notes.contains(note) { notes.append(note) }
    }
}
