import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Organizations do not see each other in the database", .timeLimit(.minutes(2)))
struct DatabaseIsolationTests {
    static let foreign: [GlobalID] = [
        GlobalID(.station, 2_001), GlobalID(.connector, 20_011), GlobalID(.session, 200_100), GlobalID(.tag, 21),
        GlobalID(.group, 21), GlobalID(.operation, 2_001), GlobalID(.stationEvent, 2_001), GlobalID(.unknownTag, 2_001),
        GlobalID(.quirkProfile, 200), GlobalID(.chargingProfile, 2_001), GlobalID(.firmwareImage, 2),
        GlobalID(.stationPicture, 2_001),
        GlobalID(.certificateRequest, 2_001), GlobalID(.clientCertificate, 2_501), GlobalID(.reservation, 2_001),
        GlobalID(.tariff, 2), GlobalID(.tariffVersion, 2), GlobalID(.stationShare, 2_001),
        GlobalID(.notification, 20_012), GlobalID(.serviceRequest, 2_001),
        GlobalID(.webhook, 2), GlobalID(.webhookDelivery, 2),
        GlobalID(.firmwareRollout, 2), GlobalID(.firmwareRolloutStation, 2_001),
        GlobalID(.exportJob, 2),
        GlobalID(.user, 202), GlobalID(.organization, 2),
    ]

    @Test func `nobody but platform operators reads or finds anything of another organization`() async throws {
        let walker = try await QueryWalker(TestAPI())
        let everything = walker.query(depth: 5)
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost) { api in
            for role in IsolationTests.roles {
                let answer = try await api.execute(everything, as: .of(1, role))
                let text = answer.description
                #expect(text.contains("Alpha") && answer["errors"] == nil)
                #expect(!text.contains("Beta") && !text.contains("beta"))
                for id in Self.foreign {
                    let response = try await api.execute(walker.node(id, depth: 3), as: .of(1, role))
                    #expect(response["data"] == ["node": nil] && response["errors"] == nil)
                    #expect(!text.contains("\"\(id.text)\""))
                }
            }
        }
    }

    @Test func `a trace tells no more of a foreign object than of one that does not exist`() async throws {
        try await DatabaseAPI.with(stations: 2) { api in
            func trace(_ query: String, as viewer: Viewer = .alphaManager) async throws -> [JSONValue] {
                let response = try await api.execute(query, as: viewer, isTraced: true)
                let fields = response["extensions"]?["trace"]?["fields"]?.array ?? []
                #expect(!fields.isEmpty)
                return fields.map {
                    [$0["path"] ?? nil, $0["objects"] ?? nil, $0["statements"] ?? nil, $0["rows"] ?? nil]
                }
            }
            for id in Self.foreign {
                let unknown = GlobalID(id.type, 999_999)
                let (seen, none) = ("{ node(id: \"\(id.text)\") { id } }", "{ node(id: \"\(unknown.text)\") { id } }")
                let (seenTrace, noTrace) = (try await trace(seen), try await trace(none))
                #expect(seenTrace == noTrace)
            }
            let refused =
                "mutation { createTag(input: {idTag: \"Beta1\", stationIds: [\"\(Self.foreign[0].text)\"]}) { tag { id } } }"
            for viewer in [Viewer.alphaManager, .alphaDriver] {
                let fields = try await trace(refused, as: viewer)
                #expect(fields == [[["createTag"], 1, nil, nil]])
            }
        }
    }

    @Test func `the same queries find everything of the own organization`() async throws {
        let walker = try await QueryWalker(TestAPI())
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost) { api in
            for id in Self.foreign {
                // Managers do not look after webhooks.
                let role: Role = [.webhook, .webhookDelivery].contains(id.type) ? .organizationOwner : .manager
                let response = try await api.execute(walker.node(id, depth: 3), as: .of(2, role))
                #expect(response["errors"] == nil)
                #expect(response["data"]?["node"]?["__typename"]?.string == id.type.rawValue)
            }
        }
    }
}
