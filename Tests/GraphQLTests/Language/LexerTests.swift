import Testing

@testable import GraphQL

@Suite("Lexer")
struct LexerTests {
    @Test(arguments: [
        ("{ a(b: .5) }", "1:8"), ("{ a(b: 01) }", "1:9"), ("{ a(b: 1.) }", "1:10"), ("{ a(b: 1e) }", "1:10"),
        ("{ a(b: 1x) }", "1:9"), ("{ a(b: -) }", "1:9"), ("{ a(b: \"x\n\") }", "1:10"), ("{ a(b: \"\\q\") }", "1:9"),
        ("{ a(b: \"\\uD800\") }", "1:9"), ("{ a(b: \"\\u{110000}\") }", "1:9"), ("{ a\n b % }", "2:4"),
        ("{ a(b: \"\"\"x) }", "1:15"), ("{ a(b: \"x", "1:10"), ("{ a .. b }", "1:5"), ("{ é? }", "1:3"),
    ])
    func `refuses what is no token and says where`(_ document: String, _ place: String) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.code == .parseFailed)
        #expect(error.locations.map(\.description) == [place])
    }

    @Test(arguments: [
        (#""""#, ""), (#""a\"b\\c\/\b\f\n\r\t""#, "a\"b\\c/\u{8}\u{C}\n\r\t"), (#""\u00e9""#, "é"),
        (#""\uD83D\uDE00\u{1F600}""#, "😀😀"), ("\"\"\"\n  a\n    b\n\n  c\n\"\"\"", "a\n  b\n\nc"),
        ("\"\"\"a \\\"\"\" b\"\"\"", "a \"\"\" b"), ("\"\"\"\"\"\"", ""), ("\"\"\"\r\n x\r y\"\"\"", "x\ny"),
        ("\"\"\"  one\n  two\"\"\"", "  one\ntwo"),
    ])
    func `reads strings as they are meant`(_ literal: String, _ expected: String) throws {
        guard case .string(let text, _) = try Parser.parseValue(literal).kind else {
            Issue.record("no string: \(literal)")
            return
        }
        #expect(text == expected)
    }

    @Test func `passes over commas, comments and byte order marks`() throws {
        let document = try Parser.parse("\u{FEFF}#c\r\n{,a,,b #x\n}", limits: Limits())
        #expect(document.operations[0].selections.count == 2)
    }
}
