import ChargingAPI
import JSON
import Testing

@Suite("Filters", .timeLimit(.minutes(1)))
struct FilterTests {
    static let refused: [(query: String, field: String)] = [
        (#"{ stations(filter: { groupIds: ["x"] }) { totalCount } }"#, "groupIds"),
        (#"{ stations(filter: { groupIds: ["\#(GlobalID(.station, 1).text)"] }) { totalCount } }"#, "groupIds"),
        (#"{ stations(filter: { text: "a\u0000b" }) { totalCount } }"#, "text"),
        (#"{ stations(filter: { text: "\#(String(repeating: "a", count: 201))" }) { totalCount } }"#, "text"),
        (#"{ sessions(filter: { stationIds: ["x"] }) { totalCount } }"#, "stationIds"),
        (#"{ sessions(filter: { sessionId: "x" }) { totalCount } }"#, "sessionId"),
        (#"{ tags(filter: { userId: "x" }) { totalCount } }"#, "userId"),
        (#"{ tags(filter: { stationId: "x" }) { totalCount } }"#, "stationId"),
        (#"{ groups(filter: { text: "\u0000" }) { totalCount } }"#, "text"),
        (#"{ operations(filter: { stationIds: ["x"] }) { totalCount } }"#, "stationIds"),
        (#"{ operations(filter: { userId: "x" }) { totalCount } }"#, "userId"),
        (#"{ operations(filter: { sessionId: "x" }) { totalCount } }"#, "sessionId"),
    ]

    @Test(arguments: refused)
    func `what cannot be meant is refused with the member at fault`(query: String, field: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: query)
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(field)])
        #expect(api.stores.calls == [])
    }

    @Test func `too many ids are refused with the number and the limit`() async throws {
        let ids = (1...501).map { JSONValue.string(GlobalID(.station, $0).text) }
        let error = try await TestAPI().error(
            of: "query($ids: [ID!]) { sessions(filter: { stationIds: $ids }) { totalCount } }", ["ids": .array(ids)])
        #expect(
            error["extensions"] == [
                "code": "LIMIT_EXCEEDED", "limit": "ids of a list", "value": 501, "allowed": 500, "field": "stationIds",
            ])
        #expect(error["message"] == "stationIds has 501 ids; up to 500 are allowed. Ask in several requests.")
    }

    @Test func `a filter reaches the store`() async throws {
        let data = try await TestAPI().data(
            of: "query($id: ID) { sessions(filter: { sessionId: $id }) { nodes { id } } }",
            ["id": .string(GlobalID(.session, 100_100).text)])
        #expect(data["sessions"]?["nodes"] == [["id": .string(GlobalID(.session, 100_100).text)]])
    }
}
