import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Organizations do not see each other", .timeLimit(.minutes(1)))
struct IsolationTests {
    /// One object of each type of Beta.
    static let foreign: [GlobalID] = [
        GlobalID(.station, 2_001), GlobalID(.connector, 20_011), GlobalID(.session, 200_100), GlobalID(.tag, 21),
        GlobalID(.group, 21), GlobalID(.operation, 2_001), GlobalID(.stationEvent, 2_001), GlobalID(.unknownTag, 2_001),
        GlobalID(.quirkProfile, 200), GlobalID(.chargingProfile, 2_001), GlobalID(.firmwareImage, 2),
        GlobalID(.stationPicture, 2_001),
        GlobalID(.certificateRequest, 2_001), GlobalID(.clientCertificate, 2_501), GlobalID(.reservation, 2_001),
        GlobalID(.tariff, 2), GlobalID(.tariffVersion, 2), GlobalID(.stationShare, 2_001),
        GlobalID(.notification, 20_012), GlobalID(.serviceRequest, 2_001),
        GlobalID(.webhook, 2), GlobalID(.webhookDelivery, 2),
        GlobalID(.firmwareRollout, 2), GlobalID(.firmwareRolloutStation, 2_001),
        GlobalID(.exportJob, 2),
        GlobalID(.user, 201), GlobalID(.organization, 2),
    ]
    static let roles = Role.allCases.filter { $0 != .platformOperator }

    @Test(arguments: roles)
    func `nothing of another organization is in anything that can be asked`(role: Role) async throws {
        let api = try TestAPI(limits: .withoutCost)
        let text = try await api.data(of: try await QueryWalker(api).query(depth: 6), as: .of(1, role)).description
        #expect(text.contains("Alpha"))
        #expect(!text.contains("Beta"))
        for id in Self.foreign { #expect(!text.contains("\"\(id.text)\"")) }
    }

    @Test(arguments: roles, foreign)
    func `an id of another organization is as unknown as one that does not exist`(role: Role, id: GlobalID) async throws
    {
        let api = try TestAPI()
        let response = try await api.response(to: try await QueryWalker(api).node(id, depth: 3), as: .of(1, role))
        #expect(response["data"] == ["node": nil] && response["errors"] == nil)
    }

    @Test func `a platform operator sees everything`() async throws {
        let api = try TestAPI(limits: .withoutCost)
        let text = try await api.data(of: try await QueryWalker(api).query(depth: 4), as: .of(1, .platformOperator))
            .description
        #expect(text.contains("Alpha") && text.contains("Beta"))
    }

    @Test func `a driver sees nothing of what stations tell of themselves`() async throws {
        let api = try TestAPI()
        let query = "{ stations { nodes { chargePointId events { totalCount nodes { name } } } } }"
        let seen = try await api.data(of: query, as: .alphaDriver)
        #expect(seen["stations"]?["nodes"]?[0]?["chargePointId"] == "Alpha-1")
        #expect(seen["stations"]?["nodes"]?[0]?["events"] == ["totalCount": 0, "nodes": []])
        let own = try await api.response(
            to: "{ node(id: \"\(GlobalID(.stationEvent, 1_001).text)\") { id } }", as: .alphaDriver)
        #expect(own["data"] == ["node": nil])
    }

    @Test func `what was noticed about connections is told to the station's organization, and not to drivers`()
        async throws
    {
        let api = try TestAPI()
        let station = StationID(rawValue: 1_001)
        let connections = api.liveStatus.connections
        for _ in 0..<2 {
            connections.note(.contested, of: station, at: api.clock.now, detail: "from 192.0.2.7")
            connections.refused(
                station, ConnectionRefusal(reason: .wrongPassword, at: api.clock.now, address: "192.0.2.7"))
        }
        let query = """
            { stations { nodes { chargePointId connectionFindings { kind since lastAt count detail }
              lastRefusal { reason at count address detail } } } }
            """
        let time = JSONValue.string(api.clock.now.description)
        let nodes = try await api.data(of: query)["stations"]?["nodes"]
        #expect(
            nodes?[0]?["connectionFindings"] == [
                ["kind": "CONTESTED", "since": time, "lastAt": time, "count": 2, "detail": "from 192.0.2.7"]
            ])
        #expect(
            nodes?[0]?["lastRefusal"] == [
                "reason": "WRONG_PASSWORD", "at": time, "count": 2, "address": "192.0.2.7", "detail": nil,
            ])
        #expect(nodes?[1]?["connectionFindings"] == [] && nodes?[1]?["lastRefusal"] == .some(.null))
        for viewer in [Viewer.alphaDriver, .betaManager] {
            let seen = try await api.data(of: query, as: viewer).description
            #expect(seen.contains("lastRefusal") && !seen.contains("192.0.2.7"))
        }
    }

    @Test func `a driver sees no recorded messages`() async throws {
        let api = try TestAPI()
        let query = """
            { stations { nodes { chargePointId ocppMessages { nodes { payload } } } }
              ocppMessages(stationId: "\(GlobalID(.station, 1_001).text)") { nodes { payload } } }
            """
        let seen = try await api.data(of: query, as: .alphaDriver)
        #expect(seen["stations"]?["nodes"]?[0]?["chargePointId"] == "Alpha-1")
        #expect(seen["stations"]?["nodes"]?[0]?["ocppMessages"] == ["nodes": []])
        #expect(seen["ocppMessages"] == ["nodes": []])
        let manager = try await api.data(of: query, as: .alphaManager)
        #expect(manager["ocppMessages"]?["nodes"]?.array?.count == 1)
    }

    @Test(arguments: Role.allCases)
    func `client certificates are seen by those who may set stations up`(role: Role) async throws {
        let api = try TestAPI()
        let query = """
            { clientCertificates { totalCount nodes { subject } } node(id: "\(GlobalID(.clientCertificate, 1_501).text)") { id }
              certificateRequests { nodes { clientCertificate { id } } } }
            """
        let seen = try await api.data(of: query, as: .of(1, role))
        let isAllowed = Rights(of: .of(1, role)).allows(.configureStation)
        let names = seen["clientCertificates"]?["nodes"]?.array ?? []
        #expect(names.contains(["subject": "CN Alpha"]) == isAllowed && names.isEmpty != isAllowed)
        #expect((seen["node"]?["id"] != nil) == isAllowed)
        #expect(seen.description.contains("Beta") == (role == .platformOperator))
    }

    @Test(arguments: roles)
    func `recorded messages of another organization's station are none`(role: Role) async throws {
        let query = "{ ocppMessages(stationId: \"\(GlobalID(.station, 2_001).text)\") { nodes { payload } } }"
        #expect(try await TestAPI().data(of: query, as: .of(1, role))["ocppMessages"] == ["nodes": []])
    }

    @Test func `a driver sees no tags but the driver's own, and sessions made with them`() async throws {
        let data = try await TestAPI().data(
            of:
                "{ tags { nodes { idTag } } sessions { nodes { idTag } } stations { nodes { sessions { nodes { idTag } } } } }",
            as: .alphaDriver)
        #expect(data["tags"]?["nodes"] == [["idTag": "Alpha1"]])
        #expect(data["sessions"]?["nodes"] == [["idTag": "Alpha1"], ["idTag": "Alpha1"]])
        #expect(!data.description.contains("Alpha2"))
    }
}
