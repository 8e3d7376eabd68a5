/// Results as server-sent events: GraphQL over SSE, distinct connections mode.
public enum EventStreamEncoding {
    /// One result.
    public static func next(_ payload: [UInt8]) -> [UInt8] {
        var bytes = nextPrefix
        bytes.reserveCapacity(payload.count + 22)
        appendData(payload, to: &bytes)
        return bytes + nextSuffix
    }

    /// What stands before a payload without line breaks, as the engine's are, for payloads that many streams share.
    public static let nextPrefix = Array("event: next\ndata: ".utf8)
    /// What stands behind it.
    public static let nextSuffix = Array("\n\n".utf8)

    /// The end. It has data, though empty, because a browser reports no event without.
    public static let complete = Array("event: complete\ndata: \n\n".utf8)

    /// A comment: says that both sides are there, and means nothing.
    public static let keepAlive = Array(":\n\n".utf8)

    public static let headers: [(name: String, value: String)] =
        [("Content-Type", "text/event-stream; charset=utf-8"), ("X-Accel-Buffering", "no")] + HTTPAnswer.commonHeaders

    private static let newline = UInt8(ascii: "\n")

    /// The engine writes no line breaks, but they would end the field.
    private static func appendData(_ payload: [UInt8], to bytes: inout [UInt8]) {
        guard payload.contains(where: { $0 == newline || $0 == UInt8(ascii: "\r") }) else {
            bytes += payload
            return
        }
        for byte in payload where byte != UInt8(ascii: "\r") {
            bytes.append(byte)
            if byte == newline { bytes += Array("data: ".utf8) }
        }
    }
}
