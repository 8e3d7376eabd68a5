/// Turns a document into definitions.
///
/// Sections 2 and 3, and the appendix that sums the grammar up. The parser descends recursively, but never deeper than
/// `maximumNesting`, so no document can exhaust the stack. It stops at the first error.
struct Parser {
    let list: TokenList
    private(set) var token: Token
    private var index = 0
    private var stringIndex = 0
    /// See ``Document/selections``.
    var selections: [Selection] = []
    private var nesting = 0
    private let maximumNesting: Int

    private init(source: [UInt8], maximumTokens: Int, maximumNesting: Int) throws(GraphQLError) {
        list = Lexer.tokens(of: source, maximumTokens: maximumTokens)
        token = list.tokens[0]
        self.maximumNesting = min(maximumNesting, Limits.hardestNesting)
        if token.kind == .mistake, let failure = list.failure { throw failure }
    }

    /// Parses a client's document within the limits.
    static func parse(_ text: String, limits: Limits) throws(GraphQLError) -> Document {
        guard text.utf8.count <= limits.documentBytes else {
            throw Limits.exceeded("document bytes", value: text.utf8.count, allowed: limits.documentBytes)
        }
        var parser = try Parser(source: Array(text.utf8), maximumTokens: limits.tokens, maximumNesting: limits.nesting)
        return try parser.document()
    }

    /// Parses a document of the server's own, such as its schema.
    static func parse(trusted text: String) throws(GraphQLError) -> Document {
        var parser = try Parser(
            source: Array(text.utf8), maximumTokens: .max, maximumNesting: Limits.hardestNesting)
        return try parser.document()
    }

    /// Parses a single value, such as one in a test or a default from elsewhere.
    static func parseValue(_ text: String) throws(GraphQLError) -> ValueNode {
        var parser = try Parser(
            source: Array(text.utf8), maximumTokens: .max, maximumNesting: Limits.hardestNesting)
        let value = try parser.value(isConstant: false)
        try parser.expectEnd()
        return value
    }

    private mutating func document() throws(GraphQLError) -> Document {
        var definitions: [Definition] = []
        repeat {
            definitions.append(try definition())
        } while token.kind != .endOfFile
        return Document(definitions: definitions, selections: selections, source: list.source)
    }

    private mutating func definition() throws(GraphQLError) -> Definition {
        if token.kind == .leftBrace { return .operation(try operation(description: nil)) }
        let description = try description()
        guard token.kind == .name else { throw unexpected() }
        let start = token.start
        let keyword = text
        if description != nil, keyword == "extend" { throw unexpected() }
        switch keyword {
        case "query", "mutation", "subscription": return .operation(try operation(description: description))
        case "fragment": return .fragment(try fragment(description: description))
        default: return try typeSystemDefinition(keyword, description: description, start: start)
        }
    }

    // MARK: Steps that all parts share

    var text: String { list.text(of: token) }

    @inline(__always)
    mutating func advance() throws(GraphQLError) {
        index += 1
        guard index < list.tokens.count else { return }
        token = list.tokens[index]
        if token.kind == .mistake { throw mistake() }
    }

    @inline(never)
    private func mistake() -> GraphQLError { list.failure ?? unexpected() }

    /// The value of the string token at which the parser is.
    mutating func string() -> String {
        defer { stringIndex += 1 }
        return stringIndex < list.strings.count ? list.strings[stringIndex] : ""
    }

    func unexpected() -> GraphQLError {
        switch token.kind {
        case .name, .integer, .float: syntaxError("unexpected \(token.kind.words) \"\(text)\"")
        default: syntaxError("unexpected \(token.kind.words)")
        }
    }

    @inline(never)
    func expected(_ kind: Token.Kind) -> GraphQLError {
        if kind == .name { return syntaxError("expected a name, found \(token.kind.words)") }
        return syntaxError("expected \(kind.words), found \(token.kind == .name ? "\"\(text)\"" : token.kind.words)")
    }

    func syntaxError(_ message: String) -> GraphQLError { list.syntaxError(message, at: Int(token.start)) }

    @inline(__always)
    mutating func expect(_ kind: Token.Kind) throws(GraphQLError) {
        guard token.kind == kind else { throw expected(kind) }
        try advance()
    }

    /// Goes on when the token is of this kind; says whether it was.
    @inline(__always)
    mutating func skip(_ kind: Token.Kind) throws(GraphQLError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    @inline(__always)
    func isKeyword(_ word: StaticString) -> Bool { token.kind == .name && list.isText(of: token, word) }

    mutating func skipKeyword(_ word: StaticString) throws(GraphQLError) -> Bool {
        guard isKeyword(word) else { return false }
        try advance()
        return true
    }

    mutating func expectKeyword(_ word: StaticString) throws(GraphQLError) {
        guard try skipKeyword(word) else {
            throw syntaxError("expected \"\(word)\", found \(token.kind == .name ? "\"\(text)\"" : token.kind.words)")
        }
    }

    private mutating func expectEnd() throws(GraphQLError) {
        guard token.kind == .endOfFile else { throw unexpected() }
    }

    @inline(__always)
    mutating func name() throws(GraphQLError) -> Name {
        guard token.kind == .name else { throw expected(.name) }
        let name = Name(text: text, offset: token.start)
        try advance()
        return name
    }

    mutating func description() throws(GraphQLError) -> String? {
        guard token.kind == .string || token.kind == .blockString else { return nil }
        let value = string()
        try advance()
        return value
    }

    /// One or more items between two tokens.
    mutating func many<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> [Item] {
        try expect(open)
        // Most have one or two items.
        var items: [Item] = []
        items.reserveCapacity(2)
        repeat {
            items.append(try item(&self))
        } while try !skip(close)
        return items
    }

    /// As ``many(_:_:_:)``, or nothing at all.
    mutating func optionalMany<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(GraphQLError) -> Item
    ) throws(GraphQLError) -> [Item] {
        token.kind == open ? try many(open, close, item) : []
    }

    mutating func enter() throws(GraphQLError) {
        nesting += 1
        guard nesting <= maximumNesting else {
            throw Limits.exceeded(
                "levels of nesting", value: nesting, allowed: maximumNesting, at: [list.location(Int(token.start))])
        }
    }

    mutating func leave() { nesting -= 1 }
}
