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
        let directives = token.kind == .at ? try directives(isConstant: false) : []
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

    private mutating func selectionSet() throws(GraphQLError) -> SelectionSet {
        try enter()
        try expect(.leftBrace)
        // About every third token of a query begins a selection.
        if selections.isEmpty { selections.reserveCapacity(list.tokens.count / 3) }
        let start = Int32(truncatingIfNeeded: selections.count)
        repeat {
            if token.kind == .name {
                try field()
            } else {
                try fragmentSelection()
            }
        } while token.kind != .rightBrace
        try advance()
        leave()
        return SelectionSet(start: start, end: Int32(truncatingIfNeeded: selections.count))
    }

    @inline(__always)
    private mutating func field() throws(GraphQLError) {
        let name = Name(text: text, offset: token.start)
        try advance()
        if token.kind == .name || token.kind == .rightBrace {
            selections.append(Selection(kind: .field(FieldNode(name: name))))
        } else {
            try field(beginning: name)
        }
    }

    private mutating func field(beginning first: Name) throws(GraphQLError) {
        var alias: Name?
        var name = first
        if try skip(.colon) {
            alias = name
            name = try self.name()
        }
        let arguments = token.kind == .leftParenthesis ? try arguments(isConstant: false) : []
        let directives = token.kind == .at ? try directives(isConstant: false) : []
        let field = FieldNode(alias: alias, name: name, arguments: arguments, directives: directives)
        let index = selections.count
        selections.append(Selection(kind: .field(field)))
        if token.kind == .leftBrace { selections[index].selections = try selectionSet() }
    }

    private mutating func fragmentSelection() throws(GraphQLError) {
        guard token.kind == .spread else { throw expected(.name) }
        let start = token.start
        try advance()
        if token.kind == .name, !isKeyword("on") {
            let name = try name()
            let directives = token.kind == .at ? try directives(isConstant: false) : []
            selections.append(
                Selection(kind: .spread(FragmentSpread(name: name, directives: directives, offset: start))))
            return
        }
        let condition = try skipKeyword("on") ? try name() : nil
        let directives = token.kind == .at ? try directives(isConstant: false) : []
        let fragment = InlineFragment(typeCondition: condition, offset: start, directives: directives)
        let index = selections.count
        selections.append(Selection(kind: .inline(fragment)))
        selections[index].selections = try selectionSet()
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
        case .string: kind = .string(string(), isBlock: false)
        case .blockString: kind = .string(string(), isBlock: true)
        case .name:
            if isKeyword("true") {
                kind = .boolean(true)
            } else if isKeyword("false") {
                kind = .boolean(false)
            } else if isKeyword("null") {
                kind = .null
            } else {
                kind = .enumValue(text)
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
