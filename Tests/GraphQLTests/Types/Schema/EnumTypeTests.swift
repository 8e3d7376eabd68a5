import Testing

@testable import GraphQL

/// Section 3.9.
@Suite("Enum types")
struct EnumTypeTests {
    @Test(arguments: [
        "enum E { A on type _x @deprecated }",
        "enum E { A } extend enum E { B } extend enum E @d directive @d on ENUM",
    ])
    func `values are names`(_ sdl: String) throws {
        try expectSchema(sdl)
    }

    @Test(arguments: [
        ("enum ^E", ["enum \"E\" must have values"]),
        ("enum ^E @d directive @d on ENUM", ["enum \"E\" must have values"]),
        ("enum E { A B ^A }", ["there can be only one value \"A\" in \"E\""]),
    ])
    func `there are values, each once`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("extend enum ^E { A }", ["cannot extend \"E\": there is no such type"]),
        ("extend enum ^S { A } scalar S", ["cannot extend \"S\" as enum: it is scalar"]),
        ("enum E { A } extend enum E { ^A }", ["there can be only one value \"A\" in \"E\""]),
        ("enum E { A } extend enum E { B ^B }", ["there can be only one value \"B\" in \"E\""]),
        ("enum E @d { A } extend enum E ^@d directive @d on ENUM", ["directive \"@d\" can be used only once here"]),
    ])
    func `an extension has an enum to extend and repeats nothing`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
