/// The keys of a load, each once, in the order in which they first come.
///
/// Most loads are by number. Code that is generic over its key looks into the type for every single key, so whole lists of
/// numbers are handed to a table that is made for them.
struct DistinctKeys<Key: Hashable & Sendable>: Sendable {
    private enum Table {
        case numbers(NumberTable)
        case any([Key: Int32])
    }

    private(set) var keys: [Key] = []
    private var table: Table

    init() {
        table = Key.self == Int64.self ? .numbers(NumberTable()) : .any([:])
    }

    /// The places of these keys among all, which takes in those that are new; −1 where there is none.
    mutating func places(of wanted: [Key?]) -> [Int32] {
        switch table {
        case .numbers(var numbers):
            // The same types under other names, so the casts neither fail nor copy.
            guard let wanted = (wanted as Any) as? [Int64?] else { return [] }
            table = .any([:])
            let places = numbers.places(of: wanted)
            keys = (numbers.numbers as Any) as? [Key] ?? []
            table = .numbers(numbers)
            return places
        case .any(var known):
            table = .any([:])
            var places: [Int32] = []
            places.reserveCapacity(wanted.count)
            for key in wanted { places.append(key.map { place(of: $0, &known) } ?? -1) }
            table = .any(known)
            return places
        }
    }

    private mutating func place(of key: Key, _ known: inout [Key: Int32]) -> Int32 {
        if let place = known[key] { return place }
        let place = Int32(clamping: keys.count)
        known[key] = place
        keys.append(key)
        return place
    }
}

/// Places of numbers by open addressing. The factor is chosen anew by each process, so that nobody can choose numbers that
/// all meet in one spot.
private struct NumberTable: Sendable {
    private static let factor = UInt64.random(in: 0 ... .max) | 1

    private(set) var numbers: [Int64] = []
    private var places: [Int32] = []
    private var shift: UInt64 = 64

    mutating func places(of wanted: [Int64?]) -> [Int32] {
        makeRoom(for: numbers.count + wanted.count)
        return wanted.map { number in
            guard let number else { return -1 }
            let spot = spot(of: number)
            if places[spot] < 0 {
                places[spot] = Int32(clamping: numbers.count)
                numbers.append(number)
            }
            return places[spot]
        }
    }

    /// Keeps at least half of the spots free.
    private mutating func makeRoom(for count: Int) {
        guard count * 2 > places.count else { return }
        var bits: UInt64 = 4
        while 1 << bits < count * 2, bits < 40 { bits += 1 }
        places = Array(repeating: -1, count: 1 << bits)
        shift = 64 - bits
        for (place, number) in numbers.enumerated() { places[spot(of: number)] = Int32(clamping: place) }
    }

    /// Where the number stands, or the free spot where it would.
    private func spot(of number: Int64) -> Int {
        let mixed = UInt64(bitPattern: number) &* Self.factor
        var spot = Int(truncatingIfNeeded: mixed >> shift)
        while places[spot] >= 0, numbers[Int(places[spot])] != number { spot = (spot + 1) & (places.count - 1) }
        return spot
    }
}
