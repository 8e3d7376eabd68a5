import CLibPQ

/// Whole columns by their places: the fast way, with one loop for each form that a type travels in.
extension PostgresRows {
    /// Integers of any size; nil for NULL.
    public func int64s(at place: Int) throws(PostgresError) -> [Int64?] {
        let column = try column(at: place)
        let values: [Int64?]? =
            switch type(ofColumn: column) {
            case PostgresType.int8: fixed(column) { (value: Int64) in value }
            case PostgresType.int4: fixed(column) { (value: Int32) in Int64(value) }
            case PostgresType.int2: fixed(column) { (value: Int16) in Int64(value) }
            default: nil
            }
        if let values { return values }
        return try self.values(Int64.self, column: column)
    }

    /// Integers of which none is NULL.
    public func presentInt64s(at place: Int) throws(PostgresError) -> [Int64] {
        let column = try column(at: place)
        if type(ofColumn: column) == PostgresType.int8 {
            var isComplete = true
            let values = [Int64](unsafeUninitializedCapacity: count) { values, initialized in
                for row in 0..<count {
                    let value: Int64? = fixedCell(Int32(truncatingIfNeeded: row), column)
                    if value == nil { isComplete = false }
                    values.initializeElement(at: row, to: value ?? 0)
                }
                initialized = count
            }
            if isComplete { return values }
        }
        var present: [Int64] = []
        for value in try int64s(at: place) {
            guard let value else { throw PostgresError.unexpectedNull(columnNames[place]) }
            present.append(value)
        }
        return present
    }

    public func doubles(at place: Int) throws(PostgresError) -> [Double?] {
        let column = try column(at: place)
        if type(ofColumn: column) == PostgresType.float8,
            let values = fixed(column, { (value: UInt64) in Double(bitPattern: value) })
        {
            return values
        }
        return try values(Double.self, column: column)
    }

    /// Microseconds since 1970, UTC; infinities as `Int64.max` and `Int64.min`.
    public func timestamps(at place: Int) throws(PostgresError) -> [Int64?] {
        let column = try column(at: place)
        if [PostgresType.timestamptz, PostgresType.timestamp].contains(type(ofColumn: column)),
            let values = fixed(column, { (value: Int64) in PostgresTimestamp(sinceYear2000: value).microseconds })
        {
            return values
        }
        return try values(PostgresTimestamp.self, column: column).map { $0?.microseconds }
    }

    public func bools(at place: Int) throws(PostgresError) -> [Bool?] {
        try values(Bool.self, column: try column(at: place))
    }

    public func strings(at place: Int) throws(PostgresError) -> [String?] {
        let column = try column(at: place)
        guard [PostgresType.text, PostgresType.varchar].contains(type(ofColumn: column)), isBinary(column) else {
            return try values(String.self, column: column)
        }
        return [String?](unsafeUninitializedCapacity: count) { values, initialized in
            for row in 0..<count {
                let bytes = cell(row: row, column: column)
                values.initializeElement(at: row, to: bytes.map { String(decoding: $0, as: UTF8.self) })
            }
            initialized = count
        }
    }

    /// The text of `json` or `jsonb`.
    public func jsons(at place: Int) throws(PostgresError) -> [[UInt8]?] {
        try values(PostgresJSON.self, column: try column(at: place)).map { $0?.bytes }
    }

    /// Every value of a column whose type has always the same size; nil when a cell has another, which no server sends.
    @inline(__always)
    private func fixed<Raw: FixedWidthInteger, Value>(_ column: Int32, _ make: (Raw) -> Value) -> [Value?]? {
        guard isBinary(column) else { return nil }
        var isComplete = true
        let values = [Value?](unsafeUninitializedCapacity: count) { values, initialized in
            for row in 0..<count {
                let row32 = Int32(truncatingIfNeeded: row)
                let raw: Raw? = fixedCell(row32, column)
                if raw == nil, !isNull(row32, column) { isComplete = false }
                values.initializeElement(at: row, to: raw.map(make))
            }
            initialized = count
        }
        return isComplete ? values : nil
    }

    /// libpq says 0 for the length of a NULL.
    @inline(__always)
    private func fixedCell<Raw: FixedWidthInteger>(_ row: Int32, _ column: Int32) -> Raw? {
        guard length(row, column) == MemoryLayout<Raw>.size, let start = start(row, column) else { return nil }
        return Raw(bigEndian: start.loadUnaligned(as: Raw.self))
    }
}
