/// A one-dimensional array in PostgreSQL's binary format.
struct PostgresArray<Element: PostgresDecodable>: PostgresDecodable {
    let elements: [Element?]

    init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        var reader = Reader(bytes: bytes)
        guard let dimensions: Int32 = reader.integer(), reader.skip(4), let elementType: UInt32 = reader.integer()
        else {
            return nil
        }
        guard dimensions != 0 else {
            elements = []
            return
        }
        guard dimensions == 1, let count: Int32 = reader.integer(), count >= 0, reader.skip(4) else { return nil }
        var elements: [Element?] = []
        // Each element takes four bytes at least, so a wrong count cannot reserve more than the cell's own size.
        elements.reserveCapacity(min(Int(count), bytes.count / 4))
        for _ in 0..<count {
            guard let length: Int32 = reader.integer() else { return nil }
            guard length >= 0 else {
                elements.append(nil)
                continue
            }
            guard let cell = reader.take(Int(length)), let element = Element(postgres: cell, type: elementType) else {
                return nil
            }
            elements.append(element)
        }
        self.elements = elements
    }
}

/// Takes pieces off the front and says nil when there are no more.
private struct Reader {
    var bytes: UnsafeRawBufferPointer

    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= bytes.count else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: bytes[0..<count])
        bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
        return taken
    }

    mutating func skip(_ count: Int) -> Bool {
        take(count) != nil
    }

    mutating func integer<Integer: FixedWidthInteger>() -> Integer? {
        take(MemoryLayout<Integer>.size).flatMap { Integer(bigEndian: $0) }
    }
}
