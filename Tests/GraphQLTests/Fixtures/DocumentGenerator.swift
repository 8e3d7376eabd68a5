/// Writes documents that use everything the grammar has, at random but the same for the same seed.
///
/// What they say makes no sense to any schema; they only have to parse.
struct DocumentGenerator {
    private var random: SeededGenerator
    private var depth = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func executable() -> String {
        joined(1...5, by: "\n") { generator in
            generator.chance(3) ? generator.fragment() : generator.operation()
        }
    }

    mutating func typeSystem() -> String { joined(1...8, by: "\n") { $0.definition() } }

    mutating func mixed() -> String {
        joined(1...8, by: "\n") { generator in
            switch generator.below(4) {
            case 0: generator.operation()
            case 1: generator.fragment()
            default: generator.definition()
            }
        }
    }

    // MARK: Chance

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    /// True once in so many times.
    mutating func chance(_ times: Int) -> Bool { below(times) == 0 }

    mutating func pick(_ items: [String]) -> String { items.randomElement(using: &random) ?? "" }

    mutating func joined(
        _ counts: ClosedRange<Int>, by separator: String = " ", _ part: (inout DocumentGenerator) -> String
    ) -> String {
        let count = Int.random(in: counts, using: &random)
        return (0..<count).map { _ in part(&self) }.joined(separator: separator)
    }

    private mutating func maybe(_ text: (inout DocumentGenerator) -> String) -> String {
        chance(2) ? text(&self) : ""
    }

    private mutating func nested(_ text: (inout DocumentGenerator) -> String, otherwise: String) -> String {
        guard depth < 4 else { return otherwise }
        depth += 1
        defer { depth -= 1 }
        return text(&self)
    }

    // MARK: Words

    /// Words with a meaning are names like any others, almost everywhere.
    mutating func name() -> String {
        pick([
            "a", "B", "_x", "__y", "n1", "on", "query", "type", "null", "true", "fragment", "repeatable", "implements",
            "extend", "schema", "directive", "input",
        ])
    }

    mutating func description() -> String { chance(3) ? string() + pick([" ", "\n", ", "]) : "" }

    mutating func string() -> String {
        if chance(2) {
            let escapes = [
                "x", " ", "é", "😀", "\\n", "\\\"", "\\\\", "\\u0007", "\\u{1F600}", "\\uD83D\\uDE00", "#", ",",
            ]
            return "\"" + joined(0...6, by: "") { $0.pick(escapes) } + "\""
        }
        let pieces = [
            "x", " ", "  ", "\t", "\n", "\r\n", "\"x", "\"\"é", "\\", "\\\"\"\"", "é", "# no comment", "\n    deep",
            "\\n",
        ]
        // Three quotes in a row would be the closing ones.
        return "\"\"\"" + joined(0...9, by: "") { $0.pick(pieces) } + pick(["", "\n", ".", " "]).ifQuoteThenDot
            + "\"\"\""
    }

    mutating func value(isConstant: Bool) -> String {
        switch below(isConstant ? 9 : 10) {
        case 0: pick(["0", "-0", "1", "-12", "123456789012345678901234567890"])
        case 1: pick(["0.0", "-1.5", "1e9", "2E-3", "1.25e+10"])
        case 2: string()
        case 3: pick(["true", "false"])
        case 4: "null"
        case 5: pick(["RED", "on", "query", "_"])
        case 6, 7: nested({ "[" + $0.joined(0...3) { $0.value(isConstant: isConstant) } + "]" }, otherwise: "[]")
        case 8:
            nested(
                { "{" + $0.joined(0...3) { "\($0.name()): \($0.value(isConstant: isConstant))" } + "}" },
                otherwise: "{}")
        default: "$" + name()
        }
    }

    mutating func type() -> String {
        nested({ $0.chance(3) ? "[\($0.type())]" : $0.name() }, otherwise: "T") + (chance(3) ? "!" : "")
    }

    mutating func arguments(isConstant: Bool) -> String {
        maybe { "(" + $0.joined(1...3, by: ", ") { "\($0.name()): \($0.value(isConstant: isConstant))" } + ")" }
    }

    mutating func directives(isConstant: Bool) -> String {
        chance(3) ? joined(1...2) { " @\($0.name())\($0.arguments(isConstant: isConstant))" } : ""
    }
}

extension String {
    /// Nothing may follow a quote but a character that is none.
    fileprivate var ifQuoteThenDot: String { isEmpty ? "." : self }
}
