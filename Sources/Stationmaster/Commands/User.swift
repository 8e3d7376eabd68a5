import ArgumentParser
import Charging
import ChargingStore
import Foundation
import Identity
import Postgres

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Manages user accounts.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a user account; the password is asked for, or read from standard input.")
        @OptionGroup var flags: SettingFlags
        @Option var email: String
        @Option(help: "platform-operator, organization-owner, manager, installer, support or driver.")
        var role: String
        @Option(help: "The organization's name; it is made when it is new.")
        var organization: String

        func run() async throws {
            try await reportingFailure {
                guard let role = Role(rawValue: role.uppercased().replacing("-", with: "_")) else {
                    throw SettingError(
                        "--role", value: role,
                        expected: "platform-operator, organization-owner, manager, installer, support or driver")
                }
                guard email.contains("@"), (3...254).contains(email.utf8.count) else {
                    throw SettingError("--email", value: email, expected: "an e-mail address")
                }
                guard !organization.isEmpty, organization.count <= 200 else {
                    throw SettingError("--organization", value: organization, expected: "a name of 1 to 200 characters")
                }
                let account = NewAccount(
                    email: email, role: role, organization: organization,
                    passwordHash: try PasswordHash.make(try Self.readPassword()))
                let settings = try await flags.settings()
                let logger = Log.make(settings)
                let resources = try Resources(configured: settings.resources)
                try await DatabaseAccess.withConfiguration(settings, logger: logger) { database in
                    _ = try await Migrator(folder: resources.migrationsFolder.path).migrate(database, logger: logger)
                    try await DatabaseAccess.withClient(database, logger: logger) { client in
                        _ = try await DirectoryStore(Database(client)).createUser(account)
                    }
                }
                print("Created \(email) (\(role.rawValue)) in \(organization).")
            }
        }

        private static func readPassword() throws -> String {
            var password: String?
            if isatty(STDIN_FILENO) != 0 {
                password = getpass("Password: ").map { String(cString: $0) }
            } else {
                password = readLine(strippingNewline: true)
            }
            guard let password, (10...200).contains(password.utf8.count) else {
                throw SettingError("the password should have 10 to 200 bytes")
            }
            return password
        }
    }
}
