import Testing

@testable import GraphQL

/// Section 3.6.
@Suite("Object types")
struct ObjectTypeTests {
    @Test func `fields of output types, arguments of input types`() throws {
        try expectSchema(
            "type A { a: Int b(c: I = {d: 1}, e: [E!]!): [U!]! f: N } input I { d: Int } enum E { X } union U = A interface N { a: Int }"
        )
    }

    @Test(arguments: [
        ("type ^A", ["type \"A\" must have fields"]),
        ("type ^A @d directive @d on OBJECT", ["type \"A\" must have fields"]),
        ("type A { a: Int b: Int ^a: String }", ["there can be only one field \"a\" in \"A\""]),
    ])
    func `there are fields, each with a name of its own`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type A { ^a: I } input I { a: Int }", ["field \"A.a\" must have an output type"]),
        ("type A { ^a: [I!]! } input I { a: Int }", ["field \"A.a\" must have an output type"]),
    ])
    func `a field has an output type`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type A { a(^b: A): Int }", ["\"b\" of \"A.a\" must have an input type"]),
        ("type A { a(^b: [U]): Int } union U = A", ["\"b\" of \"A.a\" must have an input type"]),
        ("type A { a(b: Int, ^b: Int): Int }", ["there can be only one argument \"b\" in \"A.a\""]),
    ])
    func `arguments have input types and names of their own`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type A { a(^b: Int! @deprecated): Int }", ["\"b\" of \"A.a\" is required and cannot be deprecated"])
    ])
    func `what is required cannot be deprecated`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test func `what is optional can`() throws {
        try expectSchema("type A { a(b: Int! = 1 @deprecated, c: Int @deprecated): Int @deprecated(reason: \"old\") }")
    }

    @Test(arguments: [
        ("type A { a(b: Int = ^\"s\"): Int }", ["default of \"b\" of \"A.a\": expected a value of type Int"]),
        ("type A { a(b: Int! = ^null): Int }", ["default of \"b\" of \"A.a\": expected Int!, found null"]),
        (
            "type A { a(b: [E!] = [X, ^\"Y\"]): Int } enum E { X Y }",
            ["default of \"b\" of \"A.a\": expected a value of type E"]
        ),
        (
            "type A { a(b: I = {^d: 1}): Int } input I { c: Int }",
            ["default of \"b\" of \"A.a\": field \"d\" is not defined by type \"I\""]
        ),
        (
            "type A { a(b: I = ^{}): Int } input I { c: Int! }",
            ["default of \"b\" of \"A.a\": field \"c\" of type Int! is required"]
        ),
        (
            "type A { a(b: O = ^{}): Int } input O @oneOf { c: Int d: Int }",
            ["default of \"b\" of \"A.a\": exactly one field of \"O\" must be given, and not null"]
        ),
    ])
    func `defaults fit their types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test func `defaults may be of one, of nothing and of a custom scalar`() throws {
        try expectSchema(
            "type A { a(b: [Int] = 1, c: Int = null, d: S = {any: [thing]}, e: O = {c: 1}): Int } scalar S input O @oneOf { c: Int d: Int }"
        )
    }

    @Test func `an extension adds fields, interfaces and directives`() throws {
        try expectSchema(
            "type A { a: Int } extend type A { b: Int } extend type A implements N { c: Int } extend type A @d interface N { a: Int } directive @d on OBJECT"
        )
    }

    @Test(arguments: [
        ("extend type ^A { a: Int }", ["cannot extend \"A\": there is no such type"]),
        ("extend type ^E { a: Int } enum E { X }", ["cannot extend \"E\" as type: it is enum"]),
        ("type A { a: Int } extend type A { ^a: Int }", ["there can be only one field \"a\" in \"A\""]),
        ("type A { a: Int } extend type A { b: Int ^b: Int }", ["there can be only one field \"b\" in \"A\""]),
        (
            "type A implements N { a: Int } extend type A implements ^N interface N { a: Int }",
            ["there can be only one interface \"N\" in \"A\""]
        ),
        (
            "type A @d { a: Int } extend type A ^@d directive @d on OBJECT",
            ["directive \"@d\" can be used only once here"]
        ),
        (
            "type A { a: Int } extend type A implements ^N interface N { b: Int }",
            ["\"A\" lacks field \"b\" of interface \"N\""]
        ),
    ])
    func `an extension has an object to extend and repeats nothing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
