/// The place of a type in its schema.
struct TypeID: Hashable, Sendable {
    var index: Int
}

/// A type by its name with the lists and "not null" around it (section 3.4.1).
indirect enum TypeReference: Hashable, Sendable {
    case named(TypeID)
    case list(TypeReference)
    case nonNull(TypeReference)

    var named: TypeID {
        switch self {
        case .named(let id): id
        case .list(let inner), .nonNull(let inner): inner.named
        }
    }

    var isNonNull: Bool { if case .nonNull = self { true } else { false } }

    var nullable: TypeReference { if case .nonNull(let inner) = self { inner } else { self } }

    /// The type of the elements, if this is a list.
    var element: TypeReference? { if case .list(let inner) = nullable { inner } else { nil } }
}

/// A type of the schema, whatever its kind; what does not fit the kind is empty.
struct NamedType: Sendable {
    enum Kind: String, Sendable {
        case scalar = "SCALAR"
        case object = "OBJECT"
        case interface = "INTERFACE"
        case union = "UNION"
        case enumeration = "ENUM"
        case inputObject = "INPUT_OBJECT"
    }

    var name: String
    var kind: Kind
    var description: String?
    var offset: Int32
    /// Defined by the specification, not by the schema's author.
    var isBuiltIn = false
    var fields: [Field] = []
    var fieldIndices: [String: Int] = [:]
    var interfaces: [TypeID] = []
    /// The object types that an object of this type can have; for an object type that is itself.
    var possibleTypes: [TypeID] = []
    private var possibleSet: Set<TypeID> = []
    var values: [EnumValue] = []
    var inputFields: [InputValue] = []
    var isOneOf = false
    var specifiedBy: String?
    /// As the schema has them, extensions included.
    var directives: [DirectiveNode] = []

    init(name: String, kind: Kind, description: String?, offset: Int32) {
        self.name = name
        self.kind = kind
        self.description = description
        self.offset = offset
    }

    mutating func setPossibleTypes(_ types: [TypeID]) {
        possibleTypes = types
        possibleSet = Set(types)
    }

    func isPossible(_ type: TypeID) -> Bool { possibleSet.contains(type) }

    var isComposite: Bool { kind == .object || isAbstract }
    var isAbstract: Bool { kind == .interface || kind == .union }
    var isLeaf: Bool { kind == .scalar || kind == .enumeration }
    var isInput: Bool { isLeaf || kind == .inputObject }
    var isOutput: Bool { kind != .inputObject }
    var isCustomScalar: Bool { kind == .scalar && !isBuiltIn }

    func inputField(_ name: String) -> InputValue? { inputFields.first { $0.name == name } }
}

/// A class, since it is handed on for every field of every document.
final class Field: Sendable {
    let name: String
    let description: String?
    let arguments: [InputValue]
    let type: TypeReference
    /// Why the field should not be used any more.
    let deprecation: String?
    /// A meta field: asked for like any other, but not listed.
    let isHidden: Bool
    let offset: Int32
    let directives: [DirectiveNode]

    init(
        name: String, description: String?, arguments: [InputValue], type: TypeReference, deprecation: String?,
        isHidden: Bool = false, offset: Int32 = 0, directives: [DirectiveNode] = []
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.type = type
        self.deprecation = deprecation
        self.isHidden = isHidden
        self.offset = offset
        self.directives = directives
    }

    func argument(_ name: String) -> InputValue? { arguments.first { $0.name == name } }
}

/// An argument or a field of an input object.
struct InputValue: Sendable {
    var name: String
    var description: String?
    var type: TypeReference
    var defaultValue: ValueNode?
    var deprecation: String?
    var offset: Int32 = 0
    var directives: [DirectiveNode] = []

    /// Whether it must be given (section 5.4.3).
    var isRequired: Bool { type.isNonNull && defaultValue == nil }
}

struct EnumValue: Sendable {
    var name: String
    var description: String?
    var deprecation: String?
}

struct Directive: Sendable {
    var name: String
    var description: String?
    var arguments: [InputValue]
    var isRepeatable: Bool
    var locations: [DirectiveLocation]
    var isBuiltIn = false
    var offset: Int32 = 0

    func argument(_ name: String) -> InputValue? { arguments.first { $0.name == name } }
}
