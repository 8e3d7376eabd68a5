import Charging
import ChargingStore
import Postgres

/// What is done once before the server serves: the first administrator, and the demo's data.
struct Preparation {
    let settings: Settings
    let vault: any CredentialVault
    let demoChargers: Int?

    func run(_ client: PostgresClient) async throws -> Demo? {
        let tables = Database(client)
        let directory = DirectoryStore(tables)
        if let email = settings.adminEmail, let password = settings.adminPassword, try await directory.hasNoUsers() {
            _ = try await directory.createUser(
                NewAccount(
                    email: email, role: .platformOperator, organization: "Operators",
                    passwordHash: try PasswordHash.make(password)))
        }
        guard let demoChargers else { return nil }
        return try await DemoData(directory: directory, reading: ReadStore(tables), vault: vault).prepare(
            chargers: demoChargers)
    }
}
