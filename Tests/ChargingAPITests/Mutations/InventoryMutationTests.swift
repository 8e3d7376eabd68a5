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

    private let install = """
        mutation ($input: UpdateInstallationInput!) { updateInstallation(input: $input) { station { chargePointId } } }
        """

    @Test func `an installation is written down by who may change stations`() async throws {
        let api = try TestAPI()
        let id = JSONValue.string(GlobalID(.station, 1_001).text)
        let input: JSONValue = ["id": id, "installer": "Volta", "fuseA": 35, "phaseOrder": "STR", "notes": nil]
        let shown = try await api.data(of: install, ["input": input], as: .of(1, .installer))
        #expect(shown["updateInstallation"] == ["station": ["chargePointId": "Alpha-1"]])
        let call = try #require(api.stores.calls.first { $0.hasPrefix("updateInstallation") })
        #expect(
            call.contains("Volta") && call.contains("35.0") && call.contains("gridLimitW: ") && call.contains("str"))
        let refused = try await api.error(of: install, ["input": input], as: .alphaDriver)
        #expect(refused["extensions"]?["code"] == "FORBIDDEN")
    }

    @Test(arguments: [
        ("fuseA", JSONValue.integer(0)), ("fuseA", .integer(10_001)), ("gridLimitW", .integer(-1)),
        ("installer", .string("")), ("installer", .string("a\nb")),
        ("notes", .string(String(repeating: "x", count: 2_001))),
    ])
    func `an installation that cannot be is refused`(name: String, value: JSONValue) async throws {
        let api = try TestAPI()
        var input: JSONObject = ["id": .string(GlobalID(.station, 1_001).text)]
        input[name] = value
        let error = try await api.error(of: install, ["input": .object(input)], as: .of(1, .installer))
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(name)])
        #expect(!api.stores.calls.contains { $0.hasPrefix("updateInstallation") })
    }

    private let rate = """
        mutation ($input: UpdateConnectorInput!) { updateConnector(input: $input) { connector { number type } } }
        """

    @Test func `what a connector is made for is written down by who may change stations`() async throws {
        let api = try TestAPI()
        let id = JSONValue.string(GlobalID(.connector, 10_011).text)
        let input: JSONValue = ["id": id, "type": "CCS2", "ratedPowerW": 150_000, "currentKind": "DC", "phases": nil]
        let shown = try await api.data(of: rate, ["input": input], as: .of(1, .installer))
        #expect(shown["updateConnector"] == ["connector": ["number": 1, "type": nil]])
        let call = try #require(api.stores.calls.first { $0.hasPrefix("updateConnector") })
        #expect(call.contains("ccs2") && call.contains("150000.0") && call.contains("direct"))
        let refused = try await api.error(of: rate, ["input": input], as: .alphaDriver)
        #expect(refused["extensions"]?["code"] == "FORBIDDEN")
    }

    @Test(arguments: [
        ("ratedPowerW", JSONValue.integer(0)), ("ratedPowerW", .integer(10_000_001)), ("phases", .integer(4)),
        ("maximumCurrentA", .integer(-1)), ("id", .string("x")),
    ])
    func `a connector that cannot be is refused`(name: String, value: JSONValue) async throws {
        let api = try TestAPI()
        var input: JSONObject = ["id": .string(GlobalID(.connector, 10_011).text)]
        input[name] = value
        let error = try await api.error(of: rate, ["input": .object(input)], as: .of(1, .installer))
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(name)])
        #expect(!api.stores.calls.contains { $0.hasPrefix("updateConnector") })
    }
}
