import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Audit trail of the API", .timeLimit(.minutes(1)))
struct AuditAPITests {
    private let reveal = """
        mutation ($id: ID!, $reason: String!) { revealSecret(input: {stationId: $id, reason: $reason}) { secret isHexadecimal
          station { chargePointId } } }
        """

    @Test func `a password is shown with its reason, as text or in hexadecimal`() async throws {
        let api = try TestAPI()
        for (number, secret, isHexadecimal) in [(Int64(1_001), "secret", false), (1_002, "00ff0a", true)] {
            let id = JSONValue.string(GlobalID(.station, number).text)
            let shown = try await api.data(of: reveal, ["id": id, "reason": "Lost"])["revealSecret"]
            #expect(shown?["secret"] == .string(secret) && shown?["isHexadecimal"] == .bool(isHexadecimal))
            #expect(shown?["station"] == ["chargePointId": .string("Alpha-\(number % 10)")])
        }
        #expect(api.stores.calls.contains("OCPP_PASSWORD of 1001 because Lost, for 102 []"))
    }

    @Test(arguments: [("", "BAD_USER_INPUT"), ("a\nb", "BAD_USER_INPUT")])
    func `a reason is a line of text`(reason: String, code: String) async throws {
        let error = try await TestAPI().error(
            of: reveal, ["id": .string(GlobalID(.station, 1_001).text), "reason": .string(reason)])
        #expect(error["extensions"]?["code"] == .string(code) && error["extensions"]?["field"] == "reason")
    }

    @Test(arguments: [Role.support, .driver])
    func `who may not configure a station sees none of its secrets`(role: Role) async throws {
        let api = try TestAPI()
        let error = try await api.error(
            of: reveal, ["id": .string(GlobalID(.station, 1_001).text), "reason": "x"], as: .of(1, role))
        #expect(
            error["extensions"]?["code"] == "FORBIDDEN" && !api.stores.calls.contains { $0.hasPrefix("OCPP_PASSWORD") })
    }

    @Test func `every mutation says who does it, also to the database`() async throws {
        try await DatabaseAPI.with(stations: 2) { api in
            for query in [
                "mutation { createTag(input: {idTag: \"T\"}) { tag { id } } }",
                "mutation { createGroup(input: {name: \"G\"}) { group { id } } }",
                "mutation { deactivateStations(input: {ids: [\"\(GlobalID(.station, 1_001).text)\"]}) { stations { id } } }",
                "mutation { updateUser(input: {id: \"\(GlobalID(.user, 105).text)\", firstName: \"New\"}) { user { id } } }",
            ] {
                let response = try await api.execute(query, as: .of(1, .organizationOwner))
                #expect(response["errors"] == nil)
            }
            let list =
                "{ auditEntries(filter: {userId: \"\(GlobalID(.user, 101).text)\"}) { nodes { action objectType objectLabel userEmail address after } } }"
            let entries = try await api.execute(list, as: .of(1, .organizationOwner))["data"]?["auditEntries"]?["nodes"]
            #expect(
                entries?.array?.map { "\($0["action"]?.string ?? "") \($0["objectType"]?.string ?? "")" } == [
                    "CHANGED User", "CHANGED Station", "CREATED Group", "CREATED Tag",
                ])
            #expect(entries?[0]?["after"] == ["firstName": "New"])
            #expect(entries?[0]?["userEmail"] == "organization_owner@alpha.example")
        }
    }

    @Test func `filters are read, and an id that is none is refused`() async throws {
        let api = try TestAPI()
        _ = try await api.data(
            of: """
                { auditEntries(filter: {objectId: "\(GlobalID(.tag, 11).text)", actions: [DELETED], objectTypes: ["Tag"]}) {
                  nodes { objectId user { email } } } }
                """, as: .of(1, .organizationOwner))
        #expect(api.stores.calls.contains { $0.contains("Object(type: \"Tag\", id: 11)") && $0.contains("deleted") })
        let error = try await api.error(of: "{ auditEntries(filter: {objectId: \"x\"}) { nodes { action } } }")
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
    }
}
