import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations", .timeLimit(.minutes(1)))
struct MutationTests {
    static let onboard = """
        mutation($input: OnboardStationInput!) { onboardStation(input: $input) {
          station { chargePointId presence admission description connectors { number } } } }
        """

    @Test func `a station is onboarded, announced and shown`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: Self.onboard, ["input": ["chargePointId": "CP é 1", "password": "secret-1", "description": "Yard"]])
        #expect(
            data["onboardStation"]?["station"] == [
                "chargePointId": "CP é 1", "presence": "UNKNOWN", "admission": "ACCEPTED", "description": "Yard",
                "connectors": [],
            ])
        #expect(api.onboarded.values.map(\.chargePointID.text) == ["CP é 1"])
        #expect(api.onboarded.values.first?.passwordVerifier == Array("secret-1".utf8))
    }

    static let refused: [(input: JSONObject, field: String)] = [
        (["chargePointId": ""], "chargePointId"), (["chargePointId": "a/b"], "chargePointId"),
        (["chargePointId": "a\u{7}"], "chargePointId"),
        (["chargePointId": .string(String(repeating: "x", count: 49))], "chargePointId"),
        (["chargePointId": "A", "password": "1234567"], "password"),
        (["chargePointId": "A", "password": .string(String(repeating: "x", count: 41))], "password"),
        (["chargePointId": "A", "password": .string(String(repeating: "é", count: 21))], "password"),
        (["chargePointId": "A", "password": "12345678\n"], "password"),
        (["chargePointId": "A", "description": .string(String(repeating: "x", count: 501))], "description"),
        (["chargePointId": "A", "description": "\0"], "description"),
        (["chargePointId": "A", "groupIds": ["x"]], "groupIds"),
    ]

    @Test(arguments: refused)
    func `what a station may not be is refused before anything is written`(input: JSONObject, field: String)
        async throws
    {
        let api = try TestAPI()
        let error = try await api.error(of: Self.onboard, ["input": .object(input)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(field)])
        #expect(api.stores.calls == [])
        #expect(api.onboarded.values.isEmpty)
    }

    @Test func `an id that is taken is a conflict at its field`() async throws {
        let error = try await TestAPI().error(of: Self.onboard, ["input": ["chargePointId": "Beta-1"]])
        #expect(error["extensions"] == ["code": "CONFLICT", "field": "chargePointId"])
    }

    @Test func `a tag is created with all that is said of it`() async throws {
        let station = GlobalID(.station, 1_001).text
        let data = try await TestAPI().data(
            of: """
                mutation($input: CreateTagInput!) { createTag(input: $input) {
                  tag { idTag type medium isBlocked allowsConcurrent expiresAt isRestrictedToStations user { email }
                    stations { id } } } }
                """,
            [
                "input": [
                    "idTag": "04AA11", "type": "COMPANY", "medium": "VIRTUAL", "isBlocked": true,
                    "allowConcurrent": true,
                    "expiresAt": "2027-01-01T01:00:00+01:00", "userId": .string(GlobalID(.user, 105).text),
                    "stationIds": [.string(station)],
                ]
            ])
        #expect(
            data["createTag"]?["tag"] == [
                "idTag": "04AA11", "type": "COMPANY", "medium": "VIRTUAL", "isBlocked": true, "allowsConcurrent": true,
                "expiresAt": "2027-01-01T00:00:00Z", "user": ["email": "DRIVER@Alpha"],
                "isRestrictedToStations": true, "stations": [["id": .string(station)]],
            ])
    }

    @Test(arguments: ["", "123456789012345678901", "a\t"])
    func `a tag has 1 to 20 visible characters`(idTag: String) async throws {
        let error = try await TestAPI().error(
            of: "mutation($id: String!) { createTag(input: { idTag: $id }) { tag { id } } }", ["id": .string(idTag)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "idTag"])
    }

    @Test func `a group is created below its parent`() async throws {
        let data = try await TestAPI().data(
            of:
                "mutation($id: ID) { createGroup(input: { name: \"Depot\", parentId: $id }) { group { name parent { name } } } }",
            ["id": .string(GlobalID(.group, 11).text)])
        #expect(data["createGroup"]?["group"] == ["name": "Depot", "parent": ["name": "Alpha group 1"]])
    }

    static let forbidden: [(role: Role, mutation: String)] = [
        (.driver, #"onboardStation(input: { chargePointId: "A" }) { station { id } }"#),
        (.support, #"onboardStation(input: { chargePointId: "A" }) { station { id } }"#),
        (.installer, #"createTag(input: { idTag: "A" }) { tag { id } }"#),
        (.installer, #"updateTag(input: { id: "x" }) { tag { id } }"#),
        (.support, #"deleteTags(input: { ids: [] }) { deletedIds }"#),
        (.driver, #"dismissUnknownTags(input: { ids: [] }) { deletedIds }"#),
        (.support, #"createGroup(input: { name: "A" }) { group { id } }"#),
        (.driver, #"remoteStart(input: { stationIds: ["x"], idTag: "A" }) { operation { id } }"#),
        (.driver, #"remoteStop(input: { stationIds: ["x"] }) { operation { id } }"#),
    ]

    @Test(arguments: forbidden)
    func `a role that may not is refused before its input is looked at`(role: Role, mutation: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: "mutation { \(mutation) }", as: .of(1, role))
        #expect(error["extensions"]?["code"] == "FORBIDDEN")
        #expect(api.stores.calls == [])
    }
}
