import Testing

@testable import Charging

@Suite("Row numbers")
struct RowNumbersTests {
    @Test func `ids are numbered in the order in which they first come`() {
        var numbers = RowNumbers(reserving: 0)
        var generator = SystemRandomNumberGenerator()
        let ids =
            [0, -1, .max, .min, 1, 0, 1]
            + (0..<2_000).map { _ in Int64.random(in: -1_000...1_000, using: &generator) }
            + (0..<2_000).map { Int64($0) << 32 }
        var expected: [Int64: Int] = [:]
        for id in ids {
            #expect(numbers.known(id) == expected[id])
            let number = expected[id] ?? expected.count
            expected[id] = number
            #expect(numbers.number(of: id) == number)
        }
        #expect(numbers.count == expected.count)
    }
}
