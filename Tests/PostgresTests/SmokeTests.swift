import Postgres
import TestSupport
import Testing

@Suite struct SmokeTests {
    @Test(.timeLimit(.minutes(1))) func `a value comes back`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let row = try await client.query("SELECT \(42) AS a, \("x")::text AS b").single()
            #expect(try row.int64("a") == 42)
            #expect(try row.string("b") == "x")
        }
    }
}
