import Testing

@testable import GraphQL

/// Section 3.10.
@Suite("Input object types")
struct InputObjectTypeTests {
    @Test func `fields have input types`() throws {
        try expectSchema(
            "input I { a: Int = 1 b: [E!]! c: J @deprecated d: Int! = 2 @deprecated } enum E { X } input J { a: I }")
    }

    @Test(arguments: [
        ("input ^I", ["input \"I\" must have fields"]),
        ("input I { a: Int ^a: Int }", ["there can be only one field \"a\" in \"I\""]),
        ("input I { ^a: A } type A { a: Int }", ["\"a\" of \"I\" must have an input type"]),
        ("input I { ^a: [N!] } interface N { a: Int }", ["\"a\" of \"I\" must have an input type"]),
    ])
    func `there are fields with names of their own and input types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("input I { ^a: Int! @deprecated }", ["\"a\" of \"I\" is required and cannot be deprecated"])
    ])
    func `what is required cannot be deprecated`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("input I { a: Int = ^\"x\" }", ["default of \"a\" of \"I\": expected a value of type Int"]),
        (
            "input I { a: J = {b: ^true} } input J { b: Int }",
            ["default of \"a\" of \"I\": expected a value of type Int"]
        ),
        (
            "input I { a: J = ^{} } input J { b: Int! c: K = {d: ^X} } input K { d: Int }",
            [
                "default of \"a\" of \"I\": field \"b\" of type Int! is required",
                "default of \"c\" of \"J\": expected a value of type Int",
            ]
        ),
    ])
    func `defaults fit their types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        "input I { i: I }",
        "input I { i: [I!]! }",
        "input I { j: J! } input J { i: I }",
        "input I { j: J! } input J { i: [I!]! }",
    ])
    func `circles that null or a list can end are fine`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("input ^I { i: I! }", ["input \"I\" must contain itself without end"]),
        (
            "input ^I { j: J! } input ^J { a: Int k: K! } input ^K { i: I! }",
            [
                "input \"I\" must contain itself without end", "input \"J\" must contain itself without end",
                "input \"K\" must contain itself without end",
            ]
        ),
        ("input A { i: I! } input ^I { i: I! }", ["input \"I\" must contain itself without end"]),
    ])
    func `circles that nothing can end are refused`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        "input I { i: I = {i: null} }",
        "input I { i: I = {i: {i: null}}, a: Int = 1 }",
        "input I { i: [I] = [] }",
        "input I { j: J = {} } input J { i: I = {j: null} }",
        "input I { j: J = {a: 1} } input J { a: Int = 1 i: I }",
        "input I { i: I = null }",
    ])
    func `defaults that end are fine`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("input I { ^i: I = {} }", ["the default of \"I.i\" contains itself without end"]),
        ("input I { ^i: [I] = [{i: null}, {}] }", ["the default of \"I.i\" contains itself without end"]),
        (
            "input I { ^j: J = {} } input J { ^i: I = {} }",
            [
                "the default of \"I.j\" contains itself without end",
                "the default of \"J.i\" contains itself without end",
            ]
        ),
        (
            "input I { a: I = {a: null, c: null} b: I } extend input I { ^c: I = {a: null} }",
            ["the default of \"I.c\" contains itself without end"]
        ),
        (
            "input A { i: I = {} } input I { ^j: J = {k: {}} } input J { k: K } input K { ^i: I = {a: 1} } extend input I { a: Int }",
            [
                "the default of \"I.j\" contains itself without end",
                "the default of \"K.i\" contains itself without end",
            ]
        ),
    ])
    func `defaults that need themselves are refused`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("input I @oneOf { ^a: Int! b: Int }", ["field \"I.a\" of a @oneOf input must be nullable"]),
        ("input I @oneOf { ^a: Int = 1 b: Int }", ["field \"I.a\" of a @oneOf input cannot have a default"]),
        ("input I @oneOf { a: Int } extend input I { ^b: Int! }", ["field \"I.b\" of a @oneOf input must be nullable"]),
        (
            "input I @oneOf { a: Int } extend input I { ^b: Int = 1 }",
            ["field \"I.b\" of a @oneOf input cannot have a default"]
        ),
    ])
    func `a @oneOf input has nullable fields without defaults`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("extend input ^I { a: Int }", ["cannot extend \"I\": there is no such type"]),
        ("extend input ^A { b: Int } type A { a: Int }", ["cannot extend \"A\" as input: it is type"]),
        ("input I { a: Int } extend input I { ^a: Int }", ["there can be only one field \"a\" in \"I\""]),
        ("input I { a: Int } extend input I { b: Int ^b: Int }", ["there can be only one field \"b\" in \"I\""]),
        (
            "input I @d { a: Int } extend input I ^@d directive @d on INPUT_OBJECT",
            ["directive \"@d\" can be used only once here"]
        ),
    ])
    func `an extension has an input to extend and repeats nothing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("input I { a: Int } extend input I ^@oneOf", ["an extension cannot make \"I\" a @oneOf input"])
    ])
    func `an extension does not make it a @oneOf input`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
