public import JSON

/// One message as it came, read as far as it could be.
public enum Frame: Sendable {
    case call(Call)
    /// A CALL that cannot be carried out as it is, with everything that is needed to say so.
    case refused(Refusal)
    case result(CallResult)
    case error(CallError)
    /// A CALLRESULT or CALLERROR that cannot be read. It is never answered; the call that it meant has failed.
    case unreadableAnswer(UnreadableAnswer)
    /// A kind of message that this version does not have, to be ignored. OCPP-J 1.6, section 4.1.3.
    case ignored(messageType: Int64)
}

/// A request of the other side.
public struct Call: Sendable {
    public let id: MessageID
    public let action: String
    public let request: any OCPPRequest
    public let notes: DecodingNotes
}

/// The other side's answer to a request of ours.
public struct CallResult: Sendable, Equatable {
    public let id: MessageID
    /// As it came, but for U+0000.
    public let payload: JSONValue
    public let notes: DecodingNotes

    /// Reads the payload as the answer to that kind of request.
    public func response<Request: OCPPRequest>(to request: Request.Type) throws(PayloadError) -> Request.Response {
        try Request.Response(payload: payload)
    }
}

/// The other side's refusal of a request of ours.
public struct CallError: Error, Sendable, Equatable {
    public let id: MessageID
    /// As sent; it need not be a code that the standard knows.
    public let code: String
    public let description: String
    public let details: JSONValue
    public let notes: DecodingNotes
}

public struct UnreadableAnswer: Sendable, Equatable {
    /// Nil where not even the id could be read.
    public let id: MessageID?
    public let reason: String
}

/// Why a CALL is answered with a CALLERROR, and the CALLERROR.
public struct Refusal: Sendable, Equatable {
    /// ``MessageID/unreadable`` where it could not be read.
    public let id: MessageID
    /// Nil where it could not be read.
    public let action: String?
    public let code: OCPP16.ErrorCode
    public let description: String
    public let notes: DecodingNotes

    public func encoded() -> [UInt8] {
        OCPP16.encodedError(id: id, code: code, description: description)
    }
}
