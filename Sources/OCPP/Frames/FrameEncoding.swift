public import JSON

/// The numbers that say what kind of message a frame is. OCPP-J 1.6, section 4.1.3.
enum MessageType: Int64 {
    case call = 2
    case callResult = 3
    case callError = 4
}

extension OCPPRequest {
    /// The bytes of the CALL.
    public func encodedCall(id: MessageID) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginFrame(.call, id)
        writer.string(Self.action)
        encode(into: &writer)
        writer.endArray()
        return writer.bytes
    }
}

extension OCPPResponse {
    /// The bytes of the CALLRESULT.
    public func encodedResult(id: MessageID) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginFrame(.callResult, id)
        encode(into: &writer)
        writer.endArray()
        return writer.bytes
    }
}

extension OCPP16 {
    /// The bytes of a CALLERROR; a description beyond 255 characters is cut.
    public static func encodedError(
        id: MessageID, code: ErrorCode, description: String, details: JSONObject = [:]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginFrame(.callError, id)
        writer.string(code.rawValue)
        writer.string(String(String.UnicodeScalarView(description.unicodeScalars.prefix(255))))
        writer.value(.object(details))
        writer.endArray()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func beginFrame(_ type: MessageType, _ id: MessageID) {
        beginArray()
        integer(type.rawValue)
        string(id.text)
    }
}
