import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Firmware roll-outs of the API", .timeLimit(.minutes(1)))
struct RolloutMutationTests {
    private let create = """
        mutation ($input: CreateFirmwareRolloutInput!) { createFirmwareRollout(input: $input) { rollout { name waveSizes } } }
        """
    private static let image = JSONValue.string(GlobalID(.firmwareImage, 1).text)
    private static let station = JSONValue.string(GlobalID(.station, 1_001).text)

    private func input(_ members: JSONObject) -> JSONObject {
        var input: JSONObject = ["name": "R", "imageId": Self.image, "waveSizes": [1, 2]]
        for member in members.members { input[member.name] = member.value == .null ? nil : member.value }
        return ["input": .object(input)]
    }

    @Test func `a roll-out is made of what is asked, with what was left out as it is by default`() async throws {
        let api = try TestAPI()
        let made = try await api.data(of: create, input(["stationIds": [Self.station]]))
        #expect(made["createFirmwareRollout"]?["rollout"] == ["name": "Roll-out Alpha", "waveSizes": [1, 2]])
        let text = try #require(api.stores.calls.first { $0.hasPrefix("createRollout R") })
        #expect(text.contains("signed=false [1, 2] 0.0 seconds 0 86400.0 seconds now"), "\(text)")
    }

    @Test(
        arguments: [
            ("stationIds", JSONValue.null), ("stationIds", []), ("waveSizes", []), ("waveSizes", [0]),
            ("waveSizes", [501]), ("waveSizes", .array(Array(repeating: 1, count: 21))), ("name", ""),
            ("name", .string(String(repeating: "x", count: 101))), ("pauseSeconds", -1), ("pauseSeconds", 2_592_001),
            ("maxFailures", -1), ("stationWaitSeconds", 59), ("startsAt", "yesterday"),
            ("filter", ["isActive": true]), ("stationIds", ["x"]), ("imageId", station),
        ] as [(String, JSONValue)])
    func `what will not do is refused, and nothing is made`(member: String, value: JSONValue) async throws {
        let api = try TestAPI()
        var asked: JSONObject = ["stationIds": [Self.station]]
        asked[member] = value
        let error = try await api.error(of: create, input(asked))
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT", "\(error)")
        #expect(!api.stores.calls.contains { $0.hasPrefix("createRollout") })
    }

    @Test func `what a roll-out would do is told by station, reason and wave`() async throws {
        let query = """
            query ($input: FirmwareRolloutPreviewInput!) { firmwareRolloutPreview(input: $input) {
              stationCount updateCount offlineCount leftOut { reason count } waves { number stationCount offlineCount }
              stations(isLeftOut: false, skip: 1) { wave leftOut isOffline station { chargePointId } }
              out: stations(isLeftOut: true) { wave leftOut } away: stations(isOffline: true, first: 1) { wave isOffline } } }
            """
        let stations = [1_001, 1_002, 1_003].map { JSONValue.string(GlobalID(.station, $0).text) }
        let input: JSONObject = [
            "input": ["imageId": Self.image, "stationIds": .array(stations), "waveSizes": [1]]
        ]
        let told = try await TestAPI(.twoOrganizations(stations: 3)).data(of: query, input)["firmwareRolloutPreview"]
        #expect(told?["stationCount"] == 3 && told?["updateCount"] == 2 && told?["offlineCount"] == 1)
        #expect(told?["leftOut"] == [["reason": "RUNS_IT", "count": 1]])
        #expect(
            told?["waves"] == [
                ["number": 1, "stationCount": 1, "offlineCount": 1],
                ["number": 2, "stationCount": 1, "offlineCount": 0],
            ])
        #expect(
            told?["stations"] == [
                ["wave": 2, "leftOut": nil, "isOffline": false, "station": ["chargePointId": "Alpha-3"]]
            ])
        #expect(told?["out"] == [["wave": nil, "leftOut": "RUNS_IT"]])
        #expect(told?["away"] == [["wave": 1, "isOffline": true]])
        let refused = try await TestAPI().error(of: query, input, as: .alphaDriver)
        #expect(refused["extensions"]?["code"] == "FORBIDDEN")
    }

    @Test(arguments: Role.allCases)
    func `who may roll out is one table`(role: Role) async throws {
        let id = JSONValue.string(GlobalID(.firmwareRollout, 1).text)
        let isAllowed = Rights(of: .of(1, role)).allows(.rollOutFirmware)
        for name in ["pauseFirmwareRollout", "resumeFirmwareRollout", "cancelFirmwareRollout"] {
            let api = try TestAPI()
            let answer = try await api.response(
                to: "mutation ($id: ID!) { \(name)(input: {id: $id}) { rollout { id } } }", ["id": id],
                as: .of(1, role))
            #expect((answer["errors"] == nil) == isAllowed)
            if !isAllowed { #expect(answer["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") }
            #expect(api.stores.calls.contains { $0.contains("Rollout 1") } == isAllowed)
        }
        let answer = try await TestAPI().response(
            to: create, input(["stationIds": [Self.station]]), as: .of(1, role))
        #expect((answer["errors"] == nil) == isAllowed)
    }

    @Test func `roll-outs are found by their state, with their stations page by page`() async throws {
        let query = """
            query ($s: [FirmwareRolloutStationStatus!]) { firmwareRollouts(filter: {statuses: [RUNNING]}) { totalCount nodes {
              name stations(first: 1, filter: {statuses: $s}) { totalCount nodes { wave status station { chargePointId } }
                pageInfo { hasNextPage } } } } }
            """
        let seen = try await TestAPI().data(of: query)["firmwareRollouts"]
        #expect(seen?["totalCount"] == 1)
        let page = seen?["nodes"]?[0]?["stations"]
        #expect(page?["totalCount"] == 2 && page?["pageInfo"]?["hasNextPage"] == true)
        #expect(
            page?["nodes"] == [["wave": 1, "status": "ASKED", "station": ["chargePointId": "Alpha-1"]]])
        let waiting = try await TestAPI().data(of: query, ["s": ["WAITING"]])["firmwareRollouts"]
        #expect(waiting?["nodes"]?[0]?["stations"]?["totalCount"] == 1)
        #expect(try await TestAPI().data(of: query, as: .alphaDriver)["firmwareRollouts"]?["totalCount"] == 0)
    }
}
