import Testing

@testable import GraphQL

/// Sections 2.2 to 2.13: executable documents.
@Suite("Parser")
struct ParserTests {
    @Test func `keeps every part of an operation`() throws {
        let document = try Parser.parse(KitchenSink.query, limits: Limits())
        let operation = document.operations[0]
        #expect(operation.description == "What it is for")
        #expect(operation.variables.map(\.type.description) == ["ID!", "Int", "[Site!]!"])
        #expect(operation.variables.map(\.description) == [nil, "how many", nil])
        #expect(document.operations.map(\.kind) == [.query, .mutation, .subscription, .query])
        #expect(document.fragments[0].name.text == "frag")
        #expect(document.fragments[0].description == "Reused")
    }

    @Test(arguments: [
        "{ a }", "query { a }", "query Q { a }", "mutation query { a }", "subscription @d { a }",
        "query on($on: on = on) @on { on: on(on: $on) @on }", "{ true false null }", "fragment null on on { a }",
        "{ ...on on { a } ... on fragment { b } ...{ c } ...@d { e } ...type }",
        "query ($a: [[Int!]!]! = [] @d(x: 1), $b: A = {}) { c(a: [], b: {}, c: [$a {b: $b}]) }",
        "\"d\" query { a } \"\"\"d\"\"\" fragment F on T { a }", "query (\"d\" $a: A) { a }", "{ a(b: 1 c: 2,, d: 3) }",
    ])
    func `takes what the grammar has`(_ text: String) throws {
        _ = try Parser.parse(text, limits: Limits())
    }

    @Test(arguments: [
        ("", "1:1", "unexpected end of document"), (" # only\n", "2:1", "unexpected end of document"),
        ("{", "1:2", "expected a name, found end of document"), ("{}", "1:2", "expected a name, found \"}\""),
        ("{ a { } }", "1:7", "expected a name, found \"}\""), ("{ a }}", "1:6", "unexpected \"}\""),
        ("query ($x: Int = $y) { a }", "1:18", "a variable is not allowed in a constant value"),
        ("query ($x: Int = [{a: $y}]) { a }", "1:23", "a variable is not allowed in a constant value"),
        ("query ($x: Int @d(a: $y)) { a }", "1:22", "a variable is not allowed in a constant value"),
        ("fragment on on T { a }", "1:10", "unexpected name \"on\""),
        ("{ ...on }", "1:9", "expected a name, found \"}\""),
        ("fragment F { a }", "1:12", "expected \"on\", found \"{\""),
        ("fragment F on { a }", "1:15", "expected a name, found \"{\""),
        ("fragment F($x: Int) on T { a }", "1:11", "expected \"on\", found \"(\""),
        ("{ a() }", "1:5", "expected a name, found \")\""), ("{ a(b) }", "1:6", "expected \":\", found \")\""),
        ("notanoperation X { a }", "1:1", "unexpected name \"notanoperation\""),
        ("{ a: b: c }", "1:7", "expected a name, found \":\""), ("{ a(x: ) }", "1:8", "unexpected \")\""),
        ("{ a(x: $) }", "1:9", "expected a name, found \")\""),
        ("{ a(x: {b 1}) }", "1:11", "expected \":\", found integer"),
        ("{ a(x: [1) }", "1:10", "unexpected \")\""), ("query Q() { a }", "1:9", "expected \"$\", found \")\""),
        ("query ($x) { a }", "1:10", "expected \":\", found \")\""),
        ("query ($x: [Int) { a }", "1:16", "expected \"]\", found \")\""),
        ("query ($x: Int!!) { a }", "1:16", "expected \"$\", found \"!\""),
        ("query Q", "1:8", "expected \"{\", found end of document"),
        ("\"d\" { a }", "1:5", "unexpected \"{\""), ("{ \"d\" a }", "1:3", "expected a name, found string"),
        ("{ a @ }", "1:7", "expected a name, found \"}\""), ("{ ... }", "1:7", "expected \"{\", found \"}\""),
        ("{ 1 }", "1:3", "expected a name, found integer"), ("\"d\"", "1:4", "unexpected end of document"),
        ("{ a } \"d\"", "1:10", "unexpected end of document"),
    ])
    func `refuses what the grammar does not have, where it stands`(
        _ document: String, _ place: String, _ message: String
    ) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.message == "Syntax error: \(message)")
        #expect(error.locations.map(\.description) == [place])
    }

    @Test func `nodes know where they begin`() throws {
        let document = try Parser.parse(
            "query Q(\n  $v: [Int] = 1\n) {\n  x: a(b: $v) @d {\n    ...F\n    ... on T { c }\n  }\n}", limits: Limits()
        )
        let operation = document.operations[0]
        let selected = Array(document.members(of: operation.selections))
        let inside = Array(document.members(of: selected[0].selections))
        guard case .field(let field) = selected[0].kind, case .spread(let spread) = inside[0].kind,
            case .inline(let inline) = inside[1].kind
        else { return #expect(Bool(false)) }
        let offsets = [
            operation.offset, operation.variables[0].name.offset, operation.variables[0].type.offset, field.offset,
            field.name.offset, field.arguments[0].value.offset, field.directives[0].offset, spread.offset,
            inline.offset, inline.typeCondition?.offset ?? 0,
        ]
        #expect(
            offsets.map { document.location($0).description } == [
                "1:1", "2:3", "2:7", "4:3", "4:6", "4:11", "4:15", "5:5", "6:5", "6:12",
            ])
    }

    @Test func `counts lines and characters from one`() throws {
        let error = try #require(throws: GraphQLError.self) {
            try Parser.parse("{\r\n  é(a: \"ü\") ?\n}", limits: Limits())
        }
        #expect(error.locations == [SourceLocation(line: 2, column: 3)])
    }
}
