import Postgres
import TestSupport
import Testing

@Suite struct ValueTests {
    static let hostile = [
        "", "'", "''; DROP TABLE x; --", "\\", "{a,\"b\"}", "NULL", "Grüße 🔌", "a\nb\tc", "$1", "\u{FFFF}",
    ]

    @Test(.timeLimit(.minutes(1))) func `scalars come back as they were sent`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let uuid = PostgresUUID.random()
            let row = try await client.query(
                """
                SELECT \(Int16.min) AS int2, \(Int32.min) AS int4, \(Int64.max) AS int8, \(-7) AS int, \(1.5) AS float8,
                    \(true) AS bool, \([0, 255] as [UInt8]) AS bytea, \([] as [UInt8]) AS empty, \(uuid) AS uuid,
                    \(PostgresJSON(text: #"{"a": [1, null]}"#)) AS jsonb, \(PostgresTimestamp(microseconds: -1)) AS moment
                """
            ).single()
            #expect(try row.int64("int2") == Int64(Int16.min))
            #expect(try row.int32("int4") == .min)
            #expect(try row.int64("int8") == .max)
            #expect(try row.int("int") == -7)
            #expect(try row.double("float8") == 1.5)
            #expect(try row.bool("bool"))
            #expect(try row.bytes("bytea") == [0, 255])
            #expect(try row.bytes("empty") == [])
            #expect(try row.uuid("uuid") == uuid)
            #expect(try row.string("uuid") == uuid.description)
            #expect(String(decoding: try row.json("jsonb"), as: UTF8.self) == #"{"a": [1, null]}"#)
            #expect(try row.timestamp("moment") == -1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `every scalar can be NULL`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query(
                """
                SELECT \(Int64?.none) AS a, \(String?.none)::text AS b, \(PostgresTimestamp?.none) AS c, \([UInt8]?.none) AS d
                """
            ).single()
            #expect(try row.optional.int64("a") == nil)
            #expect(try row.optional.string("b") == nil)
            #expect(try row.optional.timestamp("c") == nil)
            #expect(try row.optional.bytes("d") == nil)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: hostile)
    func `hostile text is only text`(text: String) async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query("SELECT \(text)::text AS one, \([text, nil]) AS many").single()
            #expect(try row.string("one") == text)
            #expect(try row.stringArray("many") == [text, nil])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `arrays with NULLs become columns by unnest`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let moments = [PostgresTimestamp(microseconds: 1_700_000_000_123_456), nil]
            let rows = try await client.query(
                """
                SELECT * FROM unnest(\([1, nil] as [Int64?]), \([2, nil] as [Int32?]), \([0.5, nil] as [Double?]), \(["x", nil]),
                    \([true, nil] as [Bool?]), \(moments), \([PostgresJSON(text: "[1]"), nil])) AS t (a, b, c, d, e, f, g)
                """)
            #expect(try rows.int64s("a") == [1, nil])
            #expect(try rows.int32s("b") == [2, nil])
            #expect(try rows.doubles("c") == [0.5, nil])
            #expect(try rows.strings("d") == ["x", nil])
            #expect(try rows.bools("e") == [true, nil])
            #expect(try rows.timestamps("f") == [1_700_000_000_123_456, nil])
            #expect(try rows.jsons("g") == [Array("[1]".utf8), nil])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `empty arrays and arrays of arrays' elements are read`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query(
                "SELECT \([] as [Int64]) AS none, \([1, 2] as [Int32]) AS two, array_agg(x::float8) AS many FROM generate_series(1, 3) x"
            ).single()
            #expect(try row.int64Array("none") == [])
            #expect(try row.int32Array("two") == [1, 2])
            #expect(try row.doubleArray("many") == [1, 2, 3])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `text fits columns of other types`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.pipeline([
                "CREATE TYPE colour AS ENUM ('red', 'green')",
                "CREATE TABLE thing (colour colour, day date, id uuid, doc jsonb)",
            ])
            let id = PostgresUUID.random().description
            _ = try await client.query("INSERT INTO thing VALUES (\("red"), \("2026-01-02"), \(id), \("{}"))")
            let row = try await client.query("SELECT colour, id FROM thing WHERE colour = \("red")").single()
            #expect(try row.string("colour") == "red")
            #expect(try row.string("id") == id)
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("infinity", Int64.max), ("-infinity", Int64.min), ("1970-01-01T00:00:00Z", 0),
            ("2000-01-01T00:00:00.000001Z", 946_684_800_000_001), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ])
    func `moments are microseconds since 1970`(text: String, microseconds: Int64) async throws {
        try await TestDatabase.withEmpty { client, _ in
            let moment = PostgresTimestamp(microseconds: microseconds)
            let row = try await client.query(
                "SELECT \(text)::timestamptz AS read, \(moment) = \(text)::timestamptz AS is_same"
            ).single()
            #expect(try row.timestamp("read") == microseconds)
            #expect(try row.bool("is_same"))
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "0", "1", "-1", "10000", "123456789.000100", "0.00001234", "-99999999999999999999.5", "100000000", "NaN",
            "1.10",
        ])
    func `numerics keep their digits`(text: String) async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query("SELECT \(text)::numeric AS n, (\(text)::numeric)::text AS t").single()
            #expect(try row.string("n") == row.string("t"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `sums can be read as integers and doubles`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query("SELECT sum(x) AS s, avg(x) AS a FROM generate_series(1::bigint, 4) x")
                .single()
            #expect(try row.int64("s") == 10)
            #expect(try row.double("a") == 2.5)
            #expect(throws: PostgresError.self) { try row.int64("a") }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `reading wrongly throws and says what`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let rows = try await client.query("SELECT 1::int8 AS a, NULL::text AS b, '(1,2)'::point AS p")
            let row = try rows.single()
            #expect(code { try row.int64("nowhere") } == .columnMissing)
            #expect(code { try row.string("a") } == .typeMismatch)
            #expect(code { try row.int32("a") } == .typeMismatch)
            #expect(code { try row.string("b") } == .unexpectedNull)
            #expect(code { try row.string("p") } == .typeMismatch)
            #expect(code { try rows.column("b", as: String.self) } == .unexpectedNull)
            #expect(code { try rows.strings("B") } == .columnMissing)
        }
    }
}

/// The code of the error that the closure throws; nil if it throws none.
func code<R>(_ body: () throws -> R) -> PostgresError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? PostgresError)?.code
    }
}

/// The error that the closure throws; anything else is recorded as a failure.
func failure<R>(_ body: () async throws -> R, location: SourceLocation = #_sourceLocation) async -> PostgresError? {
    do {
        _ = try await body()
        Issue.record("expected an error", sourceLocation: location)
    } catch let error as PostgresError {
        return error
    } catch {
        Issue.record("expected a PostgresError, got \(error)", sourceLocation: location)
    }
    return nil
}
