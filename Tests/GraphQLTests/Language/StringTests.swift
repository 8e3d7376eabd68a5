import Testing

@testable import GraphQL

/// Section 2.10.4.
@Suite("String values")
struct StringTests {
    private func expectString(_ literal: String, is expected: String) throws {
        guard case .string(let text, _) = try Parser.parseValue(literal).kind else {
            Issue.record("no string: \(literal)")
            return
        }
        #expect(text == expected)
        #expect(Array(text.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""a\"b\\c\/\b\f\n\r\t""#, "a\"b\\c/\u{8}\u{C}\n\r\t"),
        (#""\u00e9\u00E9""#, "éé"),
        (#""\u{1F600}""#, "😀"), (#""\u{0000000041}""#, "A"), (#""\uD83D\uDE00""#, "😀"), (#""\uFFFF""#, "\u{FFFF}"),
        (#""\u{10FFFF}""#, "\u{10FFFF}"), (#""\u0065\u0301""#, "e\u{301}"), ("\"é😀\u{0}\u{7}\"", "é😀\u{0}\u{7}"),
        (#""x\u0041""#, "xA"), (#""\"""#, "\""), ("\"# no comment, no comma\"", "# no comment, no comma"),
    ])
    func `a quoted string is what its escapes mean`(_ literal: String, _ expected: String) throws {
        try expectString(literal, is: expected)
    }

    @Test(arguments: [
        ("\"\"\"\"\"\"", ""), ("\"\"\"a\"\"\"", "a"), ("\"\"\"\n  a\n    b\n\n  c\n\"\"\"", "a\n  b\n\nc"),
        ("\"\"\"a \\\"\"\" b\"\"\"", "a \"\"\" b"), ("\"\"\"\r\n x\r y\"\"\"", "x\ny"),
        ("\"\"\"  one\n  two\"\"\"", "  one\ntwo"), ("\"\"\"\n\t\tone\n\t  two\n\"\"\"", "one\n two"),
        ("\"\"\"\n \n\n a \n\n \n\"\"\"", "a "), ("\"\"\"\\n\\u0041\"\"\"", "\\n\\u0041"),
        ("\"\"\"a\"b\"\"c\"\"\"", "a\"b\"\"c"),
        ("\"\"\"a\\ \"\"\"", "a\\ "), ("\"\"\"\n    a\n  \n      b\n\"\"\"", "a\n\n  b"), ("\"\"\"   \"\"\"", ""),
        ("\"\"\"\na\n \u{A0}b\n\"\"\"", "a\n \u{A0}b"),
    ])
    func `a block string loses the indentation and the blank ends`(_ literal: String, _ expected: String) throws {
        try expectString(literal, is: expected)
    }

    @Test(arguments: [
        ("{ a(b: \"x\n\") }", "1:10"), ("{ a(b: \"x\r\") }", "1:10"), ("{ a(b: \"x", "1:10"),
        ("{ a(b: \"\\q\") }", "1:9"),
        ("{ a(b: \"\\\")", "1:12"), ("{ a(b: \"\\U0041\") }", "1:9"), ("{ a(b: \"\\u00G0\") }", "1:9"),
        ("{ a(b: \"\\u004\") }", "1:9"), ("{ a(b: \"\\u{}\") }", "1:9"), ("{ a(b: \"\\u{41\") }", "1:9"),
        ("{ a(b: \"\\u{110000}\") }", "1:9"), ("{ a(b: \"\\u{FFFFFFFFFF}\") }", "1:9"),
        ("{ a(b: \"\\uDEAD\") }", "1:9"),
        ("{ a(b: \"\\u{D800}\") }", "1:9"), ("{ a(b: \"\\uD800\") }", "1:9"), ("{ a(b: \"\\uD83Dx\") }", "1:9"),
        ("{ a(b: \"ab\\uD83D\\uD83D\") }", "1:11"), ("{ a(b: \"\\uD83D\\u{DE00}\") }", "1:9"),
        ("{ a(b: \"\\uDE00\\uD83D\") }", "1:9"), ("{ a(b: \"\"\"x) }", "1:15"), ("{ a(b: \"\"\"x\\\"\"\"", "1:16"),
        ("{ a(b: \"\"\"x\"\"", "1:14"),
    ])
    func `a broken string is refused where it breaks`(_ document: String, _ place: String) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.code == .parseFailed)
        #expect(error.locations.map(\.description) == [place])
    }
}
