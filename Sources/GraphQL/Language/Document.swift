/// A parsed document: executable definitions, type system definitions, or both.
///
/// Section 2.3. The nodes are values; each keeps the byte at which it begins, from which errors compute their location.
struct Document: Sendable {
    var definitions: [Definition]
    /// All selections, in the order of the text: each stands before those inside it.
    var selections: [Selection]
    /// The text, for locations.
    var source: [UInt8]

    /// The members of a selection set, without what is inside them.
    func members(of set: SelectionSet) -> some Sequence<Selection> {
        sequence(state: set.start) { next in
            guard next < set.end else { return nil }
            let selection = selections[Int(next)]
            next = selection.selections.isEmpty ? next + 1 : selection.selections.end
            return selection
        }
    }

    func location(_ offset: Int32) -> SourceLocation { SourceLocation(offset: offset, in: source) }

    var operations: [OperationDefinition] {
        definitions.compactMap { if case .operation(let operation) = $0 { operation } else { nil } }
    }

    var fragments: [FragmentDefinition] {
        definitions.compactMap { if case .fragment(let fragment) = $0 { fragment } else { nil } }
    }
}

enum Definition: Sendable {
    case operation(OperationDefinition)
    case fragment(FragmentDefinition)
    case schema(SchemaDefinition)
    case type(TypeDefinition)
    case directive(DirectiveDefinition)
}

struct Name: Sendable {
    var text: String
    var offset: Int32
}

/// What an operation does with the world (section 2.4).
public enum OperationKind: String, Sendable, Hashable, CaseIterable {
    case query, mutation, subscription

    /// The name that a root type has when no schema definition says otherwise (section 3.3.1).
    var defaultTypeName: String {
        switch self {
        case .query: "Query"
        case .mutation: "Mutation"
        case .subscription: "Subscription"
        }
    }
}

struct OperationDefinition: Sendable {
    var kind: OperationKind
    var name: Name?
    var variables: [VariableDefinition]
    var directives: [DirectiveNode]
    var selections: SelectionSet
    var offset: Int32
    var description: String?
}

struct VariableDefinition: Sendable {
    var name: Name
    var type: TypeNode
    var defaultValue: ValueNode?
    var directives: [DirectiveNode]
    var description: String?
}

struct FragmentDefinition: Sendable {
    var name: Name
    var typeCondition: Name
    var directives: [DirectiveNode]
    var selections: SelectionSet
    var offset: Int32
    var description: String?
}

/// What stands between two braces (section 2.5), as a part of ``Document/selections``: the first, and the one after the
/// last and all inside it.
struct SelectionSet: Sendable {
    var start: Int32
    var end: Int32

    static let none = SelectionSet(start: 0, end: 0)
    var isEmpty: Bool { start == end }
}

/// One thing that is selected (section 2.5).
struct Selection: Sendable {
    enum Kind: Sendable {
        case field(FieldNode)
        case spread(FragmentSpread)
        case inline(InlineFragment)
    }

    var kind: Kind
    /// What it selects in turn.
    var selections = SelectionSet.none
}

struct FieldNode: Sendable {
    /// What most fields do not have, kept apart so that the others are small.
    private final class Details: Sendable {
        let alias: Name?
        let directives: [DirectiveNode]

        init(alias: Name?, directives: [DirectiveNode]) {
            self.alias = alias
            self.directives = directives
        }
    }

    var name: Name
    var arguments: [ArgumentNode] = []
    private var details: Details?

    init(name: Name) { self.name = name }

    init(alias: Name?, name: Name, arguments: [ArgumentNode], directives: [DirectiveNode]) {
        self.name = name
        self.arguments = arguments
        if alias != nil || !directives.isEmpty { details = Details(alias: alias, directives: directives) }
    }

    var alias: Name? { details?.alias }
    var directives: [DirectiveNode] { details?.directives ?? [] }
    var responseKey: String { alias?.text ?? name.text }
    var offset: Int32 { alias?.offset ?? name.offset }
}

struct FragmentSpread: Sendable {
    var name: Name
    var directives: [DirectiveNode]
    var offset: Int32
}

struct InlineFragment: Sendable {
    var typeCondition: Name?
    var offset: Int32
    var directives: [DirectiveNode]
}

struct ArgumentNode: Sendable, Equatable {
    var name: Name
    var value: ValueNode

    /// Where it stands does not matter.
    static func == (left: ArgumentNode, right: ArgumentNode) -> Bool {
        left.name.text == right.name.text && left.value == right.value
    }
}

struct DirectiveNode: Sendable {
    var name: Name
    var arguments: [ArgumentNode]
    var offset: Int32
}
