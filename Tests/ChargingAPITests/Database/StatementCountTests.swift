import Charging
import JSON
import Testing

@Suite("Statements of the first charge's query", .timeLimit(.minutes(1)))
struct StatementCountTests {
    @Test(arguments: [1, 50, 500])
    func `one statement for each field and level, whatever the number of stations`(stations: Int) async throws {
        try await DatabaseAPI.with(stations: stations) { api in
            let variables: JSONObject = ["first": .integer(Int64(stations))]
            let response = try await api.execute(FirstChargeQueryTests.query, variables, as: .alphaManager)
            #expect(response["errors"] == nil)
            #expect(response["data"]?["stations"]?["nodes"]?.array?.count == stations)
            // Stations; their connectors, sessions and groups; the sessions' tags; the tags' groups.
            #expect(api.statements.values.count == 6)
        }
    }
}
