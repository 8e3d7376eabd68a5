import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Organizations do not see each other in the database", .timeLimit(.minutes(1)))
struct DatabaseIsolationTests {
    static let foreign: [GlobalID] = [
        GlobalID(.station, 2_001), GlobalID(.connector, 20_011), GlobalID(.session, 200_100), GlobalID(.tag, 21),
        GlobalID(.group, 21), GlobalID(.operation, 2_001), GlobalID(.user, 202), GlobalID(.organization, 2),
    ]

    @Test func `nobody but platform operators reads or finds anything of another organization`() async throws {
        let walker = try await QueryWalker(TestAPI())
        let everything = walker.query(depth: 5)
        try await DatabaseAPI.with(stations: 2) { api in
            for role in IsolationTests.roles {
                let text = try await api.execute(everything, as: .of(1, role)).description
                #expect(text.contains("Alpha") && !text.contains("errors"))
                #expect(!text.contains("Beta") && !text.contains("beta"))
                for id in Self.foreign {
                    let response = try await api.execute(walker.node(id, depth: 3), as: .of(1, role))
                    #expect(response == ["data": ["node": nil]])
                    #expect(!text.contains("\"\(id.text)\""))
                }
            }
        }
    }

    @Test func `the same queries find everything of the own organization`() async throws {
        let walker = try await QueryWalker(TestAPI())
        try await DatabaseAPI.with(stations: 2) { api in
            for id in Self.foreign {
                let response = try await api.execute(walker.node(id, depth: 3), as: .of(2, .manager))
                #expect(response["errors"] == nil)
                #expect(response["data"]?["node"]?["__typename"]?.string == id.type.rawValue)
            }
        }
    }
}
