import JSON
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    @Test func `puts commas where they belong`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.integer(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.rawName(JSONWriter.encodedName("b\""))
        writer.raw(Array("{\"raw\":0}".utf8))
        writer.name("c")
        writer.bool(true)
        let last = "d\n"
        writer.name(last)
        writer.string("x")
        writer.endObject()
        #expect(text(writer) == #"{"a":[1,[],{},null],"b\"":{"raw":0},"c":true,"d\n":"x"}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("quote \" slash \\ /", #""quote \" slash \\ /""#),
        ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\u{0}\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
        ("é😀 behind eight bytes \"", "\"é😀 behind eight bytes \\\"\""), ("12345678\n", #""12345678\n""#),
        ("1234567\n", #""1234567\n""#), ("\u{80}\u{7FF}\u{FFFF}", "\"\u{80}\u{7FF}\u{FFFF}\""),
    ])
    func `escapes what must be escaped and nothing else`(value: String, expected: String) {
        #expect(JSONValue.string(value).description == expected)
    }

    @Test func `every byte at every place in a word comes back`() throws {
        for scalar in (0..<0x180).compactMap(Unicode.Scalar.init) {
            for place in 0..<17 {
                let value = String(repeating: "x", count: place) + String(scalar) + "tail beyond"
                #expect(try JSONValue(parsing: JSONValue.string(value).encoded()) == .string(value))
            }
        }
    }

    @Test(arguments: [
        (0, "0"), (5, "5"), (-5, "-5"), (0.1, "0.1"), (-0.001, "-0.001"), (123.456, "123.456"),
        (1e15, "1000000000000000"),
        (1e300, "1e+300"), (0.0001, "0.0001"), (1.0 / 3, "0.3333333333333333"), (.nan, "null"), (.infinity, "null"),
        (-.infinity, "null"), (4_294_967_296.25, "4294967296.25"), (0.3, "0.3"), (0.1 + 0.2, "0.30000000000000004"),
        (Double.leastNonzeroMagnitude, "5e-324"), (2.5, "2.5"), (100, "100"), (0.05, "0.05"),
    ])
    func `numbers take their shortest form`(value: Double, expected: String) {
        #expect(JSONValue.number(value).description == expected)
    }

    @Test func `any double reads back as itself and is never longer than the library's text`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let whole = Double(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator))
            let divisor: Double = [1, 10, 100, 1000, 10_000, 3].randomElement(using: &generator) ?? 1
            let bits = Double(bitPattern: generator.next())
            for value in [whole / divisor, (whole / divisor).nextUp, bits] where value.isFinite {
                let text = JSONValue.number(value).description
                #expect(Double(text) == value)
                #expect(text.utf8.count <= value.description.utf8.count)
            }
        }
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, -1, -10, .max, .min, 1_234_567_890_123] as [Int64])
    func `integers are written whole`(value: Int64) {
        #expect(JSONValue.integer(value).description == String(value))
    }

    @Test func `starts afresh and keeps nothing`() {
        var writer = JSONWriter()
        writer.integer(1)
        writer.removeAll()
        writer.string("x")
        #expect(text(writer) == "\"x\"")
        #expect(writer.count == 3)
    }

    @Test func `takes text that is bytes already`() {
        var writer = JSONWriter()
        Array("a\"b".utf8).withUnsafeBufferPointer { writer.string(utf8: $0) }
        #expect(text(writer) == #""a\"b""#)
    }

    private func text(_ writer: JSONWriter) -> String {
        String(decoding: writer.bytes, as: UTF8.self)
    }
}
