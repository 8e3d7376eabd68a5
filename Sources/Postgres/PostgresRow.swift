/// One row of a ``PostgresRows``, which it keeps alive.
public struct PostgresRow: Sendable {
    let rows: PostgresRows
    let index: Int

    /// The same readers with nil for NULL.
    public var optional: Optional { Optional(row: self) }

    public func value<Value: PostgresDecodable>(_ name: String, as: Value.Type = Value.self) throws(PostgresError)
        -> Value
    {
        guard let value = try rows.value(Value.self, row: index, column: name) else { throw .unexpectedNull(name) }
        return value
    }

    public func int64(_ name: String) throws(PostgresError) -> Int64 { try value(name) }
    public func int32(_ name: String) throws(PostgresError) -> Int32 { try value(name) }
    public func int(_ name: String) throws(PostgresError) -> Int { try value(name) }
    public func double(_ name: String) throws(PostgresError) -> Double { try value(name) }
    public func bool(_ name: String) throws(PostgresError) -> Bool { try value(name) }
    public func string(_ name: String) throws(PostgresError) -> String { try value(name) }
    public func bytes(_ name: String) throws(PostgresError) -> [UInt8] { try value(name) }
    public func uuid(_ name: String) throws(PostgresError) -> PostgresUUID { try value(name) }

    /// Microseconds since 1970, UTC; infinities as `Int64.max` and `Int64.min`.
    public func timestamp(_ name: String) throws(PostgresError) -> Int64 {
        try value(name, as: PostgresTimestamp.self).microseconds
    }

    /// The text of `json` or `jsonb`.
    public func json(_ name: String) throws(PostgresError) -> [UInt8] { try value(name, as: PostgresJSON.self).bytes }

    public func int64Array(_ name: String) throws(PostgresError) -> [Int64?] { try array(name) }
    public func int32Array(_ name: String) throws(PostgresError) -> [Int32?] { try array(name) }
    public func doubleArray(_ name: String) throws(PostgresError) -> [Double?] { try array(name) }
    public func stringArray(_ name: String) throws(PostgresError) -> [String?] { try array(name) }

    private func array<Element: PostgresDecodable>(_ name: String) throws(PostgresError) -> [Element?] {
        try value(name, as: PostgresArray<Element>.self).elements
    }
}

extension PostgresRow {
    public struct Optional: Sendable {
        let row: PostgresRow

        public func value<Value: PostgresDecodable>(
            _ name: String, as: Value.Type = Value.self
        ) throws(PostgresError) -> Value? {
            try row.rows.value(Value.self, row: row.index, column: name)
        }

        public func int64(_ name: String) throws(PostgresError) -> Int64? { try value(name) }
        public func int32(_ name: String) throws(PostgresError) -> Int32? { try value(name) }
        public func int(_ name: String) throws(PostgresError) -> Int? { try value(name) }
        public func double(_ name: String) throws(PostgresError) -> Double? { try value(name) }
        public func bool(_ name: String) throws(PostgresError) -> Bool? { try value(name) }
        public func string(_ name: String) throws(PostgresError) -> String? { try value(name) }
        public func bytes(_ name: String) throws(PostgresError) -> [UInt8]? { try value(name) }
        public func uuid(_ name: String) throws(PostgresError) -> PostgresUUID? { try value(name) }

        public func timestamp(_ name: String) throws(PostgresError) -> Int64? {
            try value(name, as: PostgresTimestamp.self)?.microseconds
        }

        public func json(_ name: String) throws(PostgresError) -> [UInt8]? {
            try value(name, as: PostgresJSON.self)?.bytes
        }

        /// Of `bytea[]`; elements that are NULL are left out.
        public func bytesArray(_ name: String) throws(PostgresError) -> [[UInt8]]? {
            try value(name, as: PostgresArray<[UInt8]>.self)?.elements.compactMap(\.self)
        }
    }
}
