import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations of service requests", .timeLimit(.minutes(1)))
struct ServiceRequestMutationTests {
    private let station = GlobalID(.station, 1_001).text
    private let create =
        "mutation ($input: CreateServiceRequestInput!) { createServiceRequest(input: $input) { serviceRequest { id number } } }"

    private func created(_ change: JSONObject, as viewer: Viewer = .alphaManager, _ api: TestAPI) async throws
        -> JSONValue
    {
        var input: JSONObject = ["stationId": .string(station), "subject": "Cable", "text": "It is\ntorn"]
        for member in change.members { input[member.name] = member.value }
        return try await api.response(to: create, ["input": .object(input)], as: viewer)
    }

    @Test func `a request is made about a station, with what was recorded of it`() async throws {
        let api = try TestAPI()
        let log: JSONValue = ["from": "2025-12-31T12:00:00Z", "to": "2026-01-01T12:00:00Z"]
        let response = try await created(["log": log], api)
        #expect(response["errors"] == nil)
        let call = try #require(api.stores.calls.first { $0.hasPrefix("create") })
        #expect(call.contains("Cable It is\ntorn 1: 2026-01-01T00:00:00Z RECEIVED "))
    }

    private static let refused: [(JSONObject, String)] = {
        let session = JSONValue.string(GlobalID(.session, 100_100).text)
        func log(_ to: String) -> JSONObject { ["log": ["from": "2026-01-01T00:00:00Z", "to": .string(to)]] }
        var list: [(JSONObject, String)] = []
        list.append((["stationId": nil], "stationId"))
        list.append((["sessionId": session], "stationId"))
        list.append((["subject": "a\nb"], "subject"))
        list.append((["subject": ""], "subject"))
        list.append((["text": ""], "text"))
        list.append((["text": .string(String(repeating: "x", count: 4_001))], "text"))
        list.append((log("2026-01-01T00:00:00Z"), "to"))
        list.append((log("2026-01-02T00:00:01Z"), "to"))
        var both = log("2026-01-01T01:00:00Z")
        both["stationId"] = .null
        both["sessionId"] = session
        list.append((both, "log"))
        return list
    }()

    @Test(arguments: refused)
    func `what will not do is refused by name`(change: JSONObject, field: String) async throws {
        let api = try TestAPI()
        let error = try await created(change, api)["errors"]?[0]
        #expect(error?["extensions"]?["code"] == "BAD_USER_INPUT" && error?["extensions"]?["field"] == .string(field))
        #expect(!api.stores.calls.contains { $0.hasPrefix("create") })
    }

    @Test func `a driver asks without what was recorded`() async throws {
        let api = try TestAPI()
        #expect(try await created([:], as: .alphaDriver, api)["errors"] == nil)
        let log: JSONValue = ["from": "2026-01-01T00:00:00Z", "to": "2026-01-01T01:00:00Z"]
        let error = try await created(["log": log], as: .alphaDriver, api)["errors"]?[0]
        #expect(error?["extensions"]?["code"] == "FORBIDDEN")
    }

    @Test func `a request is answered and moved on, and told to who may hear of it`() async throws {
        let api = try TestAPI()
        let own = GlobalID(.serviceRequest, 1_501).text, others = GlobalID(.serviceRequest, 1_001).text
        let query = "subscription { serviceRequestChanged { id state lastComment { text } } }"
        let heard = try await api.responses(1, to: query, as: .alphaDriver) {
            for id in [1_001, 1_501] as [Int64] {
                api.publish(
                    .serviceRequestChanged(
                        ChangedServiceRequest(
                            id: ServiceRequestID(rawValue: id), organization: OrganizationID(rawValue: 1),
                            station: StationID(rawValue: 1_001))))
            }
        }
        #expect(heard.first?["data"]?["serviceRequestChanged"]?["id"] == .string(own))
        api.stores.forgetCalls()
        _ = try await api.data(
            of: """
                mutation { a: commentServiceRequest(input: {id: "\(others)", text: "Hello"}) { serviceRequest { id } }
                  b: changeServiceRequestState(input: {id: "\(others)", state: WAITING}) { serviceRequest { id } }
                  c: attachServiceRequestLog(input: {id: "\(others)", log: {from: "2025-12-31T12:00:00Z",
                    to: "2026-01-01T12:00:00Z"}}) { serviceRequest { id } } }
                """)
        let calls = api.stores.calls.map { $0.prefix(10) }
        #expect(calls.contains("comment He") && calls.contains("change WAI") && calls.contains("attach 1: "))
        let error = try await api.error(
            of: "mutation { commentServiceRequest(input: {id: \"\(others)\", text: \"x\"}) { serviceRequest { id } } }",
            as: .alphaDriver)
        #expect(error["extensions"]?["code"] == "NOT_FOUND")
    }
}
