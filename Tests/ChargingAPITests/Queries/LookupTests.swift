import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Looking up one object", .timeLimit(.minutes(1)))
struct LookupTests {
    static let visible: [(type: NodeType, row: Int64)] = [
        (.station, 1_001), (.connector, 10_011), (.session, 100_100), (.tag, 11), (.group, 11), (.operation, 1_001),
        (.user, 101), (.organization, 1),
    ]

    @Test(arguments: visible)
    func `node finds every type by its global id`(type: NodeType, row: Int64) async throws {
        let id = GlobalID(type, row).text
        let data = try await TestAPI().data(
            of: "query($id: ID!) { node(id: $id) { __typename id } }", ["id": .string(id)])
        #expect(data["node"] == ["__typename": .string(type.rawValue), "id": .string(id)])
    }

    @Test(arguments: ["nonsense", "", GlobalID(.station, 999).text, GlobalID(.station, 2_001).text])
    func `node, station, session and operation know nothing of other ids`(id: String) async throws {
        let data = try await TestAPI().data(
            of:
                "query($id: ID!) { node(id: $id) { id } station(id: $id) { id } session(id: $id) { id } operation(id: $id) { id } }",
            ["id": .string(id)])
        #expect(data == ["node": nil, "station": nil, "session": nil, "operation": nil])
    }

    @Test func `a lookup refuses the id of another type`() async throws {
        let data = try await TestAPI().data(
            of: "query($id: ID!) { operation(id: $id) { id } station(id: $id) { id } }",
            ["id": .string(GlobalID(.station, 1_001).text)])
        #expect(data["operation"] == .null)
        #expect(data["station"] != .null)
    }

    @Test func `a station is found by the id that it connects with`() async throws {
        let data = try await TestAPI().data(
            of: """
                { mine: station(chargePointId: "Alpha-2") { id vendor } theirs: station(chargePointId: "Beta-1") { id }
                  none: station(chargePointId: "a/b") { id } }
                """)
        #expect(data["mine"] == ["id": .string(GlobalID(.station, 1_002).text), "vendor": "Vendor Alpha"])
        #expect(data["theirs"] == .null)
        #expect(data["none"] == .null)
    }

    @Test(arguments: ["{ station { id } }", #"{ station(id: "x", chargePointId: "y") { id } }"#])
    func `a station is asked for in exactly one way`(query: String) async throws {
        #expect(try await TestAPI().error(of: query)["extensions"]?["code"] == "BAD_USER_INPUT")
    }

    @Test func `the viewer sees who asks`() async throws {
        let data = try await TestAPI().data(of: "{ viewer { role user { email } organization { name } } }")
        #expect(
            data["viewer"] == [
                "role": "MANAGER", "user": ["email": "MANAGER@Alpha"], "organization": ["name": "Alpha"],
            ])
    }
}
