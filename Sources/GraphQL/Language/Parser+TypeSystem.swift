/// Definitions of a schema and their extensions (section 3).
extension Parser {
    mutating func typeSystemDefinition(
        _ word: String, description: String?, start: Int32
    ) throws(GraphQLError) -> Definition {
        var keyword = word
        let isExtension = keyword == "extend"
        if isExtension {
            try advance()
            guard token.kind == .name else { throw unexpected() }
            keyword = text
        }
        switch keyword {
        case "schema": return .schema(try schema(description: description, isExtension: isExtension, start: start))
        case "directive" where !isExtension:
            return .directive(try directiveDefinition(description: description, start: start))
        default: break
        }
        guard let kind = TypeDefinition.Kind(rawValue: keyword) else { throw unexpected() }
        try advance()
        var type = TypeDefinition(
            kind: kind, description: description, name: try name(), isExtension: isExtension, offset: start)
        try readParts(of: &type)
        if isExtension, type.isWithoutParts { throw unexpected() }
        return .type(type)
    }

    private mutating func readParts(of type: inout TypeDefinition) throws(GraphQLError) {
        if type.kind == .object || type.kind == .interface { type.interfaces = try implementedInterfaces() }
        type.directives = try directives(isConstant: true)
        switch type.kind {
        case .scalar: break
        case .object, .interface:
            type.fields = try optionalMany(.leftBrace, .rightBrace) { parser throws(GraphQLError) in
                try parser.fieldDefinition()
            }
        case .union:
            if try skip(.equals) { type.members = try names(separatedBy: .pipe) }
        case .enumeration:
            type.values = try optionalMany(.leftBrace, .rightBrace) { parser throws(GraphQLError) in
                try parser.enumValue()
            }
        case .inputObject:
            type.inputFields = try optionalMany(.leftBrace, .rightBrace) { parser throws(GraphQLError) in
                try parser.inputValue()
            }
        }
    }

    private mutating func schema(
        description: String?, isExtension: Bool, start: Int32
    ) throws(GraphQLError) -> SchemaDefinition {
        try expectKeyword("schema")
        let directives = try directives(isConstant: true)
        let read: (inout Parser) throws(GraphQLError) -> (kind: OperationKind, type: Name) = {
            (parser) throws(GraphQLError) in
            guard parser.token.kind == .name, let kind = OperationKind(rawValue: parser.text) else {
                throw parser.unexpected()
            }
            try parser.advance()
            try parser.expect(.colon)
            return (kind, try parser.name())
        }
        let isShort = isExtension && !directives.isEmpty
        let operationTypes =
            isShort
            ? try optionalMany(.leftBrace, .rightBrace, read) : try many(.leftBrace, .rightBrace, read)
        return SchemaDefinition(
            description: description, directives: directives, operationTypes: operationTypes, isExtension: isExtension,
            offset: start)
    }

    private mutating func implementedInterfaces() throws(GraphQLError) -> [Name] {
        try skipKeyword("implements") ? try names(separatedBy: .ampersand) : []
    }

    /// `A | B`, also with a separator in front.
    private mutating func names(separatedBy separator: Token.Kind) throws(GraphQLError) -> [Name] {
        _ = try skip(separator)
        var names: [Name] = []
        repeat {
            names.append(try name())
        } while try skip(separator)
        return names
    }

    private mutating func fieldDefinition() throws(GraphQLError) -> FieldDefinitionNode {
        let description = try description()
        let name = try name()
        let arguments = try argumentDefinitions()
        try expect(.colon)
        let type = try type()
        return FieldDefinitionNode(
            description: description, name: name, arguments: arguments, type: type,
            directives: try directives(isConstant: true))
    }

    private mutating func argumentDefinitions() throws(GraphQLError) -> [InputValueNode] {
        try optionalMany(.leftParenthesis, .rightParenthesis) { parser throws(GraphQLError) in
            try parser.inputValue()
        }
    }

    private mutating func inputValue() throws(GraphQLError) -> InputValueNode {
        let description = try description()
        let name = try name()
        try expect(.colon)
        let type = try type()
        let defaultValue = try skip(.equals) ? try value(isConstant: true) : nil
        return InputValueNode(
            description: description, name: name, type: type, defaultValue: defaultValue,
            directives: try directives(isConstant: true))
    }

    private mutating func enumValue() throws(GraphQLError) -> EnumValueNode {
        let description = try description()
        if ["true", "false", "null"].contains(text) { throw syntaxError("\"\(text)\" cannot be an enum value") }
        let name = try name()
        return EnumValueNode(description: description, name: name, directives: try directives(isConstant: true))
    }

    private mutating func directiveDefinition(
        description: String?, start: Int32
    ) throws(GraphQLError) -> DirectiveDefinition {
        try expectKeyword("directive")
        try expect(.at)
        let name = try name()
        let arguments = try argumentDefinitions()
        let isRepeatable = try skipKeyword("repeatable")
        try expectKeyword("on")
        let locations = try names(separatedBy: .pipe)
        for location in locations where DirectiveLocation(rawValue: location.text) == nil {
            throw list.syntaxError("\"\(location.text)\" is no directive location", at: Int(location.offset))
        }
        return DirectiveDefinition(
            description: description, name: name, arguments: arguments, isRepeatable: isRepeatable,
            locations: locations, offset: start)
    }
}

extension TypeDefinition {
    fileprivate var isWithoutParts: Bool {
        interfaces.isEmpty && directives.isEmpty && fields.isEmpty && members.isEmpty && values.isEmpty
            && inputFields.isEmpty
    }
}
