/// Numbers rows by their ids in the order in which they first come.
///
/// A table of open addresses for ids that the database gave, some times faster than a dictionary, whose hash withstands
/// keys that somebody chose.
package struct RowNumbers {
    private var places: [Int32]
    private var ids: [Int64] = []
    private var shift: Int

    package init(reserving count: Int) {
        var bits = 4
        while 1 << bits < count * 2, bits < 40 { bits += 1 }
        places = Array(repeating: -1, count: 1 << bits)
        shift = 64 - bits
        ids.reserveCapacity(count)
    }

    package var count: Int { ids.count }

    /// The number of the id, a new one if it has none yet.
    package mutating func number(of id: Int64) -> Int {
        let place = place(of: id)
        if places[place] >= 0 { return Int(places[place]) }
        let number = ids.count
        places[place] = Int32(clamping: number)
        ids.append(id)
        if ids.count * 2 > places.count { grow() }
        return number
    }

    /// The number of the id, if it has one.
    package func known(_ id: Int64) -> Int? {
        let number = places[place(of: id)]
        return number < 0 ? nil : Int(number)
    }

    /// Where the id is, or the free place where it would be; at least half of the places are free.
    private func place(of id: Int64) -> Int {
        let mixed = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
        var place = Int(truncatingIfNeeded: mixed >> UInt64(shift))
        while places[place] >= 0, ids[Int(places[place])] != id { place = (place + 1) & (places.count - 1) }
        return place
    }

    private mutating func grow() {
        places = Array(repeating: -1, count: places.count * 2)
        shift -= 1
        for (number, id) in ids.enumerated() { places[place(of: id)] = Int32(clamping: number) }
    }
}
