/// Names one element of a schema, as documentation and tools write it: `Station.sessions(first:)`.
///
/// Section 2.14. It has a small grammar of its own, in which no spaces are allowed.
public enum SchemaCoordinate: Sendable, Hashable, CustomStringConvertible {
    case type(String)
    /// A field, an input field or an enum value.
    case member(String, of: String)
    case argument(String, ofField: String, of: String)
    case directive(String)
    case directiveArgument(String, of: String)

    /// - Throws: what is wrong with the text, and where.
    public init(parsing text: String) throws(GraphQLError) {
        var reader = CoordinateReader(text)
        if reader.skip("@") {
            let name = try reader.name()
            self = try reader.skip("(") ? .directiveArgument(try reader.argument(), of: name) : .directive(name)
        } else {
            let type = try reader.name()
            if reader.skip(".") {
                let member = try reader.name()
                self =
                    try reader.skip("(")
                    ? .argument(try reader.argument(), ofField: member, of: type) : .member(member, of: type)
            } else {
                self = .type(type)
            }
        }
        try reader.end()
    }

    public var description: String {
        switch self {
        case .type(let name): name
        case .member(let name, let type): "\(type).\(name)"
        case .argument(let name, let field, let type): "\(type).\(field)(\(name):)"
        case .directive(let name): "@\(name)"
        case .directiveArgument(let name, let directive): "@\(directive)(\(name):)"
        }
    }
}

extension Schema {
    /// Whether the schema has the element. The names of introspection count as well.
    public func contains(_ coordinate: SchemaCoordinate) -> Bool {
        switch coordinate {
        case .type(let name): typeIDs[name] != nil
        case .member(let name, let typeName): type(named: typeName).map { $0.hasMember(name) } ?? false
        case .argument(let name, let field, let typeName):
            type(named: typeName)?.field(field)?.argument(name) != nil
        case .directive(let name): directive(named: name) != nil
        case .directiveArgument(let name, let directiveName): directive(named: directiveName)?.argument(name) != nil
        }
    }
}

extension NamedType {
    fileprivate func field(_ name: String) -> Field? { fieldIndices[name].map { fields[$0] } }

    fileprivate func hasMember(_ name: String) -> Bool {
        field(name) != nil || inputField(name) != nil || values.contains { $0.name == name }
    }
}

/// Reads the tokens of a coordinate.
private struct CoordinateReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func name() throws(GraphQLError) -> String {
        let start = position
        while position < bytes.count, ByteClass.isNameContinue(bytes[position]),
            position > start || !ByteClass.isDigit(bytes[position])
        {
            position += 1
        }
        guard position > start else { throw unexpected("a name") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// What follows the parenthesis: `first:)`.
    mutating func argument() throws(GraphQLError) -> String {
        let name = try name()
        guard skip(":") else { throw unexpected("\":\"") }
        guard skip(")") else { throw unexpected("\")\"") }
        return name
    }

    func end() throws(GraphQLError) {
        guard position == bytes.count else { throw unexpected("the end of the coordinate") }
    }

    private func unexpected(_ wanted: String) -> GraphQLError {
        GraphQLError(
            "Syntax error: expected \(wanted)", code: .parseFailed,
            locations: [SourceLocation(offset: Int32(clamping: position), in: bytes)])
    }
}
