extension DocumentGenerator {
    // MARK: Executable

    mutating func operation() -> String {
        if chance(4) { return "query " + selectionSet() }
        let variables =
            chance(2)
            ? "("
                + joined(1...3) { generator in
                    generator.description() + "$\(generator.name()): \(generator.type())"
                        + (generator.chance(2) ? " = \(generator.value(isConstant: true))" : "")
                        + generator.directives(isConstant: true)
                } + ")" : ""
        return description() + pick(["query", "mutation", "subscription"]) + " " + (chance(3) ? "" : name()) + variables
            + directives(isConstant: false) + selectionSet()
    }

    mutating func fragment() -> String {
        description() + "fragment " + pick(["F", "G", "fragment", "null"]) + " on " + name()
            + directives(isConstant: false) + selectionSet()
    }

    mutating func selectionSet() -> String { selectionSet(levels: 3) }

    private mutating func selectionSet(levels: Int) -> String {
        " {" + joined(1...4) { $0.selection(levels: levels) } + "}"
    }

    private mutating func selection(levels: Int) -> String {
        switch below(5) {
        case 0: return "..." + pick(["F", "G"]) + directives(isConstant: false)
        case 1 where levels > 0:
            return "... " + (chance(2) ? "on \(name())" : "") + directives(isConstant: false)
                + selectionSet(levels: levels - 1)
        default:
            return (chance(3) ? "\(name()): " : "") + name() + arguments(isConstant: false)
                + directives(isConstant: false) + (levels > 0 && chance(2) ? selectionSet(levels: levels - 1) : "")
        }
    }

    // MARK: Type system

    mutating func definition() -> String {
        let isExtension = chance(3)
        let head = isExtension ? "extend " : description()
        switch below(8) {
        case 0: return schemaDefinition(head, isExtension: isExtension)
        case 1: return head + "scalar \(name())" + directivesOf(isExtension)
        case 2, 3:
            return head + pick(["type", "interface"]) + " \(name())" + interfaces() + directivesOf(isExtension)
                + body { $0.fieldDefinition() }
        case 4:
            let members = chance(3) ? "" : " = " + pick(["", "| "]) + joined(1...3, by: " | ") { $0.name() }
            return head + "union \(name())" + directivesOf(isExtension) + members
        case 5:
            return head + "enum \(name())" + directivesOf(isExtension)
                + body { "\($0.description())\($0.pick(["RED", "on", "_v"]))\($0.directives(isConstant: true))" }
        case 6: return head + "input \(name())" + directivesOf(isExtension) + body { $0.inputValue() }
        default:
            return description() + "directive @\(name())" + argumentDefinitions() + pick(["", " repeatable"]) + " on "
                + pick(["", "| "]) + joined(1...3, by: " | ") { $0.pick(["FIELD", "SCHEMA", "ENUM_VALUE", "QUERY"]) }
        }
    }

    private mutating func schemaDefinition(_ head: String, isExtension: Bool) -> String {
        let types = joined(1...3) { "\($0.pick(["query", "mutation", "subscription"])): \($0.name())" }
        if isExtension, chance(2) { return head + "schema @\(name())" }
        return head + "schema" + directives(isConstant: true) + " {\(types)}"
    }

    /// An extension must have at least one part, and this one is always allowed.
    private mutating func directivesOf(_ isExtension: Bool) -> String {
        isExtension ? " @\(name())" : directives(isConstant: true)
    }

    private mutating func interfaces() -> String {
        chance(3) ? " implements " + pick(["", "& "]) + joined(1...3, by: " & ") { $0.name() } : ""
    }

    private mutating func body(_ item: (inout DocumentGenerator) -> String) -> String {
        chance(4) ? "" : " {" + joined(1...3, by: "\n", item) + "}"
    }

    private mutating func fieldDefinition() -> String {
        description() + name() + argumentDefinitions() + ": " + type() + directives(isConstant: true)
    }

    private mutating func argumentDefinitions() -> String {
        chance(2) ? "(" + joined(1...3) { $0.inputValue() } + ")" : ""
    }

    private mutating func inputValue() -> String {
        description() + name() + ": " + type() + (chance(2) ? " = \(value(isConstant: true))" : "")
            + directives(isConstant: true)
    }
}
