import Testing

@testable import GraphQL

/// Section 3.13.
@Suite("Directive definitions")
struct DirectiveDefinitionTests {
    @Test func `arguments of input types, repeatable or not, in any places`() throws {
        try expectSchema(
            "directive @d(a: Int! = 1, b: I @e) repeatable on FIELD | SCHEMA directive @e on ARGUMENT_DEFINITION input I { a: Int }"
        )
    }

    @Test(arguments: [
        ("directive @d(a: Int, ^a: Int) on FIELD", ["there can be only one argument \"a\" in \"@d\""]),
        ("directive @d(^a: A) on FIELD type A { a: Int }", ["\"a\" of \"@d\" must have an input type"]),
        ("directive @d(a: Int = ^\"x\") on FIELD", ["default of \"a\" of \"@d\": expected a value of type Int"]),
        ("directive @d(^a: Int! @deprecated) on FIELD", ["\"a\" of \"@d\" is required and cannot be deprecated"]),
    ])
    func `arguments have names of their own, input types, and defaults that fit`(_ sdl: String, _ messages: [String])
        throws
    {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("directive @^d(a: Int @d) on ARGUMENT_DEFINITION", ["directive \"@d\" refers to itself"]),
        (
            "directive @^d(a: Int @e) on ARGUMENT_DEFINITION directive @^e(a: Int @d) on ARGUMENT_DEFINITION",
            ["directive \"@d\" refers to itself", "directive \"@e\" refers to itself"]
        ),
    ])
    func `a directive does not refer to itself`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("directive @^d(a: I) on INPUT_FIELD_DEFINITION input I { a: Int @d }", ["directive \"@d\" refers to itself"]),
        ("directive @^d(a: E) on ENUM_VALUE enum E { A @d }", ["directive \"@d\" refers to itself"]),
        ("directive @^d(a: [S!]) on SCALAR scalar S extend scalar S @d", ["directive \"@d\" refers to itself"]),
        (
            "directive @^d(a: I) on INPUT_OBJECT input I { j: J } input J @d { a: Int }",
            ["directive \"@d\" refers to itself"]
        ),
        (
            "directive @^d(a: E) on ENUM_VALUE enum E @e { A } directive @^e(b: I) on ENUM input I { f: F } enum F { A @d }",
            ["directive \"@d\" refers to itself", "directive \"@e\" refers to itself"]
        ),
    ])
    func `nor through the types of its arguments`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        "directive @d(a: I) on OBJECT input I { i: I } type A @d(a: {i: null}) { a: Int }",
        "directive @d(a: Int @e) on FIELD directive @e(b: I) on ARGUMENT_DEFINITION input I { a: Int @deprecated }",
    ])
    func `types may refer to each other as they like`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        "directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT directive @include(if: Boolean!) on FIELD",
        "directive @deprecated(reason: String = \"No longer supported\") on FIELD_DEFINITION | ENUM_VALUE type A { a(b: Int @deprecated): Int }",
        "directive @specifiedBy(url: String!) on SCALAR directive @oneOf on INPUT_OBJECT input I @oneOf { a: Int }",
    ])
    func `the directives of the specification may be written down`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        (
            "directive @oneOf on INPUT_OBJECT directive @^oneOf on INPUT_OBJECT",
            ["there can be only one directive \"@oneOf\""]
        ),
        ("directive @^skip(unless: Boolean!) on FIELD", ["\"@skip\" is defined otherwise by the specification"]),
        ("directive @^include(if: String!) on FIELD", ["\"@include\" is defined otherwise by the specification"]),
        ("directive @^oneOf repeatable on INPUT_OBJECT", ["\"@oneOf\" is defined otherwise by the specification"]),
    ])
    func `but not twice, and not with another meaning`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
