import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations of tags", .timeLimit(.minutes(1)))
struct TagMutationTests {
    static let update = """
        mutation($input: UpdateTagInput!) { updateTag(input: $input) {
          tag { idTag note isBlocked expiresAt isRestrictedToStations stations { id } } } }
        """
    private let own = GlobalID(.tag, 11).text

    @Test func `null clears, what is left out stays, and stations are replaced`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: Self.update, ["input": ["id": .string(own), "note": nil, "isBlocked": true, "stationIds": []]])
        #expect(
            data["updateTag"]?["tag"] == [
                "idTag": "Alpha1", "note": nil, "isBlocked": true, "expiresAt": nil, "isRestrictedToStations": false,
                "stations": [],
            ])
        _ = try await api.data(
            of: Self.update, ["input": ["id": .string(own), "expiresAt": "2027-01-01T00:00:00Z"]])
        let again = try await api.data(of: Self.update, ["input": ["id": .string(own), "alias": "left"]])
        #expect(
            again["updateTag"]?["tag"] == [
                "idTag": "Alpha1", "note": nil, "isBlocked": true, "expiresAt": "2027-01-01T00:00:00Z",
                "isRestrictedToStations": false, "stations": [],
            ])
    }

    static let refused: [(input: JSONObject, field: String)] = [
        (["idTag": ""], "idTag"), (["idTag": "123456789012345678901"], "idTag"),
        (["parentIdTag": "a\t"], "parentIdTag"),
        (["note": .string(String(repeating: "x", count: 501))], "note"),
        (["alias": .string(String(repeating: "x", count: 101))], "alias"), (["userId": "x"], "userId"),
        (["stationIds": ["x"]], "stationIds"), (["groupIds": ["x"]], "groupIds"), (["id": "x"], "id"),
        (["id": .string(GlobalID(.station, 1_001).text)], "id"),
    ]

    @Test(arguments: refused)
    func `what a tag may not be is refused at its field before anything is written`(input: JSONObject, field: String)
        async throws
    {
        let api = try TestAPI()
        var whole: JSONObject = ["id": .string(own)]
        for member in input.members { whole[member.name] = member.value }
        let error = try await api.error(of: Self.update, ["input": .object(whole)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(field)])
        #expect(api.stores.calls == [])
    }

    @Test func `a tag of another organization is as unknown as one that does not exist`() async throws {
        for id in [21, 999] as [Int64] {
            let error = try await TestAPI().error(
                of: Self.update, ["input": ["id": .string(GlobalID(.tag, id).text), "isBlocked": true]])
            #expect(error["extensions"] == ["code": "NOT_FOUND", "field": "id"])
        }
    }

    @Test func `deleted tags and dismissed ones are named in the payload`() async throws {
        let api = try TestAPI()
        let tags: JSONValue = [.string(own), .string(GlobalID(.tag, 12).text)]
        let deleted = try await api.data(
            of: "mutation($ids: [ID!]!) { deleteTags(input: { ids: $ids }) { deletedIds } }", ["ids": tags])
        #expect(deleted["deleteTags"]?["deletedIds"] == tags)
        #expect(try await api.data(of: "{ tags { totalCount } }")["tags"]?["totalCount"] == 0)
        let unknown: JSONValue = [.string(GlobalID(.unknownTag, 1_001).text)]
        let dismissed = try await api.data(
            of: "mutation($ids: [ID!]!) { dismissUnknownTags(input: { ids: $ids }) { deletedIds } }", ["ids": unknown])
        #expect(dismissed["dismissUnknownTags"]?["deletedIds"] == unknown)
        let left = try await api.data(of: "{ unknownTags { nodes { id } } }")
        #expect(left["unknownTags"]?["nodes"] == [["id": .string(GlobalID(.unknownTag, 1_002).text)]])
    }

    @Test(arguments: ["deleteTags", "dismissUnknownTags"])
    func `ids are of the right kind, and there is at least one`(mutation: String) async throws {
        for ids in [[], [.string(GlobalID(.station, 1_001).text)]] as [JSONValue] {
            let error = try await TestAPI().error(
                of: "mutation($ids: [ID!]!) { \(mutation)(input: { ids: $ids }) { deletedIds } }", ["ids": ids])
            #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "ids"])
        }
    }

    @Test func `a driver sees no tags that nobody knows, and no local lists`() async throws {
        let data = try await TestAPI().data(
            of: "{ unknownTags { totalCount } stations { nodes { localList { version } } } }", as: .alphaDriver)
        #expect(data["unknownTags"]?["totalCount"] == 0)
        #expect(data["stations"]?["nodes"]?.array?.allSatisfy { $0 == ["localList": nil] } == true)
    }
}
