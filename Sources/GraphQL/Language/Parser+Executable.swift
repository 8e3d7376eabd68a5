/// Operations, fragments and what they select (sections 2.4 to 2.13).
extension Parser {
    mutating func operation(description: String?) throws(GraphQLError) -> OperationDefinition {
        let start = token.start
        if token.kind == .leftBrace {
            return OperationDefinition(
                kind: .query, name: nil, variables: [], directives: [], selections: try selectionSet(), offset: start,
                description: description)
        }
        guard let kind = OperationKind(rawValue: text) else { throw unexpected() }
        try advance()
        let name = token.kind == .name ? try name() : nil
        let variables = try optionalMany(.leftParenthesis, .rightParenthesis) { parser throws(GraphQLError) in
            try parser.variableDefinition()
        }
        let directives = try directives(isConstant: false)
        return OperationDefinition(
            kind: kind, name: name, variables: variables, directives: directives, selections: try selectionSet(),
            offset: start, description: description)
    }

    private mutating func variableDefinition() throws(GraphQLError) -> VariableDefinition {
        let description = try description()
        var name = Name(text: "", offset: token.start)
        try expect(.dollar)
        name.text = try self.name().text
        try expect(.colon)
        let type = try type()
        let defaultValue = try skip(.equals) ? try value(isConstant: true) : nil
        return VariableDefinition(
            name: name, type: type, defaultValue: defaultValue, directives: try directives(isConstant: true),
            description: description)
    }

    mutating func fragment(description: String?) throws(GraphQLError) -> FragmentDefinition {
        let start = token.start
        try expectKeyword("fragment")
        if isKeyword("on") { throw unexpected() }
        let name = try name()
        try expectKeyword("on")
        let condition = try self.name()
        let directives = try directives(isConstant: false)
        return FragmentDefinition(
            name: name, typeCondition: condition, directives: directives, selections: try selectionSet(),
            offset: start, description: description)
    }

    private mutating func selectionSet() throws(GraphQLError) -> [Selection] {
        try enter()
        defer { leave() }
        return try many(.leftBrace, .rightBrace) { parser throws(GraphQLError) in try parser.selection() }
    }

    private mutating func selection() throws(GraphQLError) -> Selection {
        guard token.kind == .spread else { return .field(try field()) }
        let start = token.start
        try advance()
        if token.kind == .name, !isKeyword("on") {
            let name = try name()
            return .spread(FragmentSpread(name: name, directives: try directives(isConstant: false), offset: start))
        }
        let condition = try skipKeyword("on") ? try name() : nil
        let directives = try directives(isConstant: false)
        return .inline(
            InlineFragment(
                typeCondition: condition, directives: directives, selections: try selectionSet(), offset: start))
    }

    private mutating func field() throws(GraphQLError) -> FieldNode {
        var alias: Name?
        var name = try name()
        if try skip(.colon) {
            alias = name
            name = try self.name()
        }
        let arguments = try arguments(isConstant: false)
        let directives = try directives(isConstant: false)
        return FieldNode(
            alias: alias, name: name, arguments: arguments, directives: directives,
            selections: token.kind == .leftBrace ? try selectionSet() : [])
    }

    mutating func arguments(isConstant: Bool) throws(GraphQLError) -> [ArgumentNode] {
        try optionalMany(.leftParenthesis, .rightParenthesis) { parser throws(GraphQLError) in
            try parser.argument(isConstant: isConstant)
        }
    }

    private mutating func argument(isConstant: Bool) throws(GraphQLError) -> ArgumentNode {
        let name = try name()
        try expect(.colon)
        return ArgumentNode(name: name, value: try value(isConstant: isConstant))
    }

    mutating func directives(isConstant: Bool) throws(GraphQLError) -> [DirectiveNode] {
        var directives: [DirectiveNode] = []
        while token.kind == .at {
            let start = token.start
            try advance()
            let name = try name()
            directives.append(
                DirectiveNode(name: name, arguments: try arguments(isConstant: isConstant), offset: start))
        }
        return directives
    }

    /// Section 2.10; variables are not allowed in constants.
    mutating func value(isConstant: Bool) throws(GraphQLError) -> ValueNode {
        let start = token.start
        let kind: ValueNode.Kind
        switch token.kind {
        case .leftBracket: return try listValue(isConstant: isConstant)
        case .leftBrace: return try objectValue(isConstant: isConstant)
        case .integer: kind = .integer(text)
        case .float: kind = .float(text)
        case .string: kind = .string(lexer.stringValue, isBlock: false)
        case .blockString: kind = .string(lexer.stringValue, isBlock: true)
        case .name:
            switch text {
            case "true": kind = .boolean(true)
            case "false": kind = .boolean(false)
            case "null": kind = .null
            case let word: kind = .enumValue(word)
            }
        case .dollar:
            if isConstant { throw syntaxError("a variable is not allowed in a constant value") }
            try advance()
            return ValueNode(kind: .variable(try name().text), offset: start)
        default: throw unexpected()
        }
        try advance()
        return ValueNode(kind: kind, offset: start)
    }

    private mutating func listValue(isConstant: Bool) throws(GraphQLError) -> ValueNode {
        let start = token.start
        try enter()
        defer { leave() }
        try expect(.leftBracket)
        var items: [ValueNode] = []
        while try !skip(.rightBracket) { items.append(try value(isConstant: isConstant)) }
        return ValueNode(kind: .list(items), offset: start)
    }

    private mutating func objectValue(isConstant: Bool) throws(GraphQLError) -> ValueNode {
        let start = token.start
        try enter()
        defer { leave() }
        try expect(.leftBrace)
        var fields: [ArgumentNode] = []
        while try !skip(.rightBrace) { fields.append(try argument(isConstant: isConstant)) }
        return ValueNode(kind: .object(fields), offset: start)
    }

    /// Section 2.12.
    mutating func type() throws(GraphQLError) -> TypeNode {
        let start = token.start
        let type: TypeNode
        if try skip(.leftBracket) {
            try enter()
            type = .list(try self.type(), offset: start)
            leave()
            try expect(.rightBracket)
        } else {
            type = .named(try name())
        }
        return try skip(.exclamation) ? .nonNull(type) : type
    }
}
