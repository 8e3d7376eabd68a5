import Foundation
import Logging
import Postgres
import PostgresServer
import TestSupport
import Testing

@Suite struct ReconnectTests {
    @Test(.timeLimit(.minutes(1))) func `a terminated connection is replaced`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, url in
            let pid = try await client.query("SELECT pg_backend_pid() AS pid").single().int32("pid")
            let error = await failure {
                try await client.query("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)")
            }
            #expect(error?.code == .connectionLost && error?.outcomeUnknown == true && error?.isTransient == true)
            let next = try await client.query("SELECT pg_backend_pid() AS pid").single().int32("pid")
            #expect(next != pid)
            #expect(client.status.lostConnections == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `statements wait out a restart of the server`() async throws {
        let folder = NSTemporaryDirectory() + "stationmaster-restart-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = PrivateCluster.Configuration(dataDirectory: folder)
        configuration.isDurable = false
        let logger = Logger(label: "test")
        let cluster = try await PrivateCluster.start(configuration, logger: logger)
        let client = PostgresClient(try PostgresConfiguration(url: cluster.connectionString), logger: logger)
        try await TestDatabase.withRunning(client) {
            _ = try await client.query("SELECT 1")
            try await cluster.stop()
            #expect(await eventually { !client.isConnected })
            let waiting = Task { try await client.query("SELECT 2 AS n", deadline: .seconds(30)).single().int32("n") }
            let error = await failure { try await client.query("SELECT 1", deadline: .milliseconds(200)) }
            #expect(error?.isTransient == true)
            #expect(!client.isConnected)
            let again = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await waiting.value == 2)
            try await again.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `listeners are told when they may have missed something`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            var heard = client.notifications("news").makeAsyncIterator()
            #expect(await heard.next() == .listening)
            _ = try await client.query("SELECT pg_notify('news', \("a 'quoted' text"))")
            #expect(await heard.next() == .message(payload: "a 'quoted' text"))
            let terminate: Statement = """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """
            #expect(try await client.query(terminate).count == 1)
            #expect(await heard.next() == .listening)
            _ = try await client.query("SELECT pg_notify('news', 'b')")
            #expect(await heard.next() == .message(payload: "b"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a slow listener loses the oldest and is told so`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            var heard = client.notifications("news", bufferLimit: 10).makeAsyncIterator()
            #expect(await heard.next() == .listening)
            _ = try await client.query("SELECT pg_notify('news', n::text) FROM generate_series(1, 100) n")
            var other = client.notifications("done").makeAsyncIterator()
            #expect(await other.next() == .listening)
            var elements: [PostgresNotification] = []
            while elements.last != .message(payload: "100"), let element = await heard.next() {
                elements.append(element)
            }
            #expect(elements.count < 100)
            #expect(elements.contains(.listening))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `two thousand notifications arrive in order`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            var heard = client.notifications("odd \"name\"", bufferLimit: 4_096).makeAsyncIterator()
            #expect(await heard.next() == .listening)
            _ = try await client.query(
                "SELECT pg_notify(\("odd \"name\"")::text, n::text) FROM generate_series(1, 2000) n")
            for number in 1...2_000 {
                guard await heard.next() == .message(payload: String(number)) else {
                    Issue.record("missing \(number)")
                    return
                }
            }
        }
    }
}
