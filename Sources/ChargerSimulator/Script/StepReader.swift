import JSON
import OCPP

/// The words of one line of a scenario file, taken from left to right.
struct StepReader {
    let line: Int
    let verb: String
    private let text: Substring
    private var rest: Substring
    /// Where the word begins that was taken last, for complaints about it.
    private var place: Substring.Index
    private let names: [String: Int]

    /// Nil where the line holds no step. `names` are those of connectors.
    init?(line: Int, text: Substring, names: [String: Int] = [:]) {
        let start = text.drop(while: Self.isBlank)
        guard let first = start.first, first != "#" else { return nil }
        let verb = start.prefix { !Self.isBlank($0) }
        self.line = line
        self.text = text
        self.verb = String(verb)
        self.names = names
        place = start.startIndex
        rest = start.dropFirst(verb.count).drop(while: Self.isBlank)
        if rest.first == "#" { rest = rest.dropFirst(rest.count) }
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\r" || character == "\r\n"
    }

    // MARK: Complaints

    func error(_ message: String) -> ScriptError {
        ScriptError(line: line, column: text.distance(from: text.startIndex, to: place) + 1, message: message)
    }

    /// Says what would be right, the nearest first where something is near.
    func unknown(_ word: String, among known: [String]) -> ScriptError {
        let near = known.min { $0.distance(to: word) < $1.distance(to: word) }
        if let near, known.count > 8, near.distance(to: word) <= 2 {
            return error("there is no \(word) here; \(near)?")
        }
        return error("\(word) should be \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")")
    }

    // MARK: Words

    var isAtEnd: Bool { rest.isEmpty }

    /// Whether nothing comes but perhaps a duration with its unit.
    var isAtDuration: Bool {
        let word = rest.prefix { !Self.isBlank($0) }
        return isAtEnd || Int(word) == nil && DurationText.parse(word) != nil
    }

    mutating func peek(_ meaning: String) throws(ScriptError) -> String {
        guard !isAtEnd else {
            place = text.endIndex
            let form = ScenarioParser.forms[verb].map { ", as in: \($0)" } ?? ""
            throw error("\(verb) needs \(meaning)\(form)")
        }
        return String(rest.prefix { !Self.isBlank($0) })
    }

    mutating func skip() {
        place = rest.startIndex
        rest = rest.drop { !Self.isBlank($0) }.drop(while: Self.isBlank)
        // Only in front of a word, so that a payload may hold the sign.
        if rest.first == "#" { rest = rest.dropFirst(rest.count) }
    }

    mutating func word(_ meaning: String) throws(ScriptError) -> String {
        let word = try peek(meaning)
        skip()
        return word
    }

    /// All that is left of the line.
    mutating func remainder(_ meaning: String) throws(ScriptError) -> String {
        _ = try peek(meaning)
        place = rest.startIndex
        defer { rest = rest.dropFirst(rest.count) }
        let blanks = rest.reversed().prefix(while: Self.isBlank).count
        return String(rest.dropLast(blanks))
    }

    @discardableResult
    mutating func keyword(among known: [String]) throws(ScriptError) -> String {
        let word = try word(known.joined(separator: " or "))
        guard known.contains(word) else { throw unknown(word, among: known) }
        return word
    }

    /// Whether the line goes on with just that word.
    mutating func optionalKeyword(_ known: String) throws(ScriptError) -> Bool {
        if isAtEnd { return false }
        try keyword(among: [known])
        return true
    }

    func end() throws(ScriptError) {
        guard !isAtEnd else { return }
        var reader = self
        reader.skip()
        let form = ScenarioParser.forms[verb].map { ", which is written: \($0)" } ?? ""
        throw reader.error("this is too much behind \(verb)\(form)")
    }

    // MARK: Values

    mutating func number(_ meaning: String, in range: ClosedRange<Int>) throws(ScriptError) -> Int {
        let word = try word("a number \(meaning)")
        guard let number = Int(word), range.contains(number) else {
            throw error("\(word) should be a number \(meaning), \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func connector() throws(ScriptError) -> Int {
        let word = try word("a connector's number")
        if let number = names[word] { return number }
        guard let number = Int(word), (0...99).contains(number) else {
            let known = names.keys.sorted().joined(separator: ", ")
            throw error("\(word) should be a connector's number, 0 to 99\(known.isEmpty ? "" : ", or one of \(known)")")
        }
        return number
    }

    /// The next word if it is a bare small number or a connector's name.
    mutating func optionalConnector() -> Int? {
        let word = String(rest.prefix { !Self.isBlank($0) })
        guard let number = names[word] ?? Int(word), (0...99).contains(number) else { return nil }
        skip()
        return number
    }

    mutating func optionalTag() throws(ScriptError) -> IdTag? {
        guard !isAtEnd else { return nil }
        let word = try word("a tag")
        guard word.utf8.count <= IdTag.maximumLength else {
            throw error("\(word) should be a tag of at most \(IdTag.maximumLength) characters")
        }
        return IdTag(word)
    }

    mutating func duration() throws(ScriptError) -> Duration {
        let word = try word("a duration such as 30s")
        guard let duration = DurationText.parse(word) else {
            throw error("\(word) should be a duration such as 500ms, 30s, 5m or 2h")
        }
        return duration
    }

    mutating func optionalDuration() throws(ScriptError) -> Duration? {
        isAtEnd ? nil : try duration()
    }

    /// A value that the standard names, such as an error code.
    mutating func named<Value: RawRepresentable<String> & CaseIterable>() throws(ScriptError) -> Value {
        let word = try word("a name of the standard")
        guard let value = Value(rawValue: word) else { throw unknown(word, among: Value.allCases.map(\.rawValue)) }
        return value
    }

    mutating func optionalNamed<Value: RawRepresentable<String> & CaseIterable>() throws(ScriptError) -> Value? {
        isAtEnd ? nil : try named()
    }

    mutating func goal() throws(ScriptError) -> ChargeGoal {
        let word = try word("a goal such as 30s, 80%, 5000Wh or full")
        guard let goal = ChargeGoal(word) else {
            throw error("\(word) should be a goal such as 30s, 80%, 5000Wh or full")
        }
        return goal
    }

    mutating func json() throws(ScriptError) -> JSONValue {
        let text = try remainder("JSON")
        do throws(JSONError) {
            return try JSONValue(parsing: text)
        } catch {
            throw self.error("this should be JSON: \(error)")
        }
    }

    /// A JSON object in which placeholders stand; `{}` where the line ends.
    mutating func template() throws(ScriptError) -> String {
        guard !isAtEnd else { return "{}" }
        let text = try remainder("a payload")
        guard let filled = Placeholder.check(text) else {
            let names = Placeholder.names.map { "$\($0)" }.joined(separator: ", ")
            throw error("a placeholder should be one of \(names), with a sum behind it if need be, such as $now-90m")
        }
        let payload: JSONValue
        do throws(JSONError) {
            payload = try JSONValue(parsing: filled)
        } catch {
            throw self.error("this should be JSON: \(error)")
        }
        guard case .object = payload else { throw error("a payload should be a JSON object") }
        return text
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

extension String {
    /// How many letters must be changed, added or taken away to get the other one; Levenshtein's distance.
    fileprivate func distance(to other: String) -> Int {
        let other = Array(other)
        var previous = Array(0...other.count)
        for (row, letter) in enumerated() {
            var current = [row + 1]
            for (column, wanted) in other.enumerated() {
                let changed = previous[column] + (letter == wanted ? 0 : 1)
                current.append(Swift.min(changed, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous.last ?? 0
    }
}
