import Testing

@testable import GraphQL

/// Section 3.13, uses of directives in a schema.
@Suite("Directives in schemas")
struct DirectiveUseTests {
    @Test func `every place takes directives that name it`() throws {
        try expectSchema(
            "schema @a { query: Query } scalar S @b type T @c { f(x: Int @d): Int @e } interface N @f { a: Int } union U @g = T enum E @h { V @i } input I @j { x: Int @k } directive @a on SCHEMA directive @b on SCALAR directive @c on OBJECT directive @d on ARGUMENT_DEFINITION directive @e on FIELD_DEFINITION directive @f on INTERFACE directive @g on UNION directive @h on ENUM directive @i on ENUM_VALUE directive @j on INPUT_OBJECT directive @k on INPUT_FIELD_DEFINITION"
        )
    }

    @Test(arguments: [
        ("schema ^@x { query: Query }", ["unknown directive \"@x\""]),
        ("scalar S ^@x", ["unknown directive \"@x\""]),
        (
            "type T ^@x { f(x: Int ^@y): Int ^@z }",
            ["unknown directive \"@x\"", "unknown directive \"@y\"", "unknown directive \"@z\""]
        ),
        ("union U ^@x = Query", ["unknown directive \"@x\""]),
        ("enum E ^@x { V ^@y }", ["unknown directive \"@x\"", "unknown directive \"@y\""]),
        ("input I ^@x { a: Int ^@y }", ["unknown directive \"@x\"", "unknown directive \"@y\""]),
        ("interface N ^@x { a: Int }", ["unknown directive \"@x\""]),
        ("directive @d(a: Int ^@x) on FIELD", ["unknown directive \"@x\""]),
        ("scalar Int ^@x", ["unknown directive \"@x\""]),
    ])
    func `unknown ones are refused in every place`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type T { a: Int ^@skip(if: true) }", ["directive \"@skip\" cannot be used on FIELD_DEFINITION"]),
        ("type T ^@deprecated { a: Int }", ["directive \"@deprecated\" cannot be used on OBJECT"]),
        ("enum E ^@oneOf { A }", ["directive \"@oneOf\" cannot be used on ENUM"]),
    ])
    func `others are refused where they may not stand`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type T { a: Int @deprecated ^@deprecated }", ["directive \"@deprecated\" can be used only once here"])
    ])
    func `only repeatable ones come again`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test func `repeatable ones come again, in extensions too`() throws {
        try expectSchema(
            "scalar S @d(a: 1) @d(a: 1) extend scalar S @d(a: 2) directive @d(a: Int) repeatable on SCALAR")
    }

    @Test(arguments: [
        ("type T { a: Int @deprecated(^why: 1) }", ["unknown argument \"why\" of \"@deprecated\""]),
        (
            "type T { a: Int @deprecated(reason: ^null) }",
            ["directive \"@deprecated\": argument \"reason\": expected String!, found null"]
        ),
        ("scalar S ^@specifiedBy", ["directive \"@specifiedBy\": argument \"url\" of type String! is required"]),
        (
            "scalar S @specifiedBy(url: ^1)",
            ["directive \"@specifiedBy\": argument \"url\": expected a value of type String"]
        ),
        (
            "scalar S @specifiedBy(url: \"a\", ^url: \"b\")",
            ["there can be only one argument \"url\" in \"@specifiedBy\""]
        ),
        (
            "scalar S @d(a: ^\"x\", b: {c: ^1}) directive @d(a: Int, b: I) on SCALAR input I { c: String }",
            [
                "directive \"@d\": argument \"a\": expected a value of type Int",
                "directive \"@d\": argument \"b.c\": expected a value of type String",
            ]
        ),
    ])
    func `arguments are known, given once, required and of the right type`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
