import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("What a subscriber hears of", .timeLimit(.minutes(1)))
struct SubscriptionReachTests {
    static let sessions =
        "subscription($session: ID, $stations: [ID!]) { sessionChanged(sessionId: $session, stationIds: $stations) { id } }"

    private func heard(
        _ count: Int, _ variables: JSONObject = [:], as viewer: Viewer, _ api: TestAPI, publish: () throws -> Void
    ) async throws -> [String?] {
        try await api.responses(count, to: Self.sessions, variables, as: viewer, publish: publish).map { response in
            response["data"]?["sessionChanged"]?["id"]?.string.flatMap(GlobalID.init).map { "\($0.rawValue)" }
        }
    }

    @Test func `other organizations' events pass by`() async throws {
        let api = try TestAPI()
        let heard = try await heard(1, as: .alphaManager, api) {
            api.publish(.sessionChanged(.of(200_100, 2, tag: 21)))
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        }
        #expect(heard == ["100100"])
    }

    @Test func `a platform operator hears of all`() async throws {
        let api = try TestAPI()
        let heard = try await heard(2, as: .of(1, .platformOperator), api) {
            api.publish(.sessionChanged(.of(200_100, 2, tag: 21)))
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        }
        #expect(heard == ["200100", "100100"])
    }

    @Test func `a driver hears of sessions with the driver's own tags`() async throws {
        let api = try TestAPI()
        let heard = try await heard(1, as: .alphaDriver, api) {
            api.publish(.sessionChanged(.of(100_200, 1, tag: 12)))
            api.publish(.sessionChanged(.of(100_201, 1, tag: nil)))
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        }
        #expect(heard == ["100100"])
        #expect(api.stores.calls == [])
    }

    private func reservationsHeard(
        _ count: Int, _ variables: JSONObject = [:], as viewer: Viewer, _ api: TestAPI, publish: () throws -> Void
    ) async throws -> [Int64?] {
        let query = "subscription($stations: [ID!]) { reservationChanged(stationIds: $stations) { id } }"
        return try await api.responses(count, to: query, variables, as: viewer, publish: publish).map { response in
            response["data"]?["reservationChanged"]?["id"]?.string.flatMap(GlobalID.init)?.rawValue
        }
    }

    @Test(arguments: [Role.organizationOwner, .manager, .installer, .support, .driver])
    func `nobody hears of another organization's reservations`(role: Role) async throws {
        let api = try TestAPI()
        let heard = try await reservationsHeard(1, as: .of(1, role), api) {
            api.publish(.reservationChanged(.of(2_001, 2, tag: 11, createdBy: 105)))
            api.publish(.reservationChanged(.of(1_001, 1, tag: 11)))
        }
        #expect(heard == [1_001])
    }

    @Test func `a driver hears of reservations for the driver's own tags, and of those that the driver asked for`()
        async throws
    {
        let api = try TestAPI()
        let heard = try await reservationsHeard(2, as: .alphaDriver, api) {
            api.publish(.reservationChanged(.of(1_002, 1, tag: 12, createdBy: 102)))
            api.publish(.reservationChanged(.of(1_003, 1, tag: nil)))
            api.publish(.reservationChanged(.of(1_001, 1, tag: 11)))
            api.publish(.reservationChanged(.of(1_004, 1, tag: 12, createdBy: 105)))
        }
        #expect(heard == [1_001, 1_004])
    }

    @Test func `reservations can be followed at some stations, all of which must be within reach`() async throws {
        let api = try TestAPI()
        let heard = try await reservationsHeard(
            1, ["stations": [.string(GlobalID(.station, 1_002).text)]], as: .alphaManager, api
        ) {
            api.publish(.reservationChanged(.of(1_001, 1, tag: 11)))
            api.publish(.reservationChanged(.of(1_002, 1, tag: 11)))
        }
        #expect(heard == [1_002])
        let error = try await api.refusal(
            of: "subscription($ids: [ID!]) { reservationChanged(stationIds: $ids) { id } }",
            ["ids": [.string(GlobalID(.station, 2_001).text)]])
        #expect(error["extensions"] == ["code": "NOT_FOUND", "field": "stationIds"])
    }

