import Charging
import ChargingAPI
import JSON
import Postgres
import Testing

@Suite("Looking for people and for tags", .timeLimit(.minutes(1)))
struct PeopleAndTagSearchTests {
    private func people(_ text: String, _ api: DatabaseAPI, _ viewer: Viewer) async throws -> [String] {
        let answer = try await api.execute("{ search(text: \"\(text)\") { users { email } } }", as: viewer)
        #expect(answer["errors"] == nil)
        return answer["data"]?["search"]?["users"]?.array?.compactMap { $0["email"]?.string } ?? []
    }

    @Test func `people are found by those who manage them, in their organization, and by others none but themselves`()
        async throws
    {
        try await DatabaseAPI.with(stations: 1) { api in
            let owner = Viewer.of(1, .organizationOwner)
            let found1 = try await people("MANAGER@", api, owner)
            #expect(found1 == ["manager@alpha.example"])
            let found2 = try await people("first alpha last", api, owner).count
            #expect(found2 == 5)
            let found3 = try await people("beta", api, owner)
            #expect(found3 == [])
            let found4 = try await people("driver@", api, .of(1, .platformOperator)).count
            #expect(found4 == 2)
            for role in [Role.manager, .installer, .support, .driver] {
                let own = ["\(role.rawValue.lowercased())@alpha.example"]
                let found5 = try await people("alpha.example", api, .of(1, role))
                #expect(found5 == own)
                let found6 = try await people("organization_owner", api, .of(1, role))
                #expect(found6 == [])
            }
        }
    }

    @Test(arguments: [
        ("medium: VIRTUAL", ["virtual"]), ("medium: CARD", ["Alpha1", "Alpha2", "blocked", "expired"]),
        ("isBlocked: true", ["blocked"]), ("isBlocked: false", ["Alpha1", "Alpha2", "expired", "virtual"]),
        ("isExpired: true", ["expired"]), ("isExpired: false", ["Alpha1", "Alpha2", "blocked", "virtual"]),
        ("isExpired: false, isBlocked: false, medium: CARD", ["Alpha1", "Alpha2"]),
        ("groupIds: [\"\(GlobalID(.group, 11).text)\"]", ["Alpha1", "Alpha2"]),
        ("groupIds: [\"\(GlobalID(.group, 12).text)\"]", ["Alpha2"]),
        ("groupIds: [\"\(GlobalID(.group, 21).text)\"]", []),
    ])
    func `tags are found by what they are`(filter: String, found: [String]) async throws {
        let more: [Statement] = [
            """
            INSERT INTO tags (organization_id, id_tag, medium, is_blocked, expires_at)
            SELECT o.id, n, CASE WHEN n = 'virtual' THEN 'VIRTUAL' ELSE 'CARD' END, n = 'blocked',
                CASE WHEN n = 'expired' THEN timestamptz '2020-01-01T00:00:00Z' END
            FROM organizations o, unnest(array['virtual', 'blocked', 'expired']) n WHERE o.id <= 2
            """
        ]
        try await DatabaseAPI.with(stations: 1, more: more) { api in
            let answer = try await api.execute(
                "{ tags(filter: {\(filter)}) { totalCount nodes { idTag } } }", as: .alphaManager)
            let tags = answer["data"]?["tags"]?["nodes"]?.array?.compactMap { $0["idTag"]?.string }
            #expect(tags == found && answer["data"]?["tags"]?["totalCount"]?.integer == Int64(found.count))
        }
    }
}
