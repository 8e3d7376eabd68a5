import Testing

@testable import ChargerSimulator

@Suite("Latency histogram")
struct LatencyHistogramTests {
    @Test(arguments: [0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0])
    func `quantiles agree with the sorted values`(quantile: Double) {
        var random = SeededRandom(seed: 7)
        var histogram = LatencyHistogram()
        var values: [UInt64] = []
        for _ in 0..<20_000 {
            let value = UInt64.random(in: 1...(1 << UInt64.random(in: 1...40, using: &random)), using: &random)
            values.append(value)
            histogram.add(nanoseconds: value)
        }
        values.sort()
        let exact = Double(values[min(values.count - 1, Int(quantile * Double(values.count)))]) / 1000
        let told = histogram.microseconds(atQuantile: quantile)
        #expect(abs(told - exact) <= exact * 0.017)
        #expect(histogram.maximumMicroseconds == Double(values.last ?? 0) / 1000)
    }

    @Test(arguments: [0, 1, 63, 64, 65, 127, 128, UInt64.max])
    func `every value has its bin`(value: UInt64) {
        var histogram = LatencyHistogram()
        histogram.add(nanoseconds: value)
        let told = histogram.microseconds(atQuantile: 0.5) * 1000
        #expect(abs(told - Double(value)) <= Double(value) * 0.017 + 0.001)
    }

    @Test func `parts add up to the whole`() {
        var whole = LatencyHistogram()
        var parts = [LatencyHistogram(), LatencyHistogram()]
        for value in 1...1000 {
            whole.add(nanoseconds: UInt64(value * value))
            parts[value % 2].add(nanoseconds: UInt64(value * value))
        }
        var sum = LatencyHistogram()
        for part in parts { sum.add(part) }
        #expect(sum == whole)
    }

    @Test func `without values there is no latency`() {
        #expect(LatencyHistogram().microseconds(atQuantile: 0.99) == 0)
    }
}
