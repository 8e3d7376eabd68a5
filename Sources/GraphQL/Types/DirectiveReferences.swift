/// Which directives and types the definition of a directive refers to.
///
/// Section 3.13: a directive must not refer to itself, neither by standing on its own arguments nor through other
/// directives or the types of its arguments.
struct DirectiveReferences {
    private enum Element: Hashable {
        case directive(String)
        case type(String)
    }

    private var references: [Element: Set<Element>] = [:]

    init(_ types: [TypeDefinition], _ directives: [DirectiveDefinition]) {
        for directive in directives {
            references[.directive(directive.name.text), default: []].formUnion(Self.elements(in: directive.arguments))
        }
        for type in types {
            var elements = Self.elements(in: type.directives).union(Self.elements(in: type.inputFields))
            for value in type.values { elements.formUnion(Self.elements(in: value.directives)) }
            references[.type(type.name.text), default: []].formUnion(elements)
        }
    }

    func leadBack(to directive: String) -> Bool {
        var seen: Set<Element> = []
        var waiting: [Element] = [.directive(directive)]
        while let element = waiting.popLast() {
            for next in references[element] ?? [] {
                if next == .directive(directive) { return true }
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return false
    }

    private static func elements(in directives: [DirectiveNode]) -> Set<Element> {
        Set(directives.map { .directive($0.name.text) })
    }

    private static func elements(in values: [InputValueNode]) -> Set<Element> {
        values.reduce(into: []) { elements, value in
            elements.insert(.type(value.type.name.text))
            elements.formUnion(Self.elements(in: value.directives))
        }
    }
}
