import Testing

@testable import GraphQL

/// Section 3.7, and IsValidImplementation of 3.6.
@Suite("Interface types")
struct InterfaceTypeTests {
    @Test(arguments: [
        "interface N { a: N b: U c: [N] d(x: Int): Int } type A implements N { a: A! b: A c: [A!]! d(x: Int, y: Int, z: Int! = 1): Int! e: Int } union U = A",
        "interface N { a: N } interface M implements N { a: M } type A implements M & N { a: M! }",
    ])
    func `an object may have more and stricter fields than its interface`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("interface ^N", ["type \"N\" must have fields"]),
        ("interface N { a: Int ^a: Int }", ["there can be only one field \"a\" in \"N\""]),
        ("interface N { ^a: I } input I { a: Int }", ["field \"N.a\" must have an output type"]),
        ("interface N { a(^b: N): Int }", ["\"b\" of \"N.a\" must have an input type"]),
        ("interface N { a(b: Int, ^b: Int): Int }", ["there can be only one argument \"b\" in \"N.a\""]),
    ])
    func `there are fields with names of their own, output types, and arguments with input types`(
        _ sdl: String, _ messages: [String]
    ) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type A implements ^B { a: Int } type B { a: Int }", ["\"A\" cannot implement \"B\", which is no interface"]),
        ("type A implements ^A { a: Int }", ["\"A\" cannot implement \"A\", which is no interface"]),
        (
            "type A implements N & ^N { a: Int } interface N { a: Int }",
            ["there can be only one interface \"N\" in \"A\""]
        ),
        ("interface N implements ^N { a: Int }", ["interface \"N\" cannot implement itself"]),
    ])
    func `only interfaces are implemented, each once, and none by itself`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "interface N implements ^M { a: Int } interface M implements ^N { a: Int }",
            ["\"N\" and \"M\" cannot implement each other", "\"M\" and \"N\" cannot implement each other"]
        ),
        (
            "interface A implements ^B { a: Int } interface B implements ^C { a: Int } interface C implements ^A { a: Int }",
            [
                "\"A\" must implement \"C\" because \"B\" does", "\"B\" must implement \"A\" because \"C\" does",
                "\"C\" must implement \"B\" because \"A\" does",
            ]
        ),
    ])
    func `circles of interfaces are refused`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements ^M { a: Int } interface M implements N { a: Int } interface N { a: Int }",
            ["\"A\" must implement \"N\" because \"M\" does"]
        ),
        (
            "interface L implements ^M { a: Int } interface M implements N { a: Int } interface N { a: Int }",
            ["\"L\" must implement \"N\" because \"M\" does"]
        ),
    ])
    func `interfaces of interfaces are implemented too`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements ^N { a: Int } interface N { a: Int b: Int }",
            ["\"A\" lacks field \"b\" of interface \"N\""]
        ),
        ("interface M implements ^N { a: Int } interface N { b: Int }", ["\"M\" lacks field \"b\" of interface \"N\""]),
        (
            "type A implements ^N { a: Int } interface N { a: Int } extend interface N { b: Int }",
            ["\"A\" lacks field \"b\" of interface \"N\""]
        ),
    ])
    func `every field is there`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements N { ^a: String } interface N { a: Int }",
            ["\"A.a\" must be of type Int as in interface \"N\""]
        ),
        (
            "type A implements N { ^a: Int } interface N { a: Int! }",
            ["\"A.a\" must be of type Int! as in interface \"N\""]
        ),
        (
            "type A implements N { ^a: Int } interface N { a: [Int] }",
            ["\"A.a\" must be of type [Int] as in interface \"N\""]
        ),
        (
            "type A implements N { ^a: [Int] } interface N { a: [Int!] }",
            ["\"A.a\" must be of type [Int!] as in interface \"N\""]
        ),
        ("type A implements N { ^a: N } interface N { a: A }", ["\"A.a\" must be of type A as in interface \"N\""]),
        (
            "type A implements N { ^a: B } interface N { a: U } type B { b: Int } union U = A",
            ["\"A.a\" must be of type U as in interface \"N\""]
        ),
        (
            "type A implements N { ^a: M } interface N { a: U } union U = A interface M { a: Int }",
            ["\"A.a\" must be of type U as in interface \"N\""]
        ),
    ])
    func `a field has the type of the interface or one below it`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements N { ^a: Int } interface N { a(b: Int): Int }",
            ["\"A.a\" lacks argument \"b\" of interface \"N\""]
        ),
        (
            "type A implements N { a(^b: String): Int } interface N { a(b: Int): Int }",
            ["argument \"b\" of \"A.a\" must be of type Int"]
        ),
        (
            "type A implements N { a(^b: Int!): Int } interface N { a(b: Int): Int }",
            ["argument \"b\" of \"A.a\" must be of type Int"]
        ),
        (
            "type A implements N { a(^b: Int): Int } interface N { a(b: Int!): Int }",
            ["argument \"b\" of \"A.a\" must be of type Int!"]
        ),
    ])
    func `arguments of the interface are there, with the same types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements N { a(^b: Int!): Int } interface N { a: Int }",
            ["argument \"b\" of \"A.a\" cannot be required: interface \"N\" lacks it"]
        )
    ])
    func `further arguments are optional`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        (
            "type A implements N { ^a: Int @deprecated } interface N { a: Int }",
            ["\"A.a\" is deprecated, but not in interface \"N\""]
        )
    ])
    func `a field is deprecated only if its interface says so`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test func `if it says so, or does not, both are right`() throws {
        try expectSchema(
            "type A implements N { a: Int @deprecated b: Int } interface N { a: Int @deprecated b: Int @deprecated }")
    }

    @Test(arguments: [
        ("type A implements N { a: ^X } interface N { a: Int }", ["unknown type \"X\""])
    ])
    func `a field of an unknown type is not called missing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("extend interface ^A { a: Int }", ["cannot extend \"A\": there is no such type"]),
        ("extend interface ^A { b: Int } type A { a: Int }", ["cannot extend \"A\" as interface: it is type"]),
        ("interface N { a: Int } extend interface N { ^a: Int }", ["there can be only one field \"a\" in \"N\""]),
        (
            "interface N @d { a: Int } extend interface N ^@d directive @d on INTERFACE",
            ["directive \"@d\" can be used only once here"]
        ),
        (
            "interface N { a: Int } extend interface N implements ^M interface M { b: Int }",
            ["\"N\" lacks field \"b\" of interface \"M\""]
        ),
    ])
    func `an extension has an interface to extend and repeats nothing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
