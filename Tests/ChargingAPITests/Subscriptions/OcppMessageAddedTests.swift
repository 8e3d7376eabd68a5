import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Subscription to frames", .timeLimit(.minutes(1)))
struct OcppMessageAddedTests {
    static let query = """
        subscription($stations: [ID!]!, $filter: OcppMessageFilter) {
          ocppMessageAdded(stationIds: $stations, filter: $filter) {
            direction action messageId payload size receivedAt generation isProblem station { chargePointId } } }
        """

    private func passed(
        _ station: Int64, of organization: Int64 = 1, _ text: String, _ action: String = "CALLRESULT",
        _ direction: MessageDirection = .received
    ) -> Event {
        var text = text
        return text.withUTF8 { bytes in
            .messagePassed(
                PassedMessage(
                    station: StationID(rawValue: station), organization: OrganizationID(rawValue: organization),
                    generation: 3, at: MemoryWorld.start, direction: direction, action: action,
                    payload: UnsafeRawBufferPointer(bytes)))
        }
    }

    private func stations(_ ids: Int64...) -> JSONValue { .array(ids.map { .string(GlobalID(.station, $0).text) }) }

    private func heard(
        _ count: Int, _ variables: JSONObject, as viewer: Viewer = .alphaManager, _ api: TestAPI,
        publish: () throws -> Void
    ) async throws -> [JSONValue] {
        try await api.responses(count, to: Self.query, variables, as: viewer, publish: publish).map { response in
            #expect(response["errors"] == nil)
            return response["data"]?["ocppMessageAdded"] ?? .null
        }
    }

    @Test func `a frame is told with all that is known of it`() async throws {
        let api = try TestAPI()
        let frame = #"[3,"7",{"status":"Rejected"}]"#
        let long = String(repeating: "x", count: 65_537)
        let heard = try await heard(2, ["stations": stations(1_001)], api) {
            api.publish(passed(1_001, frame))
            api.publish(passed(1_001, long, "unreadable", .sent))
        }
        var told = try #require(heard.first?.object)
        #expect(told["receivedAt"]?.string != nil)
        told["receivedAt"] = nil
        let name = told["station"]?["chargePointId"]
        told["station"] = nil
        #expect(name?.string?.isEmpty == false)
        let expected: JSONObject = [
            "direction": "RECEIVED", "action": "CALLRESULT", "messageId": "7", "payload": .string(frame),
            "size": .integer(Int64(frame.utf8.count)), "generation": 3, "isProblem": true,
        ]
        #expect(told == expected)
        #expect(heard[1]["payload"] == .null && heard[1]["messageId"] == .null && heard[1]["isProblem"] == .null)
        #expect(heard[1]["size"] == 65_537 && heard[1]["direction"] == "SENT")
    }

    static let filters: [(filter: JSONObject, text: String)] = [
        (["direction": "SENT"], "[3,\"2\",{\"status\":\"Rejected\"}]"),
        (["action": "Authorize"], "[2,\"3\",\"Authorize\",{}]"),
        (["messageId": "3"], "[2,\"3\",\"Authorize\",{}]"), (["text": "Reject"], "[3,\"2\",{\"status\":\"Rejected\"}]"),
        (["problemsOnly": true], "[3,\"2\",{\"status\":\"Rejected\"}]"),
    ]

