/// `schema { query: Query }`, or its extension (section 3.3).
struct SchemaDefinition: Sendable {
    var description: String?
    var directives: [DirectiveNode]
    var operationTypes: [(kind: OperationKind, type: Name)]
    var isExtension: Bool
    var offset: Int32
}

/// A named type or an extension of one (sections 3.5 to 3.10); which of the parts it may have depends on the kind.
struct TypeDefinition: Sendable {
    enum Kind: String, Sendable {
        case scalar, object = "type", interface, union, enumeration = "enum", inputObject = "input"
    }

    var kind: Kind
    var description: String?
    var name: Name
    var interfaces: [Name] = []
    var directives: [DirectiveNode] = []
    var fields: [FieldDefinitionNode] = []
    var members: [Name] = []
    var values: [EnumValueNode] = []
    var inputFields: [InputValueNode] = []
    var isExtension: Bool
    var offset: Int32
}

struct FieldDefinitionNode: Sendable {
    var description: String?
    var name: Name
    var arguments: [InputValueNode]
    var type: TypeNode
    var directives: [DirectiveNode]
}

/// An argument or a field of an input object, as defined.
struct InputValueNode: Sendable {
    var description: String?
    var name: Name
    var type: TypeNode
    var defaultValue: ValueNode?
    var directives: [DirectiveNode]
}

struct EnumValueNode: Sendable {
    var description: String?
    var name: Name
    var directives: [DirectiveNode]
}

/// Section 3.13.
struct DirectiveDefinition: Sendable {
    var description: String?
    var name: Name
    var arguments: [InputValueNode]
    var isRepeatable: Bool
    var locations: [Name]
    var offset: Int32
}
