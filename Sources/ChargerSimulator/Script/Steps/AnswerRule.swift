import JSON
import OCPP

/// How a charge point answers an operation when a script has something to say about it.
enum AnswerManner: Equatable, Sendable {
    /// As a good charge point would.
    case normally
    case never
    /// Carries it out so much later.
    case after(Duration)
    /// With that payload, and does nothing.
    case with(JSONValue)
    /// With CALLERROR.
    case error(OCPP16.ErrorCode)
}

/// One `answer` of a script.
struct AnswerRule: Equatable, Sendable {
    /// Nil: every operation.
    var action: String?
    var manner: AnswerManner

    static let forms = [
        "answer": """
        answer Reset Rejected|never|after 5s|error InternalError|with {"status": "Rejected"}|normally; answer all never
        """
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        guard reader.verb == "answer" else { return nil }
        let name = try reader.word("an operation or all")
        guard name == "all" || OCPP16.centralSystemActions.contains(name) else {
            throw reader.unknown(name, among: ["all"] + OCPP16.centralSystemActions.sorted())
        }
        let manner: AnswerManner
        switch try reader.word("how") {
        case "normally": manner = .normally
        case "never": manner = .never
        case "after": manner = .after(try reader.duration())
        case "error": manner = .error(try reader.named())
        case "with": manner = .with(try reader.json())
        case let status:
            guard status.first?.isUppercase == true else {
                throw reader.unknown(
                    status, among: ["normally", "never", "after", "error", "with", "a status such as Rejected"])
            }
            manner = .with(.object(["status": .string(status)]))
        }
        return .answer(AnswerRule(action: name == "all" ? nil : name, manner: manner))
    }
}

/// The rules that a script has laid down so far, and the operations that wait because of them.
struct AnswerRules: Sendable {
    private var rules: [String: AnswerManner] = [:]
    private var forAll = AnswerManner.normally
    private(set) var late: [(due: Timestamp, call: Call)] = []
    private static let maximumLate = 64

    mutating func apply(_ rule: AnswerRule) {
        if let action = rule.action {
            rules[action] = rule.manner
        } else {
            (forAll, rules) = (rule.manner, [:])
        }
    }

    func manner(of action: String) -> AnswerManner { rules[action] ?? forAll }

    var nextDue: Timestamp? { late.map(\.due).min() }

    mutating func postpone(_ call: Call, until due: Timestamp) {
        if late.count >= Self.maximumLate { late.removeFirst() }
        late.append((due, call))
    }

    mutating func takeDue(now: Timestamp) -> [Call] {
        let due = late.filter { $0.due <= now }.map(\.call)
        late.removeAll { $0.due <= now }
        return due
    }
}
