/// The same numbers for the same seed, so that a failure can be repeated.
struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }

    mutating func pick<Element>(_ items: [Element], or otherwise: Element) -> Element {
        items.isEmpty ? otherwise : items[below(items.count)]
    }
}

/// Makes inputs: damaged bytes of what is right, tokens in any order, and what the grammar allows.
struct FuzzInputs {
    var random: FuzzRandom

    /// Lost, changed, doubled and foreign bytes.
    mutating func damaged(_ corpus: [String], atMost limit: Int = 3) -> [UInt8] {
        var bytes = Array(random.pick(corpus, or: "").utf8)
        for _ in 0...random.below(limit) {
            guard !bytes.isEmpty else { break }
            let place = random.below(bytes.count)
            let end = min(bytes.count, place + 1 + random.below(24))
            switch random.below(7) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
            case 3: bytes.removeSubrange(place..<end)
            case 4: bytes.insert(contentsOf: Array(random.pick(FuzzCorpus.tokens, or: "").utf8), at: place)
            case 5:
                let other = Array(random.pick(corpus, or: "").utf8)
                let start = random.below(other.count)
                bytes.insert(contentsOf: other[start..<min(other.count, start + 1 + random.below(60))], at: place)
            default: bytes.removeLast(min(bytes.count, random.below(bytes.count / 4 + 1)))
            }
        }
        return bytes
    }

    mutating func tokens() -> [UInt8] {
        let separator = random.below(3) == 0 ? "" : " "
        var words: [String] = []
        for _ in 0...random.below(60) { words.append(random.pick(FuzzCorpus.tokens, or: "")) }
        return Array(words.joined(separator: separator).utf8)
    }

    // MARK: By the grammar

    private mutating func name() -> String {
        random.pick(
            ["id", "name", "people", "friends", "echo", "any", "pet", "a", "b", "node", "owner", "nope"], or: "a")
    }

    private mutating func typeName() -> String {
        random.pick(
            ["Person", "Dog", "Node", "Pet", "Query", "Filter", "Pick", "Color", "Int", "ID", "Any", "Nope"], or: "Int")
    }

    mutating func anyDocument() -> String {
        var parts: [String] = []
        for index in 0...random.below(3) {
            let head = random.pick(
                [
                    "", "query Q\(index) ", "query Q\(index)($f: Filter, $x: Boolean = true) ", "mutation ",
                    "subscription ",
                ], or: "")
            parts.append(head + selections(depth: 0))
        }
        for index in 0..<random.below(4) {
            parts.append("fragment F\(index) on \(typeName()) \(directives())\(selections(depth: 2))")
        }
        return parts.joined(separator: "\n")
    }

    private mutating func selections(depth: Int) -> String {
        var items: [String] = []
        for _ in 0...random.below(depth > 4 ? 1 : 4) {
            switch random.below(depth > 5 ? 1 : 6) {
            case 0...3:
                let alias = random.below(4) == 0 ? "\(name()): " : ""
                let inner = depth < 6 && random.below(2) == 0 ? " " + selections(depth: depth + 1) : ""
                items.append(alias + name() + arguments() + directives() + inner)
            case 4: items.append("...F\(random.below(4)) \(directives())")
            default:
                let condition = random.below(3) == 0 ? "" : " on \(typeName()) "
                items.append("...\(condition)\(directives())\(selections(depth: depth + 1))")
            }
        }
        return "{ \(items.joined(separator: " ")) }"
    }

    private mutating func arguments() -> String {
        guard random.below(3) == 0 else { return "" }
        let names = ["id", "filter", "first", "value", "text", "list", "pick", "color", "short", "by"]
        return "(\(random.pick(names, or: "id")): \(value(depth: 0)))"
    }

    private mutating func directives() -> String {
        switch random.below(8) {
        case 0: " @skip(if: \(value(depth: 3)))"
        case 1: " @include(if: $x) "
        case 2: " @tag(list: \(value(depth: 2))) @tag "
        default: " "
        }
    }

    mutating func value(depth: Int) -> String {
        switch random.below(depth > 5 ? 8 : 11) {
        case 0: return "$f"
        case 1: return "$x"
        case 2: return "\(Int64(bitPattern: random.next()) >> random.below(64))"
        case 3: return "-1.5e\(random.below(400))"
        case 4: return "\"\\u00e9 \(random.below(10))\""
        case 5: return random.pick(["true", "false", "null"], or: "null")
        case 6: return random.pick(["RED", "GREEN", "NOPE"], or: "RED")
        case 7: return "\"\"\"\n  \(random.below(10))\n    b\"\"\""
        case 8:
            var items: [String] = []
            for _ in 0..<random.below(4) { items.append(value(depth: depth + 1)) }
            return "[\(items.joined(separator: ", "))]"
        default:
            var fields: [String] = []
            let names = ["color", "ids", "nested", "pick", "any", "limits", "id", "name", "inner", "nope"]
            for _ in 0..<random.below(4) {
                fields.append("\(random.pick(names, or: "id")): \(value(depth: depth + 1))")
            }
            return "{\(fields.joined(separator: ", "))}"
        }
    }

    mutating func json(depth: Int) -> String {
        switch random.below(depth > 5 ? 6 : 8) {
        case 0: return "null"
        case 1: return random.pick(["true", "false"], or: "true")
        case 2: return "\(Int64(bitPattern: random.next()) >> random.below(64))"
        case 3: return "\(random.below(100)).5e\(random.below(330))"
        case 4: return random.pick(["\"RED\"", "\"x\"", "\"\"", "\"\\u0000\\ud83d\\ude00\"", "\"12\""], or: "\"\"")
        case 5: return random.pick(["[]", "{}"], or: "[]")
        case 6:
            var items: [String] = []
            for _ in 0..<random.below(4) { items.append(json(depth: depth + 1)) }
            return "[\(items.joined(separator: ","))]"
        default:
            var fields: [String] = []
            let names = ["f", "x", "color", "ids", "nested", "pick", "any", "limits", "id", "name", "inner", "nope"]
            for _ in 0..<random.below(5) {
                fields.append("\"\(random.pick(names, or: "f"))\":\(json(depth: depth + 1))")
            }
            return "{\(fields.joined(separator: ","))}"
        }
    }
}
