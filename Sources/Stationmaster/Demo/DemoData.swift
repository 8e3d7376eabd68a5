import Charging
import ChargingStore
import Crypto
import Foundation
import Identity
import JSON

/// What the demo's fleet and its visitor sign in with.
struct Demo: Sendable {
    struct Charger: Sendable {
        let id: String
        let password: String
    }
    struct Person: Sendable {
        let email: String
        let role: Role
        let password: String
    }
    /// Those who were made by this start: the only time that their passwords are known.
    let people: [Person]
    /// Whether this start made the demo.
    var isNew: Bool { !people.isEmpty }
    let token: String
    let owner: Viewer
    /// At the first start.
    let neighbour: Viewer?
    let chargers: [Charger]
    let idTags: [String]
}

/// Makes the demo's accounts, which nobody is there yet to ask the API for; ``DemoScenery`` does the rest.
struct DemoData {
    let directory: DirectoryStore
    let vault: any CredentialVault

    private static let email = "demo@stationmaster.example"
    private static let neighbour = "neighbour@stationmaster.example"
    private static let organization = "Demo"
    static let neighbouringOrganization = "Neighbour"
    static let driver = "driver@stationmaster.example"
    /// A driver, but for a part of the depot.
    static let caretaker = "caretaker@stationmaster.example"

    func prepare(chargers count: Int) async throws -> Demo {
        let people = try await people()
        let token = BearerToken.make()
        let viewer = try await directory.createToken(
            hash: BearerToken.hash(token), email: Self.email,
            expiresAt: Timestamp.now.advanced(by: .seconds(7 * 86_400)))
        return Demo(
            people: people, token: token, owner: viewer, neighbour: people.isEmpty ? nil : try await neighbour(),
            chargers: try await chargers(count, viewer),
            // Two for each charger, one for each of its connectors.
            idTags: (1...(2 * count)).map { String(format: "DEMO%04d", $0) })
    }

    /// One of each role, one who gets another within a group, and somebody of another organization, who sees nothing of this one.
    private func people() async throws -> [Demo.Person] {
        let accounts: [(email: String, role: Role, organization: String)] = [
            (Self.email, .organizationOwner, Self.organization),
            ("manager@stationmaster.example", .manager, Self.organization),
            ("installer@stationmaster.example", .installer, Self.organization),
            ("support@stationmaster.example", .support, Self.organization),
            (Self.driver, .driver, Self.organization),
            (Self.caretaker, .driver, Self.organization),
            (Self.neighbour, .organizationOwner, Self.neighbouringOrganization),
            ("operator@stationmaster.example", .platformOperator, "Operators"),
        ]
        var people: [Demo.Person] = []
        for account in accounts {
            let password = Self.secret()
            let new = NewAccount(
                email: account.email, role: account.role, organization: account.organization,
                passwordHash: try PasswordHash.make(password))
            if try await ignoringConflict({ try await directory.createUser(new) }) != nil {
                people.append(Demo.Person(email: account.email, role: account.role, password: password))
            }
        }
        return people
    }

    private func neighbour() async throws -> Viewer {
        try await directory.createToken(
            hash: BearerToken.hash(BearerToken.make()), email: Self.neighbour,
            expiresAt: .now.advanced(by: .seconds(60)))
    }

    /// Each start gives the stations that are there new passwords, since only the fleet of this start needs to know them.
    private func chargers(_ count: Int, _ viewer: Viewer) async throws -> [Demo.Charger] {
        var chargers: [Demo.Charger] = []
        for number in 1...count {
            let charger = Demo.Charger(id: String(format: "DEMO-%03d", number), password: Self.secret())
            chargers.append(charger)
            guard let id = ChargePointID(charger.id) else { continue }
            do {
                let credential = try vault.store(Array(charger.password.utf8))
                try await directory.replaceCredential(of: id, with: credential, viewer: viewer)
            } catch let error as ChargingError where error.code == .notFound {
                // It is made with this password.
            }
        }
        return chargers
    }

    private func ignoringConflict<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do { return try await body() } catch let error as ChargingError where error.code == .conflict { return nil }
    }

    /// 20 characters: what OCPP 1.6 allows a password at most.
    private static func secret() -> String {
        let bytes = SymmetricKey(size: .init(bitCount: 120)).withUnsafeBytes { Data($0) }
        return bytes.base64EncodedString().replacing("+", with: "a").replacing("/", with: "b")
    }
}
