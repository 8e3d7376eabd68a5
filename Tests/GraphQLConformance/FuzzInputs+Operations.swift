/// Operations that fit the schema, so that what comes after validation is reached as well.
extension FuzzInputs {
    /// Arguments that fields of the corpus take, each with values that fit and with variables that do.
    private static let arguments: [String: [(name: String, values: [String])]] = [
        "node": [("id", ["1", "\"x\"", "$id"])], "name": [("short", ["true", "$x", "null"])],
        "friends": [("first", ["2", "$n"]), ("by", ["{}", "$f", "{ids: [1, $id], nested: {color: BLUE}}"])],
        "people": [
            ("filter", ["{limits: [[1, null], []]}", "$f", "{pick: {id: $id}, any: {a: [$x]}}", "null"]),
            ("first", ["1", "$n"]),
        ],
        "any": [("value", ["{a: [1, {b: RED}]}", "$f", "[$x, 2.5]", "\"\"\"\n  a\n\"\"\""])],
        "echo": [
            ("text", ["\"\\u00e9\"", "null"]), ("flag", ["$x", "true"]), ("list", ["[1, 2]", "3", "[$n]"]),
            ("color", ["RED"]), ("pick", ["{name: \"n\"}", "$p", "{inner: $g}"]), ("number", ["1", "2.5e3"]),
        ],
        "rename": [("id", ["1", "$id"]), ("name", ["\"n\"", "null"])], "tick": [("every", ["1.5", "null"])],
    ]
    private static let variables = [
        "$id": "$id: ID!", "$x": "$x: Boolean! = true", "$n": "$n: Int! = 2", "$f": "$f: Filter", "$p": "$p: Pick",
        "$g": "$g: Filter! = {color: GREEN}",
    ]

    mutating func operation(for world: DeterministicWorld) -> String {
        let root = random.pick(
            [world.query, world.query, world.mutation, world.subscription].compactMap(\.self), or: "")
        let kind = root == world.query ? "query" : root == world.mutation ? "mutation" : "subscription"
        let limit = kind == "subscription" ? 1 : 4
        var fragment = ""
        var body = selections(of: root, in: world, depth: 0, atMost: limit)
        if random.below(4) == 0, kind != "subscription" {
            fragment = " fragment F on \(root) \(selections(of: root, in: world, depth: 1, atMost: 3))"
            body = "{ ...F ...F \(body.dropFirst())"
        }
        let used = Self.variables.filter { (body + fragment).contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
        return "\(kind) Q\(used.isEmpty ? "" : "(\(used.joined(separator: ", ")))") \(body)\(fragment)"
    }

    private mutating func selections(
        of type: String, in world: DeterministicWorld, depth: Int, atMost limit: Int
    ) -> String {
        var items: [String] = []
        for _ in 0...random.below(limit) { items.append(selection(of: type, in: world, depth: depth)) }
        return "{ \(items.joined(separator: " ")) }"
    }

    private mutating func selection(of type: String, in world: DeterministicWorld, depth: Int) -> String {
        if let possible = world.possibleTypes[type] {
            guard random.below(4) > 0 else { return "__typename" }
            let concrete = random.pick(possible, or: type)
            return "... on \(concrete) \(selections(of: concrete, in: world, depth: depth + 1, atMost: 2))"
        }
        let fields = world.objects.first { $0.name == type }?.fields ?? []
        guard let field = fields.isEmpty ? nil : fields[random.below(fields.count)] else { return "__typename" }
        let isRootOfStream = type == world.subscription
        let alias = isRootOfStream || random.below(3) > 0 ? "" : "a\(random.below(1_000_000)): "
        let condition = isRootOfStream || random.below(8) > 0 ? "" : random.pick([" @skip(if: $x)", " @tag"], or: "")
        let name = field.type.name
        let isLeaf = world.possibleTypes[name] == nil && !world.isObject(name)
        guard isLeaf || depth < 5 else { return "__typename" }
        let inner = isLeaf ? "" : " " + selections(of: name, in: world, depth: depth + 1, atMost: 2)
        // The same field with other arguments needs another name.
        let arguments = arguments(of: field.name, isFree: alias != "")
        return alias + field.name + arguments + condition + inner
    }

    private mutating func arguments(of field: String, isFree: Bool) -> String {
        let known = Self.arguments[field] ?? []
        guard isFree || ["node", "rename"].contains(field) else { return "" }
        var chosen: [String] = []
        for (index, argument) in known.enumerated() {
            let isRequired = argument.name == "id" && index == 0
            guard isRequired || random.below(2) == 0 else { continue }
            let value = isFree ? random.pick(argument.values, or: "null") : argument.values[0]
            chosen.append("\(argument.name): \(value)")
        }
        return chosen.isEmpty ? "" : "(\(chosen.joined(separator: ", ")))"
    }
}
