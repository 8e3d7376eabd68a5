/// Decides which rules of a faulty link strike a message, the same way for the same seed.
struct FaultDice {
    private let rules: [LinkFaults.Rule]
    private var state: UInt64
    private var seen: [LinkFaults.Direction: Int] = [:]

    init(_ faults: LinkFaults) {
        rules = faults.rules
        state = faults.seed
    }

    /// The rules that strike the next message of a direction, by their places.
    mutating func next(_ direction: LinkFaults.Direction) -> [Int] {
        let number = seen[direction, default: 0] &+ 1
        seen[direction] = number
        var struck: [Int] = []
        for (place, rule) in rules.enumerated() where rule.direction == direction {
            switch rule.occurrence {
            case .every(let step): if step > 0, number % step == 0 { struck.append(place) }
            case .probability(let share): if roll() < share { struck.append(place) }
            }
        }
        return struck
    }

    /// From 0 up to 1 (SplitMix64).
    private mutating func roll() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Double(mixed >> 11) / 9_007_199_254_740_992
    }
}
