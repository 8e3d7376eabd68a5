extension ParameterBuffer {
    typealias Pointers<R> = (
        _ count: Int32, _ types: UnsafePointer<UInt32>?, _ values: UnsafePointer<UnsafePointer<CChar>?>?,
        _ lengths: UnsafePointer<Int32>?, _ formats: UnsafePointer<Int32>?
    ) -> R

    /// The values as the arrays that libpq's functions take; valid only inside the closure.
    func withPointers<R>(_ body: Pointers<R>) -> R {
        let count = entries.count
        guard count > 0 else { return body(0, nil, nil, nil, nil) }
        return bytes.withUnsafeBytes { buffer in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * count) { numbers in
                    for (index, entry) in entries.enumerated() {
                        // A null pointer means NULL.
                        let start = entry.length < 0 ? nil : buffer.baseAddress.map { $0 + entry.offset }
                        values.initializeElement(at: index, to: start?.assumingMemoryBound(to: CChar.self))
                        numbers.initializeElement(at: index, to: max(0, entry.length))
                        numbers.initializeElement(at: count + index, to: entry.isBinary ? 1 : 0)
                        numbers.initializeElement(at: 2 * count + index, to: Int32(bitPattern: entry.type))
                    }
                    guard let first = numbers.baseAddress else { return body(0, nil, nil, nil, nil) }
                    return (first + 2 * count).withMemoryRebound(to: UInt32.self, capacity: count) { types in
                        body(Int32(count), types, values.baseAddress, first, first + count)
                    }
                }
            }
        }
    }
}
