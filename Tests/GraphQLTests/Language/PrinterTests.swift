import Testing

@testable import GraphQL

@Suite("Printer")
struct PrinterTests {
    private func expectRoundTrip(_ text: String) throws {
        let document = try Parser.parse(trusted: text)
        let printed = Printer.print(document)
        let again = try Parser.parse(trusted: printed)
        #expect(
            Structure.of(again.definitions) == Structure.of(document.definitions), "\(text)\n-- became --\n\(printed)")
        #expect(Printer.print(again) == printed)
    }

    @Test(arguments: [KitchenSink.query, KitchenSink.schema])
    func `everything the grammar has comes back`(_ text: String) throws {
        try expectRoundTrip(text)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3] as [UInt64])
    func `random executable documents come back`(_ seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        for _ in 0..<100 { try expectRoundTrip(generator.executable()) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [4, 5, 6] as [UInt64])
    func `random type system documents come back`(_ seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        for _ in 0..<100 { try expectRoundTrip(generator.typeSystem()) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [7, 8] as [UInt64])
    func `documents of both kinds come back`(_ seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        for _ in 0..<100 { try expectRoundTrip(generator.mixed()) }
    }

    @Test(arguments: [
        "type A query { a }", "extend schema @d query { a }", "enum E query { a }", "input I @d query { a }",
        "interface N implements M query { a }", "type A { a: B } query { a }",
    ])
    func `a query after a definition without a body is not taken for one`(_ text: String) throws {
        try expectRoundTrip(text)
    }

    @Test(arguments: [
        ("one", "\"\"\"\n  one\n  \"\"\""), ("  indented", "\"\"\"  indented\n  \"\"\""), ("", "\"\"\"\"\"\""),
        ("a\"", "\"\"\"\n  a\"\n  \"\"\""), ("a\n\n  b", "\"\"\"\n  a\n\n    b\n  \"\"\""),
        ("  a\nb", "\"\"\"\n    a\n  b\n  \"\"\""),
    ])
    func `a block string is written where its indentation survives`(_ value: String, _ literal: String) throws {
        #expect(BlockString.canWrite(value))
        #expect(BlockString.write(value, indentation: "  ") == literal)
        guard case .string(let text, _) = try Parser.parseValue(literal).kind else { return #expect(Bool(false)) }
        #expect(text == value)
    }

    @Test(arguments: ["\n", " a\n b", "a\n", "a\u{7}", "a\u{85}b", "a\rb", "\ta\n\tb"])
    func `what a block string would lose is written in quotes`(_ value: String) throws {
        #expect(!BlockString.canWrite(value))
        guard case .string(let text, _) = try Parser.parseValue(StringLiteral.write(value)).kind else {
            return #expect(Bool(false))
        }
        #expect(text == value)
    }

    @Test func `characters that cannot be seen are escaped`() {
        #expect(StringLiteral.write("a\u{0}\u{7F}\u{85}é😀\"\\\n") == "\"a\\u0000\\u007F\\u0085é😀\\\"\\\\\\n\"")
    }

    @Test func `a document has one style`() throws {
        let text = "query Q($a:Int=1 @x){a(b:[$a,{c:null}])@d{...F ...on T@e{x:y}}}fragment F on T{z}"
        #expect(
            try GraphQLDocument(parsing: text).formatted == """
                query Q($a: Int = 1 @x) {
                  a(b: [$a, {c: null}]) @d {
                    ...F
                    ... on T @e {
                      x: y
                    }
                  }
                }

                fragment F on T {
                  z
                }

                """)
    }
}
