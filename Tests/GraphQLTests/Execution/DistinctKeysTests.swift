import Testing

@testable import GraphQL

@Suite("Distinct keys")
struct DistinctKeysTests {
    @Test func `numbers get places in the order in which they first come`() {
        var generator = SystemRandomNumberGenerator()
        var distinct = DistinctKeys<Int64>()
        var expected: [Int64: Int32] = [:]
        var order: [Int64] = []
        for round in 0..<30 {
            let random = (0..<round * 20).map { _ in
                Int64.random(in: -500...500, using: &generator) << Int64(round % 3 * 20)
            }
            let wanted: [Int64?] = [nil, 0, .min, .max, 7, 7] + random
            let places = wanted.map { number -> Int32 in
                guard let number else { return -1 }
                if expected[number] == nil {
                    expected[number] = Int32(order.count)
                    order.append(number)
                }
                return expected[number] ?? -2
            }
            #expect(distinct.places(of: wanted) == places)
            #expect(distinct.keys == order)
        }
    }

    @Test func `keys of any type are treated the same`() {
        var distinct = DistinctKeys<String>()
        #expect(distinct.places(of: ["b", nil, "a", "b"]) == [0, -1, 1, 0])
        #expect(distinct.places(of: ["c", "a"]) == [2, 1])
        #expect(distinct.keys == ["b", "a", "c"])
    }
}
