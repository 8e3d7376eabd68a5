import Postgres
import Testing

@Suite("Indexes of references", .timeLimit(.minutes(1)))
struct ReferenceIndexTests {
    /// References that no index serves: it has to begin with a column of the reference, of several with another one than the
    /// organization alone, and may leave out only rows that refer to nothing.
    private static let unserved: Statement = """
        SELECT concat(c.conrelid::regclass, ' (', (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
            FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number), ')') AS text
        FROM pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0 AND NOT EXISTS (
            SELECT FROM pg_index i JOIN pg_attribute f ON f.attrelid = i.indrelid AND f.attnum = i.indkey[0]
            WHERE i.indrelid = c.conrelid AND i.indisvalid AND f.attnum = ANY(c.conkey)
                AND (cardinality(c.conkey) = 1 OR f.attname <> 'organization_id' OR i.indkey[1] = ANY(c.conkey))
                AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) IN (
                    SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a
                    WHERE a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey))))
        ORDER BY 1
        """

    @Test func `every foreign key has an index`() async throws {
        try await StoreFixture.with { fixture in
            let rows = try await fixture.client.query(Self.unserved)
            #expect(try rows.column("text", as: String.self) == [])
        }
    }

    @Test func `an index of the organization alone, or of other rows, serves no reference to a station`() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.client.query("DROP INDEX logbook_armings_station")
            _ = try await fixture.client.query("CREATE INDEX one ON logbook_armings (organization_id)")
            let rows = try await fixture.client.query(Self.unserved)
            #expect(
                try rows.column("text", as: String.self) == ["logbook_armings (organization_id, station_id)"])
        }
    }
}
