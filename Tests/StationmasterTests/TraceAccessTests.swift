import Charging
import GraphQL
import JSON
import Testing

@testable import Stationmaster

@Suite("Who may see traces")
struct TraceAccessTests {
    private func request(_ trace: JSONValue?) -> GraphQLRequest {
        GraphQLRequest(query: "{ viewer { role } }", extensions: trace.map { ["trace": $0] } ?? [:])
    }

    private func viewer(_ role: Role) -> Viewer {
        Viewer(userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1)
    }

    @Test(arguments: Role.allCases)
    func `the setting decides, and platform operators always may unless nobody may`(role: Role) {
        let request = request(true)
        #expect(TraceAccess.operators.isTraced(request, for: viewer(role)) == (role == .platformOperator))
        #expect(TraceAccess.everyone.isTraced(request, for: viewer(role)))
        #expect(!TraceAccess.nobody.isTraced(request, for: viewer(role)))
    }

    @Test(arguments: [JSONValue?.none, false, 1, "true", .some(.null)])
    func `nothing is traced that the client did not ask for`(trace: JSONValue?) {
        #expect(!TraceAccess.everyone.isTraced(request(trace), for: viewer(.platformOperator)))
    }

    @Test func `a wrong setting says what would be right`() async throws {
        let source = try await SettingSource(flags: [:], environment: ["STATIONMASTER_GRAPHQL_TRACE": "all"])
        let error = #expect(throws: SettingError.self) { try Settings(from: source) }
        #expect(
            error?.description
                == "STATIONMASTER_GRAPHQL_TRACE is \"all\"; it should be one of operators, everyone, nobody")
        let right = try await SettingSource(flags: [:], environment: ["STATIONMASTER_GRAPHQL_TRACE": "everyone"])
        #expect(try Settings(from: right).traceAccess == .everyone)
    }
}
