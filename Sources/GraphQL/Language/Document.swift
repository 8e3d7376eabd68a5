/// A parsed document: executable definitions, type system definitions, or both.
///
/// Section 2.3. The nodes are values; each keeps the byte at which it begins, from which errors compute their location.
struct Document: Sendable {
    var definitions: [Definition]
    /// The text, for locations.
    var source: [UInt8]

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
    var selections: [Selection]
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
    var selections: [Selection]
    var offset: Int32
    var description: String?
}

enum Selection: Sendable {
    case field(FieldNode)
    case spread(FragmentSpread)
    case inline(InlineFragment)
}

struct FieldNode: Sendable {
    var alias: Name?
    var name: Name
    var arguments: [ArgumentNode]
    var directives: [DirectiveNode]
    var selections: [Selection]

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
    var directives: [DirectiveNode]
    var selections: [Selection]
    var offset: Int32
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
