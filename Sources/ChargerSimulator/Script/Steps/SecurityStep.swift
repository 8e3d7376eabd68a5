/// What a charge point sends of the security extension when somebody has it do so.
enum SecurityStep: Equatable, Sendable {
    /// A SecurityEventNotification of that type, with its details.
    case event(String, info: String?)
    /// A SignCertificate with a request for a new key.
    case signCertificate

    static let forms = [
        "security-event": "security-event TamperDetectionActivated [the lid is open]",
        "sign-certificate": "sign-certificate",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "security-event":
            let type = try reader.word("the event's type")
            guard type.unicodeScalars.count <= 50 else {
                throw reader.error("\(type) should be a type of at most 50 characters")
            }
            guard !reader.isAtEnd else { return .security(.event(type, info: nil)) }
            let info = try reader.remainder("details")
            guard info.unicodeScalars.count <= 255 else {
                throw reader.error("the details should be at most 255 characters")
            }
            return .security(.event(type, info: info))
        case "sign-certificate": return .security(.signCertificate)
        default: return nil
        }
    }
}
