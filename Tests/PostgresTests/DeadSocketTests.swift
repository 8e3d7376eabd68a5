import Glibc
import Logging
import TestSupport
import Testing

@testable import Postgres

/// Long statements are written to the socket while they are still being queued. On a dead one libpq takes the first all the
/// same, and refuses the next.
@Suite(.timeLimit(.minutes(1))) struct DeadSocketTests {
    private let long = String(repeating: "x", count: 40_000)

    /// Breaks the connections' sockets before the loop can notice it by reading.
    private func shutDownSockets(of core: isolated PostgresCore) {
        for connection in core.connections.values { _ = shutdown(connection.descriptor, Int32(SHUT_RDWR)) }
    }

    private var longStatements: [Statement] { (0..<3).map { _ in "SELECT length(\(long)::text)" } }

    @Test(arguments: [true, false])
    func `long statements on a dead socket are answered`(arePreparedAlready: Bool) async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.query("SELECT 1")
            if arePreparedAlready { _ = try await client.query("SELECT length(\("short")::text)") }
            let core = client.core
            let waiter = Waiter<[PostgresRows]>(within: .seconds(20))
            let statements = try PreparableStatement.all(longStatements)
            let error = await failure {
                try await waiter.value(
                    start: {
                        core.enter { core in
                            shutDownSockets(of: core)
                            core.accept(Request(statements: statements, waiter: waiter))
                        }
                    },
                    stop: { core.enter { $0.cancel(waiter) } })
            }
            #expect(error?.code == .connectionLost && error?.outcomeUnknown == true)
            #expect(try await client.query("SELECT 1 AS n").single().int32("n") == 1)
        }
    }

    @Test func `long statements of a transaction on a dead socket are answered`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let waiter = Waiter<[PostgresRows]>(within: .seconds(20))
            let request = Request(statements: try PreparableStatement.all(longStatements), waiter: waiter)
            let error = await failure {
                try await client.withTransaction { transaction in
                    let core = transaction.core
                    let lease = transaction.lease
                    return try await waiter.value(
                        start: {
                            core.enter { core in
                                shutDownSockets(of: core)
                                core.accept(request, lease: lease)
                            }
                        },
                        stop: { core.enter { $0.cancel(waiter) } })
                }
            }
            #expect(error?.code == .connectionLost)
            _ = try await client.withTransaction { try await $0.query("SELECT 1") }
        }
    }

    @Test func `a repetition on a connection that has just ended is answered`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.query("SELECT 1")
            let core = client.core
            let waiter = Waiter<[PostgresRows]>(within: .seconds(20))
            let request = Request(statements: try PreparableStatement.all(["SELECT 1"]), waiter: waiter)
            let error = await failure {
                try await waiter.value(
                    start: {
                        core.enter { core in
                            guard let connection = core.connections.values.first else { return }
                            core.drop(connection, connection.lostError())
                            core.send(.answering(request), request.statements, on: connection, attempt: 2)
                        }
                    },
                    stop: { core.enter { $0.cancel(waiter) } })
            }
            #expect(error?.code == .connectionLost && error?.outcomeUnknown == false)
        }
    }
}
