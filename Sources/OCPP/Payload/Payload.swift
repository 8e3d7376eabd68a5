public import JSON

/// What a CALL or CALLRESULT carries: strict when it is written, lenient when it is read.
public protocol Payload: Sendable, Equatable {
    init(from reader: inout PayloadReader) throws(PayloadError)

    /// Writes one JSON object; what is absent is left out, never `null`, `{}` or `[]`.
    func encode(into writer: inout JSONWriter)
}

/// A message that asks for an answer.
public protocol OCPPRequest: Payload {
    associatedtype Response: OCPPResponse

    /// The name of the message on the wire.
    static var action: String { get }
}

extension OCPPRequest {
    /// What had to be tolerated to read an answer to it; nil for one that cannot be read.
    public func notes(onAnswer payload: JSONValue) -> DecodingNotes? {
        var notes: DecodingNotes? = DecodingNotes()
        guard (try? Response.decoded(from: payload.encoded(), notes: &notes)) != nil else { return nil }
        return notes
    }
}

/// The answer to a request.
public protocol OCPPResponse: Payload {}

/// An answer that says with one word how the request fared.
public protocol StatusCarrying: OCPPResponse {
    /// The word as sent.
    var statusText: String { get }
}

/// A request for a message that the other side sends of its own accord otherwise.
public protocol MessageTriggering: OCPPRequest {
    /// The action of that message; nil where the name is not one of the standard's.
    var triggeredAction: String? { get }
}

extension Payload {
    public init(from view: JSONView) throws(PayloadError) {
        var reader = PayloadReader(view)
        try self.init(from: &reader)
    }

    public init(payload: JSONValue) throws(PayloadError) {
        var notes: DecodingNotes?
        self = try Self.decoded(from: payload.encoded(), notes: &notes)
    }

    /// Refuses what the standard does not allow to be sent: texts that are too long, names it does not know.
    ///
    /// For values that come from people, before they are sent.
    public func validate() throws(PayloadError) {
        var writer = JSONWriter()
        encode(into: &writer)
        var notes: DecodingNotes? = DecodingNotes()
        _ = try Self.decoded(from: writer.bytes, notes: &notes)
        guard let notes, notes.replacedNulls == 0 else {
            throw PayloadError(field: "", problem: .property, message: "contains U+0000")
        }
        guard let note = notes.notes.first(where: { $0.leniency != .unitAssumed }) else { return }
        throw PayloadError(field: note.field, problem: .property, message: "is not allowed (\(note.leniency.rawValue))")
    }

    fileprivate static func decoded(
        from bytes: [UInt8], notes: inout DecodingNotes?
    ) throws(PayloadError) -> Self {
        let decoded: Result<(Self, DecodingNotes), PayloadError> = bytes.withUnsafeBytes { bytes in
            JSONParser.withResult(of: bytes) { parsed in
                Result { () throws(PayloadError) in
                    guard case .success(let view) = parsed else {
                        throw PayloadError(field: "", problem: .formation, message: "is not JSON")
                    }
                    var reader = PayloadReader(view)
                    let value = try reader.payload(Self.self)
                    return (value, reader.notes)
                }
            }
        }
        let (value, found) = try decoded.get()
        if notes != nil { notes = found }
        return value
    }
}
