import OCPP

/// Reads a scenario file: one step a line, `#` begins a comment. ``HelpText/grammar`` is its description for users.
///
/// A new kind of step is an enumeration below `Steps` and a line in the two tables here.
struct ScenarioParser {
    private static let maximumSteps = 10_000

    /// A step of each kind, as it is written.
    static let forms = [
        CoreSteps.forms, ExpectStep.forms, LinkStep.forms, QuirkStep.forms, WireStep.forms, AnswerRule.forms,
        FileStep.forms,
        SecurityStep.forms, FlowStep.forms,
    ]
    .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    private static func step(_ reader: inout StepReader) throws(ScriptError) -> Step {
        if let step = try CoreSteps.read(&reader) { return step }
        if let step = try ExpectStep.read(&reader) { return step }
        if let step = try LinkStep.read(&reader) { return step }
        if let step = try QuirkStep.read(&reader) { return step }
        if let step = try WireStep.read(&reader) { return step }
        if let step = try AnswerRule.read(&reader) { return step }
        if let step = try FileStep.read(&reader) { return step }
        if let step = try SecurityStep.read(&reader) { return step }
        throw reader.unknown(reader.verb, among: forms.keys.sorted())
    }

    private var steps: [Step] = []
    private var names: [String: Int] = [:]
    private var blocks: [Block] = []

    /// A block whose `end` is still to come.
    private struct Block {
        var reader: StepReader
        var begin: Int
        var branches: [Int] = []
        /// Jumps that wait to hear where the block ends.
        var exits: [Int] = []
    }

    static func parse(_ text: String) throws(ScriptError) -> [Step] {
        var parser = ScenarioParser()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard var reader = StepReader(line: index + 1, text: line, names: parser.names) else { continue }
            guard parser.steps.count < maximumSteps else {
                throw reader.error("there are more than \(maximumSteps) steps")
            }
            try parser.take(&reader)
            try reader.end()
        }
        if let open = parser.blocks.last { throw open.reader.error("this \(open.reader.verb) has no end") }
        guard !parser.steps.isEmpty else { throw ScriptError(line: 1, column: 1, message: "there is no step in it") }
        return parser.steps
    }

    private mutating func take(_ reader: inout StepReader) throws(ScriptError) {
        switch reader.verb {
        case "name":
            let name = try reader.word("a name")
            guard Int(name) == nil else { throw reader.error("\(name) should begin with a letter") }
            names[name] = try reader.number("of the connector", in: 0...99)
        case "repeat":
            begin(.repeats(try reader.number("of turns", in: 0...1_000_000), end: 0), reader)
        case "chance":
            let word = try reader.word("a probability such as 30%")
            guard word.hasSuffix("%"), let percent = Double(word.dropLast()), (0...100).contains(percent) else {
                throw reader.error("\(word) should be a probability from 0% to 100%")
            }
            begin(.chance(percent / 100, end: 0), reader)
        case "choose": begin(.choose([]), reader)
        case "or": try nextBranch(reader)
        case "end": try endBlock(reader)
        default: steps.append(try Self.step(&reader))
        }
    }

    private mutating func begin(_ step: FlowStep, _ reader: StepReader) {
        steps.append(.flow(step))
        blocks.append(Block(reader: reader, begin: steps.count - 1, branches: [steps.count]))
    }

    private mutating func nextBranch(_ reader: StepReader) throws(ScriptError) {
        guard var block = blocks.popLast(), case .flow(.choose) = steps[block.begin] else {
            throw reader.error("or should stand between choose and end")
        }
        block.exits.append(steps.count)
        steps.append(.flow(.mark))
        block.branches.append(steps.count)
        blocks.append(block)
    }

    private mutating func endBlock(_ reader: StepReader) throws(ScriptError) {
        guard let block = blocks.popLast() else {
            throw reader.error("end should come after repeat, chance or choose")
        }
        let end = steps.count
        for exit in block.exits { steps[exit] = .flow(.jump(end)) }
        switch steps[block.begin] {
        case .flow(.repeats(let count, _)):
            steps[block.begin] = .flow(.repeats(count, end: end))
            steps.append(.flow(.endRepeat))
        case .flow(.chance(let probability, _)):
            steps[block.begin] = .flow(.chance(probability, end: end))
            steps.append(.flow(.mark))
        default:
            steps[block.begin] = .flow(.choose(block.branches))
            steps.append(.flow(.mark))
        }
    }
}
