extension PostgresRows {
    /// A column without NULLs, of any type that can be read.
    public func column<Value: PostgresDecodable>(_ name: String, as: Value.Type = Value.self) throws(PostgresError)
        -> [Value]
    {
        let index = try index(ofColumn: name)
        var present: [Value] = []
        present.reserveCapacity(count)
        for value in try values(Value.self, column: name) {
            guard let value else { throw PostgresError.unexpectedNull(columnNames[Int(index)]) }
            present.append(value)
        }
        return present
    }

    public func int64s(_ name: String) throws(PostgresError) -> [Int64?] { try int64s(at: place(name)) }
    public func int32s(_ name: String) throws(PostgresError) -> [Int32?] { try values(Int32.self, column: name) }
    public func doubles(_ name: String) throws(PostgresError) -> [Double?] { try doubles(at: place(name)) }
    public func bools(_ name: String) throws(PostgresError) -> [Bool?] { try bools(at: place(name)) }
    public func strings(_ name: String) throws(PostgresError) -> [String?] { try strings(at: place(name)) }
    public func bytes(_ name: String) throws(PostgresError) -> [[UInt8]?] { try values([UInt8].self, column: name) }
    public func uuids(_ name: String) throws(PostgresError) -> [PostgresUUID?] {
        try values(PostgresUUID.self, column: name)
    }

    /// Microseconds since 1970, UTC; infinities as `Int64.max` and `Int64.min`.
    public func timestamps(_ name: String) throws(PostgresError) -> [Int64?] {
        try timestamps(at: place(name))
    }

    /// The text of `json` or `jsonb`.
    public func jsons(_ name: String) throws(PostgresError) -> [[UInt8]?] {
        try values(PostgresJSON.self, column: name).map { $0?.bytes }
    }

    private func place(_ name: String) throws(PostgresError) -> Int { Int(try index(ofColumn: name)) }

    public func int64Arrays(_ name: String) throws(PostgresError) -> [[Int64?]?] { try arrays(name) }
    public func int32Arrays(_ name: String) throws(PostgresError) -> [[Int32?]?] { try arrays(name) }
    public func doubleArrays(_ name: String) throws(PostgresError) -> [[Double?]?] { try arrays(name) }
    public func stringArrays(_ name: String) throws(PostgresError) -> [[String?]?] { try arrays(name) }

    private func arrays<Element: PostgresDecodable>(_ name: String) throws(PostgresError) -> [[Element?]?] {
        try values(PostgresArray<Element>.self, column: name).map { $0?.elements }
    }
}

extension PostgresError {
    static func unexpectedNull(_ column: String) -> PostgresError {
        PostgresError(.unexpectedNull, "column \"\(column)\" is NULL")
    }
}
