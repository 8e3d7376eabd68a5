import Testing

@testable import JSON

@Suite("Columns of JSON texts")
struct JSONColumnBufferTests {
    private static let prefix = Array(",\"key\":".utf8)
    private static let texts: [String] = [
        "", "a", "seven77", "eight888", "nine\"9999", "a longer text without anything to escape in it",
        "back\\slash at the 9th", "\u{0}\u{1}\n\r\t\u{8}\u{C}\u{1F}\u{7F}", "quote at the very end of the text\"",
        "Lädt… 😀 " + String(repeating: "\"", count: 30), String(repeating: "x", count: 100),
    ]

    /// What the buffer holds, column by column.
    private func texts(
        of append: (inout JSONColumnBuffer) -> Int, count: Int
    ) -> [String] {
        var buffer = JSONColumnBuffer(reserving: 0, texts: 0)
        _ = buffer.append(Array("something before".utf8))
        let first = append(&buffer)
        let offsets = buffer.offsets
        return buffer.withBytes { bytes in
            (first..<first + count).map { place in
                let start = offsets[place]
                return String(
                    decoding: UnsafeBufferPointer(start: bytes + start, count: offsets[place + 1] - start),
                    as: UTF8.self)
            }
        }
    }

    private func expected(_ values: [JSONValue]) -> [String] {
        values.map { String(decoding: Self.prefix + $0.encoded(), as: UTF8.self) }
    }

    @Test func `strings read like those of the writer`() {
        let optional = Self.texts.flatMap { [$0, nil] }
        #expect(
            texts(of: { $0.append(Self.texts, after: Self.prefix) }, count: Self.texts.count)
                == expected(Self.texts.map { .string($0) }))
        #expect(
            texts(of: { $0.append(optional, after: Self.prefix) }, count: optional.count)
                == expected(optional.map { $0.map { .string($0) } ?? .null }))
    }

    @Test func `strings that other code made read the same`() {
        let joined = Self.texts.map { String(($0 + "-").dropLast()) }
        #expect(
            texts(of: { $0.append(joined, after: Self.prefix) }, count: joined.count)
                == expected(joined.map { .string($0) }))
    }

    @Test func `integers of any length read like those of the writer`() {
        var values: [Int64] = [.min, .max, 0, -1]
        for power in 0..<19 {
            let limit = (0..<power).reduce(Int64(1)) { limit, _ in limit * 10 }
            values += [limit - 1, limit, limit + 1, -limit]
        }
        #expect(
            texts(of: { $0.append(values, after: []) }, count: values.count) == values.map { String($0) })
        #expect(
            texts(of: { $0.append([7, nil] as [Int64?], after: Self.prefix) }, count: 2)
                == expected([.integer(7), .null]))
    }

    @Test func `numbers read back as the same double`() {
        var values: [Double] = [
            0, 0.1, -0.5, 12.25, 1e15, 1e-9, 1e300, -1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1_000,
            0.001,
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1_000 { values.append(Double(bitPattern: generator.next())) }
        values = values.filter(\.isFinite)
        let written = texts(of: { $0.append(values, after: []) }, count: values.count)
        #expect(written.map { Double($0) ?? .nan } == values)
        #expect(
            texts(of: { $0.append([.nan, 0.5, nil] as [Double?], after: []) }, count: 3) == ["null", "0.5", "null"])
    }

    @Test func `moments and booleans read like those of the writer`() {
        let moments = [0, 1_767_323_045_678_000, -62_200_000_000_000_000, .max, .min, 999].map {
            Timestamp(microseconds: $0)
        }
        #expect(
            texts(of: { $0.append(moments + [nil], after: Self.prefix) }, count: moments.count + 1)
                == expected(moments.map { .string($0.description) } + [.null]))
        #expect(
            texts(of: { $0.append([true, nil, false] as [Bool?], after: Self.prefix) }, count: 3)
                == expected([true, nil, false]))
    }

    @Test func `values of any form are written by the caller`() {
        let values: [JSONValue] = [["a": 1], [1, 2], nil, "x"]
        let written = texts(
            of: { $0.append(count: values.count, after: Self.prefix) { $1.value(values[$0]) } }, count: values.count)
        #expect(written == expected(values))
    }
}
