import JSON
import Testing

@Suite("JSON value")
struct JSONValueTests {
    @Test(
        arguments: [
            ("{}", [:]), ("[]", []), (" \n[ 1 , 2 ]\t", [1, 2]), ("null", nil), ("true", true), ("false", false),
            ("\"\"", ""), ("5", 5), ("-5", -5), ("5.5", 5.5), ("5.0", 5.0), ("5e3", 5000.0),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("{\"a\":{\"b\":[null,{}]}}", ["a": ["b": [nil, [:]]]]),
            ("\"\\u00e9\\n\\ud83d\\ude00\\/\"", "é\n😀/"), ("\"\\u0000\"", "\u{0}"),
        ] as [(String, JSONValue)])
    func `is read from its text`(text: String, expected: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == expected)
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "18446744073709551616", "123456789012345678901234567890",
        "[1.5, \"9223372036854775808 \\\" 1\", 123456789012345678901234567890]",
    ])
    func `an integer beyond 64 bits becomes a number`(text: String) throws {
        let value = try JSONValue(parsing: text)
        let number = value[2] ?? value
        #expect(number.integer == nil || number == .number(-9_223_372_036_854_775_808))
        #expect(number.number == (Double(text) ?? Double("123456789012345678901234567890")))
        #expect(value[1].map { $0 == "9223372036854775808 \" 1" } ?? true)
    }

    @Test func `long digits that are no integer stay what they are beside an integer beyond 64 bits`() throws {
        let tail =
            "0.12345678901234567890123,12345678901234567890123e2,1e-00000000000000000000002,12345678901234567890.5"
        let value = try JSONValue(parsing: "[123456789012345678901234567890,\(tail),7]")
        #expect(value[1]?.number == 0.12345678901234568)
        #expect(value[2]?.number == Double("12345678901234567890123e2"))
        #expect(value[3] == 0.01)
        #expect(value[4]?.number == Double("12345678901234567890.5"))
        #expect(value[5] == 7)
    }

    @Test(arguments: [
        "", " ", "[", "]", "{", "{\"a\"}", "{\"a\":}", "{a:1}", "[1,]", "[,1]", "{\"a\":1,}", "01", "1.", ".5", "+1",
        "1e", "-", "nul", "truee", "NaN", "Infinity", "1e400", "[1] 2", "'a'", "\"", "\"\n\"", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\udc00\"", "// no", "[1 2]", "{\"a\" 1}", "\u{FEFF}[]",
        "1234567890123456789012345678901234567890.", "[123456789012345678901234567890",
    ])
    func `text that is not JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: JSONError.invalidUTF8) { try JSONValue(parsing: bytes) }
    }

    @Test func `nesting is bounded`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(9), maximumDepth: 10) }
        #expect(throws: JSONError.tooDeep(maximum: 10)) { try JSONValue(parsing: nested(11), maximumDepth: 10) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(100_000), maximumDepth: .max) }
    }

    @Test func `size is bounded`() throws {
        #expect(try JSONValue(parsing: "[1,2]", maximumSize: 5) == [1, 2])
        #expect(throws: JSONError.tooLarge(maximum: 4)) { try JSONValue(parsing: "[1,2]", maximumSize: 4) }
    }

    @Test func `the first of two members with one name counts`() throws {
        let few = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
        let many = "{" + (0..<40).map { "\"k\($0 % 20)\":\($0)" }.joined(separator: ",") + "}"
        #expect(few == ["a": 1, "b": 2])
        #expect(try JSONValue(parsing: many).object?.count == 20)
        #expect(try JSONValue(parsing: many)["k7"] == 7)
    }

    @Test func `members keep their order and are equal in any`() throws {
        let object: JSONObject = ["z": 1, "a": 2]
        #expect(object.names == ["z", "a"])
        #expect(object == ["a": 2, "z": 1])
        #expect(object.hashValue == (["a": 2, "z": 1] as JSONObject).hashValue)
        #expect(object != ["a": 2, "z": 3])
        #expect(object != ["a": 2])
    }

    @Test(arguments: [3, 40])
    func `members are replaced in place and removed`(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object["k\(index)"] = .integer(Int64(index)) }
        object["k1"] = "one"
        object["k0"] = nil
        #expect(object.count == count - 1)
        #expect(object["k0"] == nil)
        #expect(object.members.first?.name == "k1")
        #expect(object["k1"] == "one")
        #expect(object["k\(count - 1)"] == .integer(Int64(count - 1)))
    }

    @Test func `whole numbers count as integers however they are written`() throws {
        #expect(try JSONValue(parsing: "5.0").integer == 5)
        #expect(try JSONValue(parsing: "5e0").integer == 5)
        #expect(try JSONValue(parsing: "5.5").integer == nil)
        #expect(try JSONValue(parsing: "1e300").integer == nil)
        #expect(try JSONValue(parsing: "[1]")[1] == nil)
    }
}
