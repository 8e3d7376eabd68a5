import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Dry runs of quirk profiles through the API", .timeLimit(.minutes(1)))
struct QuirkDryRunTests {
    private func query(profile: Int64 = 100, station: Int64 = 1_001, to: String? = nil) -> String {
        let end = to.map { ", to: \"\($0)\"" } ?? ""
        return """
            { quirkDryRun(profileId: "\(GlobalID(.quirkProfile, profile).text)", from: "2026-01-01T00:00:00Z"\(end),
                stationId: "\(GlobalID(.station, station).text)") {
              appliesToStation messages isWhole differences { receivedAt action field without with } } }
            """
    }

    @Test func `it tells what would be understood otherwise, over all pages of the recording`() async throws {
        let run = try await TestAPI().data(of: query())["quirkDryRun"]
        #expect(run?["messages"] == 10 && run?["isWhole"] == true && run?["appliesToStation"] == true)
        #expect(run?["differences"]?.array?.count == 10)
        #expect(
            run?["differences"]?[0] == [
                "receivedAt": "2026-01-01T00:00:01Z", "action": "Authorize", "field": "idTag", "without": "11AA01",
                "with": "01AA11",
            ])
    }

    @Test(arguments: [(200, 1_001), (100, 2_001), (999, 1_001), (100, 9_999)])
    func `nothing is read for a profile or a station of others`(profile: Int64, station: Int64) async throws {
        let api = try TestAPI()
        #expect(try await api.data(of: query(profile: profile, station: station)) == ["quirkDryRun": nil])
        #expect(!api.stores.calls.contains { $0.hasPrefix("inboundFrames") })
    }

    @Test(arguments: Role.allCases)
    func `those may try who may set stations up`(role: Role) async throws {
        let response = try await TestAPI().response(to: query(), as: .of(1, role))
        let isAllowed = Rights(of: .of(1, role)).allows(.configureStation)
        #expect((response["errors"] == nil) == isAllowed)
        if !isAllowed { #expect(response["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") }
    }

    @Test func `an end before the beginning is refused`() async throws {
        let error = try await TestAPI().error(of: query(to: "2025-12-31T00:00:00Z"))
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT" && error["extensions"]?["field"] == "to")
    }
}
