/// Latencies in a fixed number of bins: 64 linear steps for each power of two of nanoseconds.
///
/// Adding costs a few instructions and no memory; a quantile is right within 1.6 %. Histograms of several event loops
/// are added up.
struct LatencyHistogram: Equatable, Sendable {
    private static let stepsPerOctave = 64
    private var bins: [UInt64]
    private(set) var count: UInt64 = 0
    /// Nanoseconds.
    private(set) var maximum: UInt64 = 0
    private var sum = 0.0

    init() {
        bins = Array(repeating: 0, count: 59 * Self.stepsPerOctave)
    }

    mutating func add(nanoseconds value: UInt64) {
        count += 1
        sum += Double(value)
        maximum = max(maximum, value)
        bins[Self.bin(of: value)] += 1
    }

    mutating func add(_ other: LatencyHistogram) {
        for index in bins.indices { bins[index] += other.bins[index] }
        count += other.count
        sum += other.sum
        maximum = max(maximum, other.maximum)
    }

    var meanMicroseconds: Double { count == 0 ? 0 : sum / Double(count) / 1000 }
    var maximumMicroseconds: Double { Double(maximum) / 1000 }

    /// The smallest bin below which the share `quantile` (0…1) of the values lies, in microseconds; 0 without values.
    func microseconds(atQuantile quantile: Double) -> Double {
        guard count > 0 else { return 0 }
        let wanted = min(count - 1, UInt64(max(0, min(1, quantile)) * Double(count)))
        var seen: UInt64 = 0
        for (index, members) in bins.enumerated() {
            seen += members
            if seen > wanted { return min(Self.middle(ofBin: index), Double(maximum)) / 1000 }
        }
        return maximumMicroseconds
    }

    private static func bin(of value: UInt64) -> Int {
        guard value >= 64 else { return Int(value) }
        let exponent = 63 - value.leadingZeroBitCount
        let step = Int((value >> UInt64(exponent - 6)) & 63)
        return (exponent - 5) * stepsPerOctave + step
    }

    private static func middle(ofBin index: Int) -> Double {
        guard index >= stepsPerOctave else { return Double(index) }
        let exponent = index / stepsPerOctave + 5
        let step = index % stepsPerOctave
        return Double(UInt64(1) << UInt64(exponent)) * (1 + (Double(step) + 0.5) / 64)
    }
}
