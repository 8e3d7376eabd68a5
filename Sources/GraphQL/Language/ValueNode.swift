/// A value as written in a document.
///
/// Section 2.10. Numbers keep their digits until their type is known.
struct ValueNode: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case variable(String)
        case integer(String)
        case float(String)
        case string(String, isBlock: Bool)
        case boolean(Bool)
        case null
        case enumValue(String)
        case list([ValueNode])
        case object([ArgumentNode])
    }

    var kind: Kind
    var offset: Int32

    /// Where it stands does not matter.
    static func == (left: ValueNode, right: ValueNode) -> Bool { left.kind == right.kind }

    var isNull: Bool { kind == .null }

    /// Whether the value cannot be known before variables are.
    var containsVariable: Bool {
        switch kind {
        case .variable: true
        case .list(let items): items.contains { $0.containsVariable }
        case .object(let fields): fields.contains { $0.value.containsVariable }
        case .integer, .float, .string, .boolean, .null, .enumValue: false
        }
    }
}

/// A type as written in a document (section 2.12).
enum TypeNode: Sendable {
    case named(Name)
    indirect case list(TypeNode, offset: Int32)
    indirect case nonNull(TypeNode)

    var name: Name {
        switch self {
        case .named(let name): name
        case .list(let inner, _), .nonNull(let inner): inner.name
        }
    }

    var offset: Int32 {
        switch self {
        case .named(let name): name.offset
        case .list(_, let offset): offset
        case .nonNull(let inner): inner.offset
        }
    }

    var description: String {
        switch self {
        case .named(let name): name.text
        case .list(let inner, _): "[\(inner.description)]"
        case .nonNull(let inner): "\(inner.description)!"
        }
    }
}