    @Test func `a tag that is given to a driver counts within ten seconds`() async throws {
        let api = try TestAPI()
        let operation = try api.engine.prepare(.init(query: Self.sessions))
        var events = try await operation.events(context: api.context(.alphaDriver)).makeAsyncIterator()
        api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        let first = try await events.next()
        api.stores.change { world in
            for index in world.tags.indices where world.tags[index].id == 12 { world.tags[index].owner = 105 }
        }
        api.clock.advance(by: .seconds(10))
        api.publish(.sessionChanged(.of(100_200, 1, tag: 12)))
        let second = try await events.next()
        #expect(first != nil && second != nil)
    }

    @Test func `a driver's subscription outlives an absence of the database`() async throws {
        let api = try TestAPI()
        let heard = try await heard(1, as: .alphaDriver, api) {
            api.stores.refuse(with: ChargingError(.unavailable, "The database is away; try again."))
            api.clock.advance(by: .seconds(60))
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        }
        #expect(heard == ["100100"])
    }

    @Test func `the arguments narrow it down`() async throws {
        let api = try TestAPI()
        let heard = try await heard(
            1, ["stations": [.string(GlobalID(.station, 1_002).text)]], as: .alphaManager, api
        ) {
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
            api.publish(.sessionChanged(.of(100_200, 1, tag: 11)))
        }
        #expect(heard == ["100200"])
    }

    static let unknown: [(variables: JSONObject, field: String)] = [
        (["stations": [.string(GlobalID(.station, 2_001).text)]], "stationIds"),
        (["stations": [.string(GlobalID(.station, 1_001).text), .string(GlobalID(.station, 99).text)]], "stationIds"),
        (["session": .string(GlobalID(.session, 200_100).text)], "sessionId"),
    ]

    @Test(arguments: unknown)
    func `an id out of reach is not found, like one that does not exist`(variables: JSONObject, field: String)
        async throws
    {
        let api = try TestAPI()
        let error = try await api.refusal(of: Self.sessions, variables)
        #expect(error["extensions"] == ["code": "NOT_FOUND", "field": .string(field)])
        #expect(api.events.subscriberCount == 0)
    }

    @Test func `another driver's session is not found`() async throws {
        let error = try await TestAPI().refusal(
            of: "subscription($id: ID!) { meterValueAdded(sessionId: $id) { value } }",
            ["id": .string(GlobalID(.session, 100_100).text)], as: .of(2, .driver))
        #expect(error["extensions"]?["code"] == "NOT_FOUND")
    }

    @Test func `what is no id is refused as such`() async throws {
        let error = try await TestAPI().refusal(of: Self.sessions, ["session": "x"])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "sessionId"])
    }

    @Test func `the end of a subscriber ends its place on the bus`() async throws {
        let api = try TestAPI()
        _ = try await heard(1, as: .alphaManager, api) { api.publish(.sessionChanged(.of(100_100, 1, tag: 11))) }
        #expect(api.events.subscriberCount == 0)
    }
}

@Suite("Sharing of subscriptions")
struct SubscriptionFingerprintTests {
    private let manager = subscriptionFingerprint(.of(1, .manager), dependsOnViewer: false)
    private let colleague = Viewer(
        userID: UserID(rawValue: 199), organizationID: OrganizationID(rawValue: 1), role: .manager, tokenID: 2)

    @Test func `people of the same rights share`() {
        #expect(manager == subscriptionFingerprint(colleague, dependsOnViewer: false))
    }

    @Test(arguments: [Viewer.of(2, .manager), .of(1, .driver), .of(1, .platformOperator), .of(1, .support)])
    func `people of other rights do not`(other: Viewer) {
        #expect(manager != subscriptionFingerprint(other, dependsOnViewer: false))
    }

    @Test func `who has chosen another group does not`() {
        var scoped = colleague
        scoped.groupScope = GroupID(rawValue: 1)
        #expect(manager != subscriptionFingerprint(scoped, dependsOnViewer: false))
    }

    @Test func `nobody shares what depends on the viewer`() {
        #expect(
            subscriptionFingerprint(.of(1, .manager), dependsOnViewer: true)
                != subscriptionFingerprint(colleague, dependsOnViewer: true))
    }
}
