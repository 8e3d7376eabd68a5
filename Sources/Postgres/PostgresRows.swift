import CLibPQ
import Glibc

/// The answer to one statement.
///
/// Values stay in the buffer that libpq filled and are decoded where they are read, either a column at a time
/// (`int64s("id")`) or a cell at a time (`row.int64("id")`). A missing column, another type or an unexpected NULL throws.
///
/// Unchecked, because a `PGresult` is a C pointer: it is complete and never changed once libpq has handed it out, libpq allows
/// any thread to read it, and only `deinit` frees it.
public final class PostgresRows: @unchecked Sendable {
    private let result: OpaquePointer
    public let count: Int
    private let columnCount: Int32

    /// Takes over the result and frees it in the end.
    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
        columnCount = PQnfields(result)
    }

    deinit {
        PQclear(result)
    }

    /// Rows that INSERT, UPDATE, DELETE, MERGE or SELECT touched; 0 for other commands.
    public var affectedRows: Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    public var columnNames: [String] {
        (0..<columnCount).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    }

    /// The command tag's first word, such as `COMMIT`.
    var command: String {
        PQcmdStatus(result).map { String(cString: $0) } ?? ""
    }

    func index(ofColumn name: String) throws(PostgresError) -> Int32 {
        let found = name.withCString { wanted in
            (0..<columnCount).first { index in PQfname(result, index).map { strcmp($0, wanted) == 0 } ?? false }
        }
        guard let found else { throw PostgresError(.columnMissing, "the result has no column \"\(name)\"") }
        return found
    }

    func column(at place: Int) throws(PostgresError) -> Int32 {
        guard let column = Int32(exactly: place), (0..<columnCount).contains(column) else {
            throw PostgresError(.columnMissing, "the result has \(columnCount) columns, none at \(place)")
        }
        return column
    }

    func type(ofColumn column: Int32) -> UInt32 {
        PQftype(result, column)
    }

    func isBinary(_ column: Int32) -> Bool { PQfformat(result, column) == 1 }
    func isNull(_ row: Int32, _ column: Int32) -> Bool { PQgetisnull(result, row, column) != 0 }
    func length(_ row: Int32, _ column: Int32) -> Int { Int(PQgetlength(result, row, column)) }
    func start(_ row: Int32, _ column: Int32) -> UnsafeRawPointer? {
        PQgetvalue(result, row, column).map { UnsafeRawPointer($0) }
    }

    /// The caller has got `column` from `index(ofColumn:)` and `row` is below `count`; libpq itself checks both again.
    func cell(row: Int, column: Int32) -> UnsafeRawBufferPointer? {
        let row = Int32(truncatingIfNeeded: row)
        guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
    }

    /// Decodes one cell; nil for NULL.
    func value<Value: PostgresDecodable>(_ type: Value.Type, row: Int, column name: String) throws(PostgresError)
        -> Value?
    {
        let column = try index(ofColumn: name)
        guard let bytes = cell(row: row, column: column) else { return nil }
        return try decode(type, bytes, column: column)
    }

    /// Decodes a whole column; nil for NULL.
    func values<Value: PostgresDecodable>(_ type: Value.Type, column name: String) throws(PostgresError) -> [Value?] {
        try values(type, column: try index(ofColumn: name))
    }

    func values<Value: PostgresDecodable>(_ type: Value.Type, column: Int32) throws(PostgresError) -> [Value?] {
        var values: [Value?] = []
        values.reserveCapacity(count)
        for row in 0..<count {
            guard let bytes = cell(row: row, column: column) else {
                values.append(nil)
                continue
            }
            values.append(try decode(type, bytes, column: column))
        }
        return values
    }

    private func decode<Value: PostgresDecodable>(
        _ type: Value.Type, _ bytes: UnsafeRawBufferPointer, column: Int32
    ) throws(PostgresError) -> Value {
        let sqlType = self.type(ofColumn: column)
        guard PQfformat(result, column) == 1, let value = Value(postgres: bytes, type: sqlType) else {
            let name = PQfname(result, column).map { String(cString: $0) } ?? "?"
            throw PostgresError(
                .typeMismatch,
                "column \"\(name)\" (type \(sqlType)) cannot be read as \(Value.self); cast it in the statement")
        }
        return value
    }
}

extension PostgresRows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(row: Int) -> PostgresRow {
        precondition(row >= 0 && row < count, "no such row")
        return PostgresRow(rows: self, index: row)
    }

    /// The only row.
    ///
    /// - Throws: ``PostgresError/Code/rowMissing`` if there is none or more than one.
    public func single() throws(PostgresError) -> PostgresRow {
        guard count == 1 else { throw PostgresError(.rowMissing, "expected one row, got \(count)") }
        return self[0]
    }
}
