import GraphQL

/// A document that would be dear if nothing stopped it, and what must stop it.
struct HostileDocument: Sendable, CustomStringConvertible {
    var name: String
    var text: String
    /// The limit, the rule or the code of the first error; empty if the document is dear to nobody and may run.
    var refusal: String
    /// Without the limits of bytes and tokens, so that what comes after the lexer has to bear it.
    var isOfAnySize = false

    var description: String { name }

    var limits: Limits {
        var limits = Limits()
        if isOfAnySize {
            limits.documentBytes = .max
            limits.tokens = .max
        }
        return limits
    }

    static let all = deep + wide + fragments + manyErrors + longTexts

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func each(_ count: Int, _ part: (Int) -> String) -> String {
        (0..<count).map(part).joined(separator: " ")
    }

    /// 10,000 levels, as they come and without the limits of size.
    private static let deep = [
        ("fields", "{ people " + repeated("{ friends ", 10_000)), ("lists", "{ any(value: " + repeated("[", 10_000)),
        ("objects", "{ any(value: " + repeated("{a:", 10_000)), ("types", "query ($x: " + repeated("[", 10_000)),
        ("inline fragments", repeated("{ ... ", 10_000)),
        ("constants", "query ($f: Filter = " + repeated("{nested:", 10_000)),
        ("directive arguments", "{ version @tag(list: " + repeated("[", 10_000)),
    ].map { HostileDocument(name: "10,000 levels of \($0)", text: $1, refusal: "levels of nesting", isOfAnySize: true) }

    private static let wide = [
        HostileDocument(
            name: "100,000 aliases", text: "{ \(each(100_000) { "a\($0): version" }) }", refusal: "document bytes"),
        HostileDocument(
            name: "100,000 aliases of any size", text: "{ \(each(100_000) { "a\($0): version" }) }", refusal: "aliases",
            isOfAnySize: true),
        HostileDocument(
            name: "10,000 operations", text: each(10_000) { "query Q\($0) { version }" }, refusal: "operations",
            isOfAnySize: true),
        HostileDocument(
            name: "10,000 directives", text: "{ version \(repeated("@tag ", 10_000)) }", refusal: "directives",
            isOfAnySize: true),
        HostileDocument(
            name: "a list of 100,000", text: "{ any(value: [\(repeated("1,", 100_000))]) }",
            refusal: "document bytes"),
        HostileDocument(
            name: "a list of 50,000 signs", text: "{ any(value: [\(repeated("1 ", 50_000))]) }", refusal: "tokens"),
        HostileDocument(
            name: "a list of 10,000, which may be", text: "{ any(value: [\(repeated("1,", 10_000))]) }", refusal: ""),
        HostileDocument(
            name: "one field 100,000 times", text: "{ \(repeated("version ", 100_000)) }",
            refusal: "overlapping fields",
            isOfAnySize: true),
        HostileDocument(
            name: "3,000 variables", text: "query (\(each(2_900) { "$v\($0): Int" })) { version }",
            refusal: "NoUnusedVariables"),
    ]

    private static let fragments = [
        HostileDocument(
            name: "a circle of 1,000 fragments",
            text: "{ ...F0 } " + each(1_000) { "fragment F\($0) on Query { ...F\(($0 + 1) % 1_000) }" },
            refusal: "NoFragmentCycles"),
        HostileDocument(
            name: "70 fragments that all spread all",
            text: "{ ...F0 } "
                + each(70) { "fragment F\($0) on Query { \(each(70) { "...F\($0)" }) }" }, refusal: "NoFragmentCycles"),
        HostileDocument(
            name: "fragments that double at each of 60 levels",
            text: "{ people { ...F0 } } "
                + each(60) { "fragment F\($0) on Person { a: friends { ...F\($0 + 1) } b: friends { ...F\($0 + 1) } }" }
                + " fragment F60 on Person { id }", refusal: "levels of fields"),
        HostileDocument(
            name: "fragments that double at each of 25 levels",
            text: "{ people { ...F0 } } "
                + each(25) { "fragment F\($0) on Person { a: friends { ...F\($0 + 1) } b: friends { ...F\($0 + 1) } }" }
                + " fragment F25 on Person { id }", refusal: "fields after fragments are expanded"),
        HostileDocument(
            name: "fragments of one name that overlap at each of 28 levels",
            text: "{ people { ...F0 ...G0 } } "
                + each(28) {
                    "fragment F\($0) on Person { friends { ...F\($0 + 1) ...G\($0 + 1) } } "
                        + "fragment G\($0) on Person { friends { ...G\($0 + 1) ...F\($0 + 1) friends { id } } }"
                } + " fragment F28 on Person { id } fragment G28 on Person { id }", refusal: "units of estimated cost"),
        HostileDocument(
            name: "1,000 fragments spread in one place",
            text: "{ \(each(1_000) { "...F\($0)" }) } " + each(1_000) { "fragment F\($0) on Query { version }" },
            refusal: ""),
    ]

    private static let manyErrors = [
        HostileDocument(
            name: "10,000 unknown fields", text: "{ \(each(10_000) { "x\($0)" }) }", refusal: "FieldsOnCorrectType"),
        HostileDocument(
            name: "10,000 wrong values", text: "{ echo(list: [\(repeated("a ", 10_000))]) }",
            refusal: "ValuesOfCorrectType"),
        HostileDocument(
            name: "2,500 unknown arguments", text: "{ echo(\(each(2_500) { "x\($0): 1" })) }",
            refusal: "KnownArgumentNames"),
        HostileDocument(
            name: "1,500 conflicts", text: "{ \(each(1_500) { "echo(number: \($0))" }) }",
            refusal: "OverlappingFieldsCanBeMerged"),
        HostileDocument(
            name: "1,000 undefined variables by an operation with a long name",
            text: "query \(repeated("q", 60_000)) { any(value: [\(each(1_000) { "$v\($0)" })]) }",
            refusal: "NoUndefinedVariables"),
    ]

    private static let longTexts = [
        HostileDocument(
            name: "a name of 100,000 letters", text: "{ \(repeated("a", 100_000)) }", refusal: "FieldsOnCorrectType"),
        HostileDocument(
            name: "a string of 120,000 letters", text: "{ echo(text: \"\(repeated("a", 120_000))\") }", refusal: ""),
        HostileDocument(
            name: "a string of 20,000 escapes", text: "{ echo(text: \"\(repeated("\\u00e9", 20_000))\") }", refusal: ""),
        HostileDocument(
            name: "a block string of 50,000 lines", text: "{ echo(text: \"\"\"\(repeated(" \n", 50_000))\"\"\") }",
            refusal: ""),
        HostileDocument(
            name: "a number of 120,000 digits", text: "{ any(value: \(repeated("9", 120_000))) }", refusal: ""),
        HostileDocument(
            name: "a million blanks and commas", text: repeated(" ,\t\n", 250_000) + "{ version }", refusal: "",
            isOfAnySize: true),
        HostileDocument(
            name: "100,000 comments", text: repeated("# why\n", 100_000) + "{ version }", refusal: "", isOfAnySize: true
        ),
        HostileDocument(name: "a megabyte of nothing known", text: repeated("%", 1_000_000), refusal: "document bytes"),
    ]
}
