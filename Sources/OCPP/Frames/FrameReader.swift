import JSON

/// Reads one frame from its parsed text: the header first, then the payload that the header names.
struct FrameReader {
    let actions: ActionTable
    private var elements: [JSONView] = []
    private var count = 0
    private var notes = DecodingNotes()

    /// The parts of the longest message, CALLERROR.
    private static let longest = 5

    init(actions: ActionTable) {
        self.actions = actions
    }

    mutating func frame(_ view: JSONView) -> Frame {
        guard view.isArray else { return refused(.unreadable, nil, .formationViolation, "the message is not an array") }
        count = view.count
        elements.reserveCapacity(Self.longest)
        for element in view.elements.prefix(Self.longest) { elements.append(element) }
        guard let type = elements.first?.integer() else {
            return refused(.unreadable, nil, .formationViolation, "the message does not begin with its type number")
        }
        switch MessageType(rawValue: type) {
        case .call: return call()
        case .callResult: return result()
        case .callError: return error()
        case nil: return .ignored(messageType: type)
        }
    }

    private mutating func call() -> Frame {
        guard let id = messageID() else {
            return refused(.unreadable, nil, .formationViolation, "the message id must be a text of 1 to 36 characters")
        }
        guard elements.count > 2, elements[2].utf8 != nil else {
            return refused(id, nil, .formationViolation, "the action must be a text")
        }
        let action = elements[2].text(countingNulls: &notes.replacedNulls)
        switch actions[action] {
        case .unknown: return refused(id, action, .notImplemented, "the action is not known")
        case .otherDirection: return refused(id, action, .notSupported, "the action is not for this side")
        case .request(let type): return call(id, action, type)
        }
    }

    private mutating func call(_ id: MessageID, _ action: String, _ type: any OCPPRequest.Type) -> Frame {
        guard let payload = elements.count > 3 && !elements[3].isNull ? elements[3] : nil else {
            notes.add(.payloadMissing, "payload")
            return callWithoutPayload(id, action, type)
        }
        if count > 4 { notes.add(.extraElements, "message") }
        return call(id, action, type, payload)
    }

    private func call(
        _ id: MessageID, _ action: String, _ type: any OCPPRequest.Type, _ payload: JSONView
    ) -> Frame {
        var reader = PayloadReader(payload)
        reader.notes = notes
        do throws(PayloadError) {
            let request = try reader.request(type)
            return .call(Call(id: id, action: action, request: request, notes: reader.notes))
        } catch {
            let code = OCPP16.ErrorCode(error.problem)
            return .refused(
                Refusal(id: id, action: action, code: code, description: error.description, notes: reader.notes))
        }
    }

    private func callWithoutPayload(_ id: MessageID, _ action: String, _ type: any OCPPRequest.Type) -> Frame {
        let empty: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "}")]
        return empty.withUnsafeBytes { bytes in
            JSONParser.withResult(of: bytes) { parsed in
                guard case .success(let view) = parsed else {
                    return refused(id, action, .internalError, "the message could not be read")
                }
                return call(id, action, type, view)
            }
        }
    }

    private mutating func result() -> Frame {
        guard let id = messageID() else { return unreadable(nil, "the answer has no message id") }
        if count > 3 { notes.add(.extraElements, "message") }
        var payload: JSONValue = [:]
        if elements.count > 2, !elements[2].isNull {
            guard elements[2].isObject else { return unreadable(id, "the answer's payload is not an object") }
            payload = elements[2].value.replacingNulls(counting: &notes.replacedNulls)
        } else {
            notes.add(.payloadMissing, "payload")
        }
        return .result(CallResult(id: id, payload: payload, notes: notes))
    }

    private mutating func error() -> Frame {
        guard let id = messageID() else { return unreadable(nil, "the error has no message id") }
        let code = elements.count > 2 ? elements[2].text(countingNulls: &notes.replacedNulls) : ""
        let description = elements.count > 3 ? elements[3].text(countingNulls: &notes.replacedNulls) : ""
        let details: JSONValue = elements.count > 4 ? elements[4].value : [:]
        if elements.count < 5 { notes.add(.payloadMissing, "errorDetails") }
        if count > 5 { notes.add(.extraElements, "message") }
        return .error(
            CallError(
                id: id, code: code, description: description,
                details: details.replacingNulls(counting: &notes.replacedNulls), notes: notes))
    }

    /// A number is taken for the text of its digits.
    private mutating func messageID() -> MessageID? {
        guard elements.count > 1 else { return nil }
        let text: String
        if elements[1].utf8 != nil {
            text = elements[1].text(countingNulls: &notes.replacedNulls)
        } else if let number = elements[1].integer() {
            notes.add(.numberForMessageID, "messageId")
            text = String(number)
        } else {
            return nil
        }
        guard !text.isEmpty, text.utf8.count <= MessageID.toleratedLength else { return nil }
        if text.utf8.count > MessageID.maximumLength { notes.add(.overlongMessageID, "messageId") }
        return MessageID(unchecked: text)
    }

    private func refused(
        _ id: MessageID, _ action: String?, _ code: OCPP16.ErrorCode, _ description: String
    ) -> Frame {
        .refused(Refusal(id: id, action: action, code: code, description: description, notes: notes))
    }

    private func unreadable(_ id: MessageID?, _ reason: String) -> Frame {
        .unreadableAnswer(UnreadableAnswer(id: id, reason: reason))
    }
}

extension PayloadReader {
    fileprivate mutating func request(_ type: any OCPPRequest.Type) throws(PayloadError) -> any OCPPRequest {
        try open(type)
    }

    private mutating func open<Request: OCPPRequest>(_ type: Request.Type) throws(PayloadError) -> any OCPPRequest {
        try payload(type)
    }
}
