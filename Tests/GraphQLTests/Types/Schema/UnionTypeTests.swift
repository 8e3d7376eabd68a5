import Testing

@testable import GraphQL

/// Section 3.8.
@Suite("Union types")
struct UnionTypeTests {
    @Test(arguments: [
        "union U = A | B type A { a: Int } type B { b: Int }",
        "union U = A extend union U = B type A { a: Int } type B { b: Int }",
    ])
    func `members are objects`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("union ^U", ["union \"U\" must have members"]),
        ("union ^U @d directive @d on UNION", ["union \"U\" must have members"]),
        ("union U = A | ^A type A { a: Int }", ["there can be only one member \"A\" in \"U\""]),
    ])
    func `there are members, each once`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("union U = ^Int", ["\"Int\" is no object type and cannot be in union \"U\""]),
        (
            "union U = A | ^N type A { a: Int } interface N { a: Int }",
            ["\"N\" is no object type and cannot be in union \"U\""]
        ),
        ("union U = ^U", ["\"U\" is no object type and cannot be in union \"U\""]),
        (
            "union U = ^E | ^I enum E { A } input I { a: Int }",
            [
                "\"E\" is no object type and cannot be in union \"U\"",
                "\"I\" is no object type and cannot be in union \"U\"",
            ]
        ),
    ])
    func `nothing but objects`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("extend union ^U = A type A { a: Int }", ["cannot extend \"U\": there is no such type"]),
        ("extend union ^A = B type A { a: Int } type B { b: Int }", ["cannot extend \"A\" as union: it is type"]),
        ("union U = A extend union U = ^A type A { a: Int }", ["there can be only one member \"A\" in \"U\""]),
        (
            "union U = A extend union U = B | ^B type A { a: Int } type B { a: Int }",
            ["there can be only one member \"B\" in \"U\""]
        ),
        (
            "union U = A extend union U = ^N type A { a: Int } interface N { a: Int }",
            ["\"N\" is no object type and cannot be in union \"U\""]
        ),
        (
            "union U @d = A extend union U ^@d type A { a: Int } directive @d on UNION",
            ["directive \"@d\" can be used only once here"]
        ),
    ])
    func `an extension has a union to extend and repeats nothing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
