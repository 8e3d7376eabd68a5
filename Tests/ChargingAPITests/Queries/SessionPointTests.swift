import JSON
import Testing

@Suite("Points of sessions", .timeLimit(.minutes(1)))
struct SessionPointTests {
    @Test func `the points of all sessions are one load`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: "{ sessions { nodes { points(count: 5) { at minimum average maximum count } } } }")
        #expect(
            data["sessions"]?["nodes"]?[0]?["points"] == [
                ["at": "2026-01-01T00:00:00Z", "minimum": 1, "average": 2, "maximum": 3, "count": 2]
            ])
        #expect(api.stores.calls.filter { $0.hasPrefix("points(4 sessions") }.count == 1)
    }

    @Test(arguments: [
        ("count: 0", "count"), ("count: 2001", "count"), ("measurands: []", "measurands"),
    ])
    func `more than a chart shows is refused`(arguments: String, field: String) async throws {
        let error = try await TestAPI(limits: .withoutCost).error(
            of: "{ sessions { nodes { points(\(arguments)) { at } } } }")
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT" && error["extensions"]?["field"]?.string == field)
    }

    @Test func `points of many sessions are counted together`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 20, sessions: 3), limits: .withoutCost)
        let error = try await api.error(of: "{ sessions(first: 60) { nodes { points(count: 2000) { at } } } }")
        #expect(error["extensions"]?["code"] == "LIMIT_EXCEEDED" && error["extensions"]?["value"] == 240_000)
    }
}
