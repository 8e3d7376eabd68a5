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
    let chargers: [Charger]
    let idTags: [String]
}

/// Makes the demo's organization, stations, tags and groups; a second start finds them and adds nothing twice.
struct DemoData {
    let directory: DirectoryStore
    let reading: ReadStore
    let vault: any CredentialVault

    private static let email = "demo@stationmaster.example"
    private static let neighbour = "neighbour@stationmaster.example"
    private static let organization = "Demo"

    func prepare(chargers count: Int) async throws -> Demo {
        let people = try await people()
        let token = BearerToken.make()
        let viewer = try await directory.createToken(
            hash: BearerToken.hash(token), email: Self.email,
            expiresAt: Timestamp.now.advanced(by: .seconds(7 * 86_400)))
        let chargers = try await stations(count, viewer)
        // Two for each charger, one for each of its connectors.
        let tags = (1...(2 * count)).map { String(format: "DEMO%04d", $0) }
        for idTag in tags {
            var tag = NewTag(idTag: idTag)
            tag.type = .company
            tag.note = "Demo card"
            _ = try await ignoringConflict { try await directory.createTag(tag, viewer: viewer) }
        }
        try await groups(viewer)
        if !people.isEmpty { try await neighbour() }
        return Demo(people: people, token: token, chargers: chargers, idTags: tags)
    }

    /// One of each role, and somebody of another organization, who sees nothing of this one.
    private func people() async throws -> [Demo.Person] {
        let accounts: [(email: String, role: Role, organization: String)] = [
            (Self.email, .organizationOwner, Self.organization),
            ("manager@stationmaster.example", .manager, Self.organization),
            ("installer@stationmaster.example", .installer, Self.organization),
            ("support@stationmaster.example", .support, Self.organization),
            ("driver@stationmaster.example", .driver, Self.organization),
            (Self.neighbour, .organizationOwner, "Neighbour"),
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

    /// The other organization has a station that nobody has connected yet.
    private func neighbour() async throws {
        let viewer = try await directory.createToken(
            hash: BearerToken.hash(BearerToken.make()), email: Self.neighbour,
            expiresAt: .now.advanced(by: .seconds(60)))
        guard let id = ChargePointID("NEIGHBOUR-001") else { return }
        let station = NewStation(
            chargePointID: id, description: "Charger of the neighbour", admission: .accepted,
            credential: try vault.store(Array(Self.secret().utf8)), groupIDs: [])
        _ = try await ignoringConflict { try await directory.onboardStation(station, viewer: viewer) }
    }

    /// Each start gives the stations new passwords, since only the fleet of this start needs to know them.
    private func stations(_ count: Int, _ viewer: Viewer) async throws -> [Demo.Charger] {
        var chargers: [Demo.Charger] = []
        for number in 1...count {
            let charger = Demo.Charger(id: String(format: "DEMO-%03d", number), password: Self.secret())
            guard let id = ChargePointID(charger.id) else { continue }
            let credential = try vault.store(Array(charger.password.utf8))
            let station = NewStation(
                chargePointID: id, description: "Demo charger \(number)", admission: .accepted, credential: credential,
                groupIDs: [])
            if try await ignoringConflict({ try await directory.onboardStation(station, viewer: viewer) }) == nil {
                try await directory.replaceCredential(of: id, with: credential, viewer: viewer)
            }
            chargers.append(charger)
        }
        return chargers
    }

    private func groups(_ viewer: Viewer) async throws {
        let page = PageRequest(first: 500)
        let stations = try await reading.stations(
            StationFilter(), order: .chargePointID, page: page, fields: [], viewer: viewer
        )
        .rows.ids.map(StationID.init(rawValue:))
        let tags = try await reading.tags(TagFilter(), page: page, fields: [], viewer: viewer).rows.ids.map(
            TagID.init(rawValue:))
        let half = stations.count / 2
        for group in [
            NewGroup(name: "Depot North", stationIDs: Array(stations[..<half]), tagIDs: tags),
            NewGroup(name: "Depot South", stationIDs: Array(stations[half...])),
        ] {
            _ = try await ignoringConflict { try await directory.createGroup(group, viewer: viewer) }
        }
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
