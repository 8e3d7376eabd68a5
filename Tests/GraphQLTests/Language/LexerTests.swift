import Testing

@testable import GraphQL

/// Section 2.1 and the tokens of 2.10.
@Suite("Lexer")
struct LexerTests {
    private func kinds(_ text: String) throws -> [Token.Kind] {
        let list = Lexer.tokens(of: Array(text.utf8), maximumTokens: 100)
        #expect(list.failure == nil)
        return list.tokens.dropLast().map(\.kind)
    }

    @Test func `knows every punctuator`() throws {
        #expect(
            try kinds("! $ & ( ) ... : = @ [ ] { | }") == [
                .exclamation, .dollar, .ampersand, .leftParenthesis, .rightParenthesis, .spread, .colon, .equals, .at,
                .leftBracket, .rightBracket, .leftBrace, .pipe, .rightBrace,
            ])
    }

    @Test(arguments: [
        "a", "_", "__x", "A1", "on", "null", "z_9",
    ])
    func `a name is letters, digits and underscores, not beginning with a digit`(_ text: String) throws {
        #expect(try kinds(text) == [.name])
    }

    @Test(arguments: [
        ("0", Token.Kind.integer), ("-0", .integer), ("12", .integer), ("-340", .integer), ("0.0", .float),
        ("1.50", .float), ("-1e5", .float), ("1E+10", .float), ("6.02e-23", .float), ("0e0", .float),
    ])
    func `numbers are integers or floats by their form`(_ text: String, _ kind: Token.Kind) throws {
        #expect(try kinds(text) == [kind])
    }

    @Test(arguments: [
        ("{ a(b: .5) }", "1:8"), ("{ a(b: 01) }", "1:9"), ("{ a(b: -01) }", "1:10"), ("{ a(b: 1.) }", "1:10"),
        ("{ a(b: 1.e1) }", "1:10"), ("{ a(b: 1e) }", "1:10"), ("{ a(b: 1e+) }", "1:11"), ("{ a(b: 1x) }", "1:9"),
        ("{ a(b: 0xF) }", "1:9"), ("{ a(b: 1_000) }", "1:9"), ("{ a(b: 1.2.3) }", "1:11"), ("{ a(b: 1.2a) }", "1:11"),
        ("{ a(b: 1e5z) }", "1:11"), ("{ a(b: 1.5_) }", "1:11"), ("{ a(b: -) }", "1:9"), ("{ a(b: +1) }", "1:8"),
    ])
    func `a number that runs into something else is refused`(_ document: String, _ place: String) throws {
        try expectRefusal(document, at: place)
    }

    @Test(arguments: [
        ("{ a\n b % }", "2:4"), ("{ a .. b }", "1:5"), ("{ a . b }", "1:5"), ("{ é? }", "1:3"), ("{ a\u{0} }", "1:4"),
        ("{ a\u{A0}b }", "1:4"), ("{ a\u{2028}b }", "1:4"), ("{ a; }", "1:4"), ("{ a 'b' }", "1:5"),
        ("{ \\u0061 }", "1:3"),
        ("{\r\n\r a ? }", "3:4"), ("{ a(b: \"😀é\" ?) }", "1:13"),
    ])
    func `what begins no token is refused where it stands`(_ document: String, _ place: String) throws {
        try expectRefusal(document, at: place)
    }

    @Test(arguments: [
        "{a}", " \t{a}\t ", "\n{\r\n\ra\n\n}\n", "{,,a,}", "#x\n{a}", "{a}#", "#\r{a}", "#\r\n{a}", "\u{FEFF}{a}",
        "{\u{FEFF}a\u{FEFF}}", "# \u{0} é 😀 \"\"\" {\n{a}",
    ])
    func `white space, line ends, commas, comments and byte order marks say nothing`(_ text: String) throws {
        let document = try Parser.parse(text, limits: Limits())
        #expect(Structure.of(document.definitions) == Structure.of(try Parser.parse(trusted: "{a}").definitions))
    }

    @Test func `no mark is passed over inside a token`() throws {
        guard case .string(let text, _) = try Parser.parseValue("\"\u{FEFF},#\t\"").kind else {
            return #expect(Bool(false))
        }
        #expect(text == "\u{FEFF},#\t")
        try expectRefusal("{ a(b: 1\u{FEFF}.5) }", at: "1:10")
    }

    private func expectRefusal(_ document: String, at place: String) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.code == .parseFailed)
        #expect(error.locations.map(\.description) == [place])
    }

    @Test func `a mistake is the last token, and what stands before it counts`() {
        let list = Lexer.tokens(of: Array("{ a(b: \"x\", c: \"\"\"y\"\"\") % d }".utf8), maximumTokens: 100)
        #expect(list.tokens.map(\.kind).suffix(2) == [.rightParenthesis, .mistake])
        #expect(list.strings == ["x", "y"])
        #expect(list.failure?.locations.map(\.description) == ["1:25"])
    }

    @Test(arguments: [("a b c", 3), ("a b c # d e f", 3), ("a \"b\" { }", 4), ("", 0)])
    func `as many tokens as are allowed, and comments are none`(_ text: String, _ count: Int) {
        #expect(Lexer.tokens(of: Array(text.utf8), maximumTokens: count).failure == nil)
        guard count > 0 else { return }
        let refused = Lexer.tokens(of: Array(text.utf8), maximumTokens: count - 1)
        #expect(refused.failure?.code == .limitExceeded)
        #expect(refused.tokens.count == count)
    }
}