    @Test(arguments: filters)
    func `the filter and the stations narrow it down`(filter: JSONObject, text: String) async throws {
        let api = try TestAPI()
        let heard = try await heard(1, ["stations": stations(1_001), "filter": .object(filter)], api) {
            api.publish(passed(1_002, text, "Authorize", .sent))
            api.publish(passed(1_001, #"[2,"1","Heartbeat",{}]"#, "Heartbeat"))
            api.publish(passed(1_001, #"[3,"2",{"status":"Rejected"}]"#, "CALLRESULT", .sent))
            api.publish(passed(1_001, #"[2,"3","Authorize",{}]"#, "Authorize"))
        }
        #expect(heard.map { $0["payload"]?.string } == [text])
    }

    @Test func `a platform operator hears all that is named`() async throws {
        let api = try TestAPI()
        let heard = try await heard(2, ["stations": stations(1_001, 2_001)], as: .of(1, .platformOperator), api) {
            api.publish(passed(2_001, of: 2, "[3,\"1\",{}]"))
            api.publish(passed(1_001, of: 1, "[3,\"2\",{}]"))
        }
        #expect(heard.map { $0["messageId"]?.string } == ["1", "2"])
    }

    @Test func `of a station that another organization has taken over nothing is told, even before it is asked again`()
        async throws
    {
        let api = try TestAPI()
        let heard = try await heard(1, ["stations": stations(1_001)], api) {
            api.publish(passed(1_001, of: 2, "[3,\"1\",{}]"))
            api.publish(passed(1_001, of: 1, "[3,\"2\",{}]"))
        }
        #expect(heard.map { $0["messageId"]?.string } == ["2"])
    }

    @Test func `foreign and unknown stations are not found, and drivers find none`() async throws {
        for (viewer, ids) in [
            (Viewer.alphaManager, stations(1_001, 2_001)), (.alphaManager, stations(99)),
            (.of(1, .support), stations(2_001)),
            (.alphaDriver, stations(1_001)),
        ] {
            let api = try TestAPI()
            let error = try await api.refusal(of: Self.query, ["stations": ids], as: viewer)
            #expect(error["extensions"] == ["code": "NOT_FOUND", "field": "stationIds"])
            #expect(api.events.subscriberCount == 0)
        }
    }

    @Test func `one to a hundred stations are named`() async throws {
        let api = try TestAPI()
        let none = try await api.refusal(of: Self.query, ["stations": []])
        #expect(none["extensions"] == ["code": "BAD_USER_INPUT", "field": "stationIds"])
        let many = JSONValue.array((1...101).map { .string(GlobalID(.station, Int64($0)).text) })
        let error = try await api.refusal(of: Self.query, ["stations": many])
        #expect(error["extensions"]?["code"] == "LIMIT_EXCEEDED" && error["extensions"]?["field"] == "stationIds")
        #expect(api.stores.calls == [])
    }

    @Test func `the rights are read again every ten seconds, and what is taken away ends it`() async throws {
        let api = try TestAPI()
        let operation = try api.engine.prepare(
            GraphQLRequest(query: Self.query, variables: ["stations": stations(1_001)]))
        var events = try await operation.events(context: api.context(.alphaManager)).makeAsyncIterator()
        api.stores.forgetCalls()
        api.publish(passed(1_001, "[3,\"1\",{}]"))
        _ = try await events.next()
        #expect(api.stores.calls == [])
        api.stores.change { world in world.stations.removeAll { $0.id == 1_001 } }
        api.clock.advance(by: .seconds(10))
        api.publish(passed(1_001, "[3,\"2\",{}]"))
        await #expect(throws: FieldError.self) { try await events.next() }
    }

    @Test func `it outlives an absence of the database`() async throws {
        let api = try TestAPI()
        let query = "subscription($ids: [ID!]!) { ocppMessageAdded(stationIds: $ids) { messageId } }"
        let responses = try await api.responses(1, to: query, ["ids": stations(1_001)]) {
            api.stores.refuse(with: ChargingError(.unavailable, "The database is away; try again."))
            api.clock.advance(by: .seconds(60))
            api.publish(passed(1_001, "[3,\"1\",{}]"))
        }
        #expect(responses.first?["data"] == ["ocppMessageAdded": ["messageId": "1"]])
    }

    @Test func `a flood fills no more than the buffer, and the slow subscriber is cut off`() async throws {
        let api = try TestAPI()
        let operation = try api.engine.prepare(
            GraphQLRequest(query: Self.query, variables: ["stations": stations(1_001)]))
        var events = try await operation.events(context: api.context(.alphaManager)).makeAsyncIterator()
        #expect(api.events.isAskedForMessages(of: StationID(rawValue: 1_001)))
        for _ in 1...2_000 { api.publish(passed(1_001, "[3,\"1\",{}]")) }
        #expect(!api.events.isAskedForMessages(of: StationID(rawValue: 1_001)))
        #expect(api.events.subscriberCount == 0)
        var count = 0
        let error = await #expect(throws: (any Error).self) {
            while try await events.next() != nil { count += 1 }
        }
        #expect(count == 512 && error != nil)
    }
}
