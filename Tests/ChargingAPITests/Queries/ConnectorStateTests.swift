import JSON
import Testing

@Suite("States of connectors", .timeLimit(.minutes(1)))
struct ConnectorStateTests {
    @Test func `the states of all connectors are one load`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: #"{ connectors { nodes { states(from: "2025-12-01T00:00:00Z") { status errorCode from } } } }"#)
        #expect(
            data["connectors"]?["nodes"]?[0]?["states"] == [
                ["status": "AVAILABLE", "errorCode": nil, "from": "2025-12-01T00:00:00Z"]
            ])
        #expect(api.stores.calls.filter { $0.hasPrefix("states(") }.count == 1)
    }

    @Test(arguments: [
        (#"from: "2026-01-01T00:00:00Z", last: 0"#, "last"), (#"from: "2026-01-01T00:00:00Z", last: 1001"#, "last"),
        (#"from: "2026-01-01T00:00:00Z", until: "2026-01-01T00:00:00Z""#, "until"),
    ])
    func `a time that is none and more than a strip shows are refused`(arguments: String, field: String) async throws {
        let error = try await TestAPI(limits: .withoutCost).error(
            of: "{ connectors { nodes { states(\(arguments)) { from } } } }")
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT" && error["extensions"]?["field"]?.string == field)
    }
}
