import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Inventory of the API", .timeLimit(.minutes(1)))
struct InventoryMutationTests {
    private let update = """
        mutation ($items: [InventoryItemInput!]!) { updateInventory(input: {items: $items}) {
          stations { chargePointId } } }
        """

    @Test func `stations are named by either id, and codes are sealed`() async throws {
        let api = try TestAPI()
        let items: JSONValue = [
            [
                "stationId": .string(GlobalID(.station, 1_001).text), "accessCode": "12", "vendorCode": nil,
                "manufacturedAt": "2021-11-26T12:18:00Z",
            ],
            ["chargePointId": "Alpha-2", "mesSerialNumber": "21007"],
        ]
        let shown = try await api.data(of: update, ["items": items], as: .of(1, .installer))
        #expect(
            shown["updateInventory"]?["stations"] == [["chargePointId": "Alpha-1"], ["chargePointId": "Alpha-2"]])
        let call = try #require(api.stores.calls.first { $0.hasPrefix("updateInventory") })
        #expect(call.contains("[49, 50]") && !call.contains("\"12\"") && call.contains("vendorCode: nil"))
    }

    @Test func `what will not do is refused`() async throws {
        let api = try TestAPI()
        let id = JSONValue.string(GlobalID(.station, 1_001).text)
        let refused: [(JSONValue, String)] = [
            ([], "items"), ([["partNumber": "x"]], "stationId"),
            ([["stationId": id, "chargePointId": "Alpha-1"]], "stationId"),
            ([["stationId": id, "partNumber": ""]], "partNumber"),
        ]
        for (items, field) in refused {
            let error = try await api.error(of: update, ["items": items], as: .of(1, .installer))
            #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(field)])
        }
        let many = JSONValue.array(Array(repeating: ["chargePointId": "x"], count: 501))
        let error = try await api.error(of: update, ["items": many], as: .of(1, .installer))
        #expect(error["extensions"]?["code"] == "LIMIT_EXCEEDED")
        let forbidden = try await api.error(of: update, ["items": [["chargePointId": "Alpha-1"]]])
        #expect(forbidden["extensions"]?["code"] == "FORBIDDEN")
        #expect(!api.stores.calls.contains { $0.hasPrefix("updateInventory") })
    }
}
