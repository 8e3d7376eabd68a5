import OCPP

/// The words of one line of a scenario file, taken from left to right.
struct StepReader {
    let line: Int
    let verb: String
    private var words: ArraySlice<Substring>

    init(line: Int, verb: String, words: ArraySlice<Substring>) {
        self.line = line
        self.verb = verb
        self.words = words
    }

    func error(_ message: String) -> ScriptError {
        ScriptError(line: line, message: message)
    }

    func peek(_ meaning: String) throws(ScriptError) -> Substring {
        guard let word = words.first else { throw error("\(verb) needs \(meaning)") }
        return word
    }

    mutating func skip() {
        words = words.dropFirst()
    }

    mutating func word(_ meaning: String) throws(ScriptError) -> String {
        let word = try peek(meaning)
        skip()
        return String(word)
    }

    mutating func connector() throws(ScriptError) -> Int {
        let word = try word("a connector's number")
        guard let number = Int(word), (0...99).contains(number) else {
            throw error("\(word) is no connector's number")
        }
        return number
    }

    /// The next word if it is a bare small number.
    mutating func optionalConnector() -> Int? {
        guard let word = words.first, let number = Int(word), (0...99).contains(number) else { return nil }
        skip()
        return number
    }

    mutating func optionalTag() throws(ScriptError) -> IdTag? {
        guard let word = words.first else { return nil }
        guard word.utf8.count <= 20 else { throw error("\(word) is longer than the 20 characters of a tag") }
        skip()
        return IdTag(String(word))
    }

    mutating func duration() throws(ScriptError) -> Duration {
        let word = try word("a duration such as 30s")
        guard let duration = DurationText.parse(word) else { throw error("\(word) is no duration such as 30s") }
        return duration
    }

    mutating func optionalDuration() throws(ScriptError) -> Duration? {
        words.isEmpty ? nil : try duration()
    }

    /// A value that the standard names, such as an error code.
    mutating func named<Value: RawRepresentable<String>>() throws(ScriptError) -> Value {
        let word = try word("a name of the standard")
        guard let value = Value(rawValue: word) else { throw error("the standard has no \(word) here") }
        return value
    }

    mutating func optionalNamed<Value: RawRepresentable<String>>() throws(ScriptError) -> Value? {
        words.isEmpty ? nil : try named()
    }

    mutating func suspension() throws(ScriptError) -> Suspension.Cause {
        switch try word("ev or evse") {
        case "ev": .vehicle
        case "evse": .station
        default: throw error("suspend is by ev or by evse")
        }
    }

    mutating func goal() throws(ScriptError) -> ChargeGoal {
        let word = try word("a goal such as 30s, 80%, 5000Wh or full")
        guard let goal = ChargeGoal(word) else { throw error("\(word) is no goal such as 30s, 80%, 5000Wh or full") }
        return goal
    }

    func end() throws(ScriptError) {
        if let word = words.first { throw error("\(word) is too much behind \(verb)") }
    }
}

extension ChargeGoal {
    /// `30s`, `80%`, `5000Wh`, `full`.
    init?(_ text: String) {
        if text == "full" {
            self = .full
        } else if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
            self = .stateOfCharge(percent / 100)
        } else if text.hasSuffix("Wh"), let energy = Double(text.dropLast(2)), energy >= 0, energy <= 1e7 {
            self = .energy(energy)
        } else if let duration = DurationText.parse(text) {
            self = .duration(duration)
        } else {
            return nil
        }
    }
}
