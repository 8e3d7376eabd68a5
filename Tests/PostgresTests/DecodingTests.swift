import Testing

@testable import Postgres

@Suite struct DecodingTests {
    static let types: [UInt32] = [
        16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1007, 1009, 1114, 1184, 1700, 2950, 3802, 99_999, 0,
    ]

    /// Whatever bytes come, readers say nil or a value.
    @Test(arguments: types) func `random bytes never trap`(type: UInt32) {
        var generator = SeededGenerator(state: UInt64(type) &+ 42)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            bytes.withUnsafeBytes { cell in
                _ = Int64(postgres: cell, type: type)
                _ = Int32(postgres: cell, type: type)
                _ = Double(postgres: cell, type: type)
                _ = Bool(postgres: cell, type: type)
                _ = String(postgres: cell, type: type)
                _ = PostgresTimestamp(postgres: cell, type: type)
                _ = PostgresJSON(postgres: cell, type: type)
                _ = PostgresArray<Int64>(postgres: cell, type: type)
                _ = PostgresArray<String>(postgres: cell, type: type)
                _ = Numeric(cell)
            }
        }
    }

    @Test func `an array that promises more than it holds is refused`() {
        var bytes: [UInt8] = []
        for word in [1, 0, 20, Int32.max, 1] as [Int32] { bytes.append(bigEndian: word) }
        let array = bytes.withUnsafeBytes { PostgresArray<Int64>(postgres: $0, type: 1016) }
        #expect(array == nil)
    }
}

struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
