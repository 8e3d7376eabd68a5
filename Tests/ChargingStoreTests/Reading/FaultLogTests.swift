import Charging
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import ChargingStore

@Suite("Faults in our own statements", .timeLimit(.minutes(1)))
struct FaultLogTests {
    private let log = LogBook()

    private func refusal(_ body: () async throws -> Void) async -> ChargingError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ChargingError)?.code
        }
    }

    @Test func `a table that is missing is said once, however often it is asked for`() async throws {
        try await StoreFixture.with { fixture in
            let database = Database(fixture.client, logger: log.logger)
            for _ in 1...5 {
                #expect(await refusal { _ = try await database.query("SELECT 1 FROM nothing_here") } == .fault)
            }
            let line = try #require(log.metadata.first)
            #expect(log.metadata.count == 1)
            #expect(line["sqlState"] == "42P01")
            #expect(line["reason"] == #"relation "nothing_here" does not exist"#)
        }
    }

    @Test func `another fault is another line, also within a transaction and a pipeline`() async throws {
        try await StoreFixture.with { fixture in
            let database = Database(fixture.client, logger: log.logger)
            #expect(
                await refusal { _ = try await database.withTransaction { try await $0.query("SELECT x FROM tags") } }
                    == .fault)
            #expect(await refusal { _ = try await database.pipeline(["SELECT 1", "SELECT y FROM tags"]) } == .fault)
            #expect(log.metadata.map { $0["sqlState"] } == ["42703", "42703"])
        }
    }

    @Test func `an id that the database gives twice is a fault, and a name that is taken is none`() async throws {
        try await StoreFixture.with { fixture in
            let database = Database(fixture.client, logger: log.logger)
            func make(_ id: Int64, _ name: String) async -> ChargingError.Code? {
                await refusal {
                    _ = try await database.query(
                        "INSERT INTO organizations (id, name) OVERRIDING SYSTEM VALUE VALUES (\(id), \(name))")
                }
            }
            #expect(await make(900, "One") == nil)
            #expect(await make(900, "Two") == .fault)
            #expect(await make(901, "One") == .conflict)
            #expect(log.metadata == [["sqlState": "23505", "table": "organizations"]])
        }
    }

    @Test func `what the values are to blame for, and a database that is away, are no faults`() async throws {
        try await StoreFixture.with { fixture in
            let database = Database(fixture.client, logger: log.logger)
            #expect(await refusal { _ = try await database.query("SELECT \("x")::text::integer") } == .badInput)
            #expect(log.metadata.isEmpty)
        }
        for code in [PostgresError.Code.connectionLost, .notConnected, .tooManyWaiters, .queryCanceled, .closed] {
            #expect(ChargingError(PostgresError(code, "away")).code == .unavailable)
        }
        var readOnly = PostgresError(.server, "cannot execute INSERT in a read-only transaction")
        readOnly.sqlState = "25006"
        #expect(ChargingError(readOnly).code == .unavailable)
    }

    @Test func `a minute later it is said again, with how many were silenced`() {
        let time = Time()
        let faults = FaultLog(log.logger, now: { time.now.withLock { $0 } })
        var error = PostgresError(.server, "the row of somebody's secret")
        error.sqlState = "P0001"
        for _ in 1...3 { faults.note(error) }
        time.now.withLock { $0 += .seconds(61) }
        faults.note(error)
        #expect(log.metadata == [["sqlState": "P0001"], ["sqlState": "P0001", "silenced": "2"]])
    }

    private final class Time: Sendable { let now = Mutex(ContinuousClock.now) }

    @Test func `a flood of different faults is bounded`() {
        let faults = FaultLog(log.logger)
        for number in 1...200 {
            var error = PostgresError(.undefinedObject, "column \(number)")
            error.sqlState = "42703"
            faults.note(error)
        }
        #expect(log.metadata.count == 100)
    }
}
