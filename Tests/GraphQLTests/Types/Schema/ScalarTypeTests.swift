import Testing

@testable import GraphQL

/// Section 3.5.
@Suite("Scalar types")
struct ScalarTypeTests {
    @Test(arguments: [
        "scalar Int scalar Float scalar String scalar Boolean scalar ID type A { a(b: ID): Float }",
        "\"ours\" scalar String @d directive @d on SCALAR",
        "extend scalar ID @d directive @d on SCALAR",
    ])
    func `the scalars of the specification may be written down`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("scalar Int scalar ^Int", ["there can be only one type \"Int\""]),
        ("type ^String { a: Int }", ["\"String\" is a scalar of the specification"]),
        ("enum ^Boolean { YES }", ["\"Boolean\" is a scalar of the specification"]),
    ])
    func `but not twice, and not as something else`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        "scalar A @specifiedBy(url: \"https://example.com\")",
        "scalar A extend scalar A @specifiedBy(url: \"https://example.com\")",
    ])
    func `a scalar of the author may say where it is specified`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("scalar Int ^@specifiedBy(url: \"https://example.com\")", ["\"Int\" is specified by GraphQL itself"]),
        (
            "extend scalar String ^@specifiedBy(url: \"https://example.com\")",
            ["\"String\" is specified by GraphQL itself"]
        ),
    ])
    func `a scalar of the specification may not`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("extend scalar ^A @d directive @d on SCALAR", ["cannot extend \"A\": there is no such type"]),
        ("extend scalar ^A @d type A { a: Int } directive @d on SCALAR", ["cannot extend \"A\" as scalar: it is type"]),
        ("scalar A @d extend scalar A ^@d directive @d on SCALAR", ["directive \"@d\" can be used only once here"]),
        (
            "scalar A @specifiedBy(url: \"a\") extend scalar A ^@specifiedBy(url: \"b\")",
            ["directive \"@specifiedBy\" can be used only once here"]
        ),
        (
            "extend scalar ^__TypeKind @d directive @d on SCALAR",
            ["cannot extend \"__TypeKind\": there is no such type"]
        ),
    ])
    func `an extension has something to extend that is a scalar, and repeats nothing`(
        _ sdl: String, _ messages: [String]
    ) throws {
        try expectProblems(sdl, messages)
    }
}
