import Charging
import ChargingAPI
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Organizations by the API", .timeLimit(.minutes(1)))
struct OrganizationTests {
    private let list = "{ organizations { totalCount nodes { name createdAt } } }"

    private func names(_ answer: JSONValue) -> [String] {
        answer["data"]?["organizations"]?["nodes"]?.array?.compactMap { $0["name"]?.string } ?? []
    }

    private func rename(
        _ api: DatabaseAPI, to name: String, id: Int64? = nil, as viewer: Viewer
    ) async throws -> JSONValue {
        let input: JSONValue =
            id.map { ["name": .string(name), "id": .string(GlobalID(.organization, $0).text)] }
            ?? ["name": .string(name)]
        return try await api.execute(
            """
            mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { organization { name } } }
            """, ["input": input], as: viewer)
    }

    private func error(_ answer: JSONValue) -> String {
        let error = answer["errors"]?[0]?["extensions"]
        return "\(error?["code"]?.string ?? "") \(error?["field"]?.string ?? "")"
    }

    @Test func `everybody sees the own organization alone, but platform operators`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            for role in Role.allCases where role != .platformOperator {
                let seen1 = names(try await api.execute(list, as: .of(1, role)))
                #expect(seen1 == ["Alpha"])
            }
            let seen2 = names(try await api.execute(list, as: .of(1, .platformOperator)))
            #expect(seen2 == ["Alpha", "Beta", "Delta", "Gamma"])
            let query = "{ organizations(filter: {text: \"bet\"}) { nodes { name } } }"
            let seen3 = names(try await api.execute(query, as: .of(1, .platformOperator)))
            #expect(seen3 == ["Beta"])
            let seen4 = names(try await api.execute(query, as: .of(1, .organizationOwner)))
            #expect(seen4 == [])
        }
    }

    @Test func `an owner renames the own organization, and no other one; what others do not, is refused`() async throws
    {
        try await DatabaseAPI.with(stations: 1) { api in
            for role in [Role.manager, .installer, .support, .driver] {
                let refused5 = error(try await rename(api, to: "Mine", as: .of(1, role)))
                #expect(refused5.hasPrefix("FORBIDDEN"))
            }
            let owner = Viewer.of(1, .organizationOwner)
            let done = try await rename(api, to: "Alpha & Sons", as: owner)
            #expect(done["data"]?["updateOrganization"]?["organization"] == ["name": "Alpha & Sons"])
            let refused6 = error(try await rename(api, to: "Mine", id: 2, as: owner))
            #expect(refused6 == "NOT_FOUND id")
            let refused7 = error(try await rename(api, to: "BETA", as: owner))
            #expect(refused7 == "CONFLICT name")
            for bad in ["", "   ", "a\nb", String(repeating: "x", count: 201)] {
                let refused8 = error(try await rename(api, to: bad, as: owner))
                #expect(refused8 == "BAD_USER_INPUT name")
            }
            let other = try await rename(api, to: "Omega", id: 2, as: .of(1, .platformOperator))
            #expect(other["data"]?["updateOrganization"]?["organization"] == ["name": "Omega"])
            let seen9 = names(try await api.execute(list, as: .of(1, .platformOperator)))
            #expect(seen9 == ["Alpha & Sons", "Delta", "Gamma", "Omega"])
        }
    }

    @Test func `a new name stands in the organization's own trail, with who gave it`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            _ = try await rename(api, to: "Alpha 2", as: .of(1, .organizationOwner))
            _ = try await rename(api, to: "Alpha 2", as: .of(1, .organizationOwner))
            _ = try await rename(api, to: "Beta 2", id: 2, as: .of(1, .platformOperator))
            let trail = """
                { auditEntries(filter: {objectTypes: ["Organization"]}) { nodes { action userEmail before after } } }
                """
            func changes(_ organization: Int64) async throws -> [JSONValue] {
                try await api.execute(trail, as: .of(organization, .organizationOwner))["data"]?["auditEntries"]?[
                    "nodes"]?.array?.filter { $0["action"] == "CHANGED" && $0["userEmail"]?.string != nil } ?? []
            }
            #expect(
                try await changes(1) == [
                    [
                        "action": "CHANGED", "userEmail": "organization_owner@alpha.example",
                        "before": ["name": "Alpha"], "after": ["name": "Alpha 2"],
                    ]
                ])
            let found10 = try await changes(2).map { $0["userEmail"] }
            #expect(found10 == ["platform_operator@alpha.example"])
        }
    }

    private func choose(
        _ api: DatabaseAPI, _ input: JSONObject, as viewer: Viewer = .of(1, .organizationOwner)
    ) async throws -> JSONValue {
        try await api.execute(
            """
            mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
              organization { name timeZone currency } } }
            """, ["input": .object(input)], as: viewer)
    }

    @Test func `its time zone and currency are chosen by the owner, checked, cleared, and stand in its trail`()
        async throws
    {
        try await DatabaseAPI.with(stations: 1) { api in
            let chosen = try await choose(api, ["timeZone": "Asia/Tokyo", "currency": "JPY"])
            let organization = chosen["data"]?["updateOrganization"]?["organization"]
            #expect(organization == ["name": "Alpha", "timeZone": "Asia/Tokyo", "currency": "JPY"])
            for (member, bad) in [
                ("timeZone", "Atlantis"), ("timeZone", "asia/tokyo"), ("currency", "XXX"), ("currency", "eur"),
            ] {
                let refused = error(try await choose(api, [member: .string(bad)]))
                #expect(refused == "BAD_USER_INPUT \(member)")
            }
            let byManager = error(try await choose(api, ["currency": "EUR"], as: .of(1, .manager)))
            #expect(byManager.hasPrefix("FORBIDDEN"))
            let cleared = try await choose(api, ["timeZone": nil])["data"]?["updateOrganization"]?["organization"]
            #expect(cleared == ["name": "Alpha", "timeZone": nil, "currency": "JPY"])
            let trail = """
                { auditEntries(filter: {objectTypes: ["Organization"]}) { nodes { action userEmail before after } } }
                """
            let entries = try await api.execute(trail, as: .of(1, .organizationOwner))
            let changes = entries["data"]?["auditEntries"]?["nodes"]?.array?.filter { $0["userEmail"]?.string != nil }
            #expect(changes?.first?["before"] == ["time_zone": "Asia/Tokyo"])
            #expect(changes?.last?["after"] == ["time_zone": "Asia/Tokyo", "currency": "JPY"])
        }
    }

    @Test func `what names no time zone or currency takes the organization's`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let owner = Viewer.of(1, .organizationOwner)
            let tariff = """
                mutation ($input: CreateTariffInput!) { createTariff(input: $input) { tariff { current { currency timeZone } } } }
                """
            let quiet = """
                mutation { saveQuietHours(input: {quietHours: {from: "22:00", to: "06:00"}}) { notificationPreferences {
                  quietHours { timeZone } } } }
                """
            let input: JSONObject = ["input": ["name": "T", "pricePerKwh": "1"]]
            let neither = error(try await api.execute(tariff, input, as: owner))
            #expect(neither == "BAD_USER_INPUT currency")
            let utc = try await api.execute("{ dashboard { timeZone } }", as: owner)
            #expect(utc["data"]?["dashboard"]?["timeZone"] == "UTC")
            _ = try await choose(api, ["timeZone": "Asia/Tokyo", "currency": "JPY"])
            let made = try await api.execute(tariff, input, as: owner)
            #expect(
                made["data"]?["createTariff"]?["tariff"]?["current"] == ["currency": "JPY", "timeZone": "Asia/Tokyo"],
                "\(made)")
            let hours = try await api.execute(quiet, as: owner)
            #expect("\(hours)".contains("Asia/Tokyo"), "\(hours)")
            let days = try await api.execute(
                "{ dashboard { timeZone sessionsPerDay(days: 1, until: \"2026-01-01T20:00:00Z\") { startsAt } } }",
                as: owner)
            #expect(days["data"]?["dashboard"]?["timeZone"] == "Asia/Tokyo")
            let first = days["data"]?["dashboard"]?["sessionsPerDay"]?[0]?["startsAt"]?.string
            #expect(first?.hasPrefix("2026-01-01T15:00:00") == true)
            let own = try await api.execute(
                "{ dashboard(timeZone: \"Europe/Berlin\") { timeZone } }", as: .of(1, .organizationOwner))
            #expect(own["data"]?["dashboard"]?["timeZone"] == "Europe/Berlin", "who says otherwise is heard")
        }
    }

    @Test func `a platform operator makes one with its owner, or nothing of it`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let store = DirectoryStore(Database(api.client))
            // The rows that are there have numbers of their own.
            _ = try await api.client.query("ALTER TABLE organizations ALTER COLUMN id RESTART WITH 100")
            _ = try await api.client.query("ALTER TABLE users ALTER COLUMN id RESTART WITH 10000")
            func owner(_ email: String) -> NewUser {
                NewUser(
                    email: email, role: .organizationOwner, names: PersonNames(first: "Olga", last: nil),
                    language: .german)
            }
            func make(_ name: String, _ email: String, as viewer: Viewer) async throws -> ChargingError? {
                do {
                    _ = try await store.createOrganization(name, owner: owner(email), viewer: viewer)
                    return nil
                } catch let error as ChargingError {
                    return error
                }
            }
            let platform = Viewer.of(1, .platformOperator)
            for role in Role.allCases where role != .platformOperator {
                let found11 = try await make("Epsilon", "olga@epsilon.example", as: .of(1, role))?.code
                #expect(found11 == .forbidden)
            }
            let found12 = try await make("alpha", "olga@epsilon.example", as: platform)?.field
            #expect(found12 == "name")
            let found13 = try await make("Epsilon", "DRIVER@beta.example", as: platform)?.field
            #expect(found13 == "email")
            let seen14 = names(try await api.execute(list, as: platform))
            #expect(seen14 == ["Alpha", "Beta", "Delta", "Gamma"])
            let found15 = try await make("Epsilon", "olga@epsilon.example", as: platform)
            #expect(found15 == nil)
            let made = try await api.client.query(
                """
                SELECT u.role, u.is_invited, u.password_hash IS NULL AS is_closed, u.language FROM users u
                JOIN organizations o ON o.id = u.organization_id WHERE o.name = 'Epsilon'
                """
            ).single()
            let (role, language) = (try made.string("role"), try made.string("language"))
            let (isInvited, isClosed) = (try made.bool("is_invited"), try made.bool("is_closed"))
            #expect(role == "ORGANIZATION_OWNER" && language == "de" && isInvited && isClosed)
        }
    }
}
