import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations of pictures", .timeLimit(.minutes(1)))
struct PictureMutationTests {
    private let describe = """
        mutation ($input: DescribeStationPictureInput!) { describeStationPicture(input: $input) { picture { alternativeText } } }
        """
    private let delete = """
        mutation ($input: DeleteStationPicturesInput!) { deleteStationPictures(input: $input) { deletedIds } }
        """
    private let own = JSONValue.string(GlobalID(.stationPicture, 1_001).text)

    @Test func `those who may change stations describe and delete pictures`() async throws {
        let api = try TestAPI()
        let described = try await api.data(
            of: describe, ["input": ["id": own, "alternativeText": "Left of the gate"]], as: .of(1, .installer))
        #expect(described["describeStationPicture"]?["picture"]?["alternativeText"] == "Picture of 1")
        let deleted = try await api.data(of: delete, ["input": ["ids": [own]]], as: .of(1, .installer))
        #expect(deleted["deleteStationPictures"] == ["deletedIds": [own]])
        #expect(api.stores.calls.contains("describePicture 1001 Left of the gate []"))
        #expect(api.stores.calls.contains("deletePictures [1001] []"))
    }

    @Test(arguments: [Role.support, .driver])
    func `others do not`(role: Role) async throws {
        let api = try TestAPI()
        let describing = try await api.error(
            of: describe, ["input": ["id": own, "alternativeText": "x"]], as: .of(1, role))
        let deleting = try await api.error(of: delete, ["input": ["ids": [own]]], as: .of(1, role))
        #expect(describing["extensions"]?["code"] == "FORBIDDEN" && deleting["extensions"]?["code"] == "FORBIDDEN")
        #expect(!api.stores.calls.contains { $0.contains("Picture") })
    }

    @Test(arguments: ["", " ", "a\nb", String(repeating: "x", count: 301)])
    func `a text that says nothing, or too much, is refused`(text: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(
            of: describe, ["input": ["id": own, "alternativeText": .string(text)]], as: .of(1, .installer))
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "alternativeText"])
    }

    @Test func `a station shows its pictures`() async throws {
        let api = try TestAPI()
        let query = """
            { stations(first: 1) { nodes { chargePointId pictures { alternativeText width station { chargePointId } } } } }
            """
        for role in [Role.manager, .driver] {
            let seen = try await api.data(of: query, as: .of(1, role))
            #expect(
                seen["stations"]?["nodes"]?[0]?["pictures"] == [
                    [
                        "alternativeText": "Picture of 1", "width": 1600,
                        "station": ["chargePointId": seen["stations"]?["nodes"]?[0]?["chargePointId"] ?? nil],
                    ]
                ])
        }
    }
}
