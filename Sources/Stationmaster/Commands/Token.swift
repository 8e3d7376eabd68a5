import ArgumentParser
import Charging
import ChargingStore
import Foundation
import Identity
import JSON
import Postgres

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Manages tokens of the API.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a token and prints it, alone, once.")
        @OptionGroup var flags: SettingFlags
        @Option(help: "Whose rights the token has.")
        var email: String
        @Option(help: "When it ends: a moment such as 2027-01-31T00:00:00Z, or a time from now such as 12h or 90d.")
        var expires: String?

        func run() async throws {
            try await reportingFailure {
                let expiresAt = try expires.map(Self.moment)
                let settings = try await flags.settings()
                let logger = Log.make(settings)
                let resources = try Resources(configured: settings.resources)
                let token = BearerToken.make()
                try await DatabaseAccess.withConfiguration(settings, logger: logger) { database in
                    _ = try await Migrator(folder: resources.migrationsFolder.path).migrate(database, logger: logger)
                    try await DatabaseAccess.withClient(database, logger: logger) { client in
                        _ = try await DirectoryStore(Database(client)).createToken(
                            hash: BearerToken.hash(token), email: email, expiresAt: expiresAt)
                    }
                }
                print(token)
            }
        }

        private static func moment(_ text: String) throws -> Timestamp {
            let factors: [Character: Int64] = ["m": 60, "h": 3_600, "d": 86_400]
            if let unit = text.last, let factor = factors[unit], let number = Int64(text.dropLast()),
                (1...100_000).contains(number)
            {
                return Timestamp.now.advanced(by: .seconds(number * factor))
            }
            guard let moment = Timestamp(parsing: text), moment > .now else {
                throw SettingError(
                    "--expires", value: text, expected: "a moment to come, such as 2027-01-31T00:00:00Z, or 12h or 90d")
            }
            return moment
        }
    }
}
