import ArgumentParser
import Foundation
import Logging
import Postgres

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Brings the database's schema up to date.")
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await reportingFailure {
            let settings = try await flags.settings()
            let logger = Log.make(settings)
            let resources = try Resources(configured: settings.resources)
            try await DatabaseAccess.withConfiguration(settings, logger: logger) { database in
                let applied = try await Migrator(folder: resources.migrationsFolder.path).migrate(
                    database, logger: logger)
                print(
                    applied.isEmpty
                        ? "The schema is up to date." : applied.map { "applied \($0.name)" }.joined(separator: "\n"))
            }
        }
    }
}
