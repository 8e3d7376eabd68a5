import Charging
import ChargingStore
import Identity
import Postgres

/// What is done once before the server serves: the first administrator, the demo's data, and the authority of chargers'
/// certificates where they may connect with them.
struct Preparation {
    struct Prepared: Sendable {
        var demo: Demo?
        /// In PEM.
        var authority: String?
    }

    let settings: Settings
    let secret: SecretKey
    let demoChargers: Int?

    func run(_ client: PostgresClient) async throws -> Prepared {
        let tables = Database(client)
        let directory = DirectoryStore(tables)
        if let email = settings.adminEmail, let password = settings.adminPassword, try await directory.hasNoUsers() {
            _ = try await directory.createUser(
                NewAccount(
                    email: email, role: .platformOperator, organization: "Operators",
                    passwordHash: try PasswordHash.make(password)))
        }
        var prepared = Prepared()
        if settings.tls != nil {
            let authority = StoredAuthority(CertificateStore(tables), secret, now: { .now })
            prepared.authority = try await authority.certificate()
        }
        if let demoChargers {
            let data = DemoData(directory: directory, vault: StationCredentialVault(secret))
            prepared.demo = try await data.prepare(chargers: demoChargers)
        }
        return prepared
    }
}
