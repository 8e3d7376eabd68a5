import Foundation
import Testing

@testable import PostgresServer

/// Where a cluster and what belongs to it are kept.
extension PrivateClusterTests {
    private func parent(_ configuration: PrivateCluster.Configuration) -> String {
        URL(fileURLWithPath: configuration.dataDirectory).deletingLastPathComponent().path
    }

    private func fallbacks() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/var/lib/stationmaster")) ?? []).sorted()
    }

    /// As a secret key would be kept.
    private func expectPlaceForSecrets(_ folder: String) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(attributes[.ownerAccountID] as? Int == Int(geteuid()))
        #expect(attributes[.posixPermissions] as? Int == 0o755)
        let descriptor = open("\(folder)/secret.key", O_WRONLY | O_CREAT | O_EXCL, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
    }

    @Test(.timeLimit(.minutes(1))) func `the data directory is made with its parents, and secrets can be kept in it`()
        async throws
    {
        try await withDirectory { configuration in
            var deeper = configuration
            deeper.dataDirectory += "/state/../state/data"
            let cluster = try await PrivateCluster.start(deeper, logger: logger)
            #expect(cluster.dataDirectory == "\(configuration.dataDirectory)/state/data")
            try expectPlaceForSecrets(cluster.dataDirectory)
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a directory that PostgreSQL's user cannot reach is replaced, for good`()
        async throws
    {
        try await withDirectory { configuration in
            guard geteuid() == 0 else { return }
            chmod(parent(configuration), 0o700)
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let place = cluster.dataDirectory
            defer { try? FileManager.default.removeItem(atPath: place) }
            #expect(place.hasPrefix("/var/lib/stationmaster/"))
            #expect(try await ask(cluster.connectionString, "SELECT 1").text == "1\n")
            try expectPlaceForSecrets(place)
            try await cluster.stop()

            chmod(parent(configuration), 0o755)
            let again = try await PrivateCluster.start(configuration, logger: logger)
            #expect(again.dataDirectory == place)
            try await again.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a cluster that can no longer be reached is not replaced by an empty one`()
        async throws
    {
        try await withDirectory { configuration in
            guard geteuid() == 0 else { return }
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(cluster.connectionString, "CREATE TABLE kept AS SELECT 7 AS n").isSuccess)
            try await cluster.stop()
            let before = fallbacks()

            chmod(parent(configuration), 0o700)
            let error = await error {
                let other = try await PrivateCluster.start(configuration, logger: logger)
                try await other.stop()
                try FileManager.default.removeItem(atPath: other.dataDirectory)
            }
            #expect(error?.code == .notAccessible)
            #expect(error?.message.contains("\(configuration.dataDirectory)/postgres") == true)
            #expect(error?.message.contains("\n") == false)
            #expect(fallbacks() == before)

            chmod(parent(configuration), 0o755)
            let again = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(again.connectionString, "SELECT n FROM kept").text == "7\n")
            try await again.stop()
        }
    }

    @Test func `a cluster that cannot be looked at is not taken for none`() throws {
        let error = try withLoop { path in
            #expect(throws: PrivateClusterError.self) { try ClusterMaker.version(of: path) }
        }
        #expect(error?.code == .notAccessible)
    }
}
