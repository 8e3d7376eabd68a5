import JSON

// What a filter finds among recorded frames.
extension OcppMessageFilter {
    /// The second element of a frame, where it is a text.
    package struct MessageID {
        package var text: String?
    }

    /// Nil for an entry that is not asked for, or no frame.
    package func finds(_ entry: RecordEntry) -> MessageID? {
        guard entry.kind.isFrame, from.map({ entry.at >= $0 }) ?? true, to.map({ entry.at < $0 }) ?? true,
            action.map({ entry.label == $0 }) ?? true,
            direction.map({ ($0 == .received) == (entry.kind == .received) }) ?? true,
            text.map({ entry.text.contains($0) }) ?? true
        else { return nil }
        let frame = try? JSONValue(parsing: entry.bytes)
        guard !hasOnlyProblems || Self.isProblem(frame, labelled: entry.label) else { return nil }
        let id = frame?[1]?.string
        return messageID.map({ $0 == id }) ?? true ? MessageID(text: id) : nil
    }

    /// The same for a frame that passes just now. One that is told of without its payload is found only by what stands
    /// outside of it.
    package func finds(_ message: PassedMessage) -> MessageID? {
        guard message.payload != nil || messageID == nil && text == nil && !hasOnlyProblems else { return nil }
        return finds(message.entry)
    }

    /// Whether `problemsOnly` finds it; nil where the payload is not told.
    package static func isProblem(_ message: PassedMessage) -> Bool? {
        message.payload.map { isProblem(try? JSONValue(parsing: $0), labelled: message.action) }
    }

    /// An error, what could not be read, an answer that refuses, and a report of a charger that something is wrong or failed.
    private static func isProblem(_ frame: JSONValue?, labelled label: String) -> Bool {
        guard let frame, let type = frame[0]?.integer else { return true }
        switch type {
        case 2: return label == "unreadable" || tellsOfFailure(frame[3])
        case 3: return label == "unreadable" || tellsOfFailure(frame[2])
        default: return true
        }
    }

    private static func tellsOfFailure(_ body: JSONValue?) -> Bool {
        if let code = body?["errorCode"]?.string, code != "NoError" { return true }
        return [body?["status"]?.string, body?["idTagInfo"]?["status"]?.string].contains { word in
            word.map { failures.contains($0) || $0.hasSuffix("Failed") || $0.hasSuffix("Failure") } ?? false
        }
    }

    /// Of answers and reports of OCPP 1.6 edition 2 and its security whitepaper, besides those that end in Failed or Failure.
    private static let failures: Set = [
        "Rejected", "NotSupported", "NotImplemented", "VersionMismatch", "UnknownMessageId", "UnknownVendorId",
        "Faulted",
        "Blocked", "Expired", "Invalid", "ConcurrentTx", "InvalidSignature", "InvalidCertificate",
        "RevokedCertificate", "BadMessage", "NotSupportedOperation", "PermissionDenied",
    ]
}
