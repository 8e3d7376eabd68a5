import Testing

@testable import Stationmaster

@Suite("Byte ranges")
struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=4-", .part(4..<10)), ("bytes=-3", .part(7..<10)),
        ("bytes=2-99", .part(2..<10)), ("bytes=-99", .part(0..<10)), ("Bytes=9-9", .part(9..<10)),
        ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable),
        ("bytes=0-99999999999999999999", .part(0..<10)), ("bytes=3-2", .whole), ("bytes=0-1,3-4", .whole),
        ("bytes=", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=+1-2", .whole), ("items=0-1", .whole),
        ("bytes=--1", .whole),
    ])
    func `a part is what the standard says, and what cannot be read is the whole`(header: String, range: ByteRange) {
        #expect(ByteRange(header, of: 10) == range)
    }

    @Test func `a part of another file is of no use`() {
        #expect(ByteRange("bytes=4-", of: 10, unless: "\"a\"", isNot: "\"a\"") == .part(4..<10))
        #expect(ByteRange("bytes=4-", of: 10, unless: "\"a\"", isNot: "\"b\"") == .whole)
        #expect(ByteRange(nil, of: 10) == .whole)
    }

    @Test func `an empty file has no parts`() {
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
    }
}
