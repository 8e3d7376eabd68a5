import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Remote start and stop", .timeLimit(.minutes(1)))
struct RemoteControlTests {
    static let start = """
        mutation($input: RemoteStartInput!) { remoteStart(input: $input) {
          operation { id kind status effect request answer station { chargePointId } requestedBy { email } } } }
        """
    let input: JSONObject = ["stationId": .string(GlobalID(.station, 1_001).text), "connector": 1, "idTag": "04AA11"]

    @Test func `the operation is shown as it ended`() async throws {
        let api = try TestAPI()
        let data = try await api.data(of: Self.start, ["input": .object(input)])
        #expect(api.remoteControl.asked.values == [#"REMOTE_START {"idTag":"04AA11","connector":1} at 1001 wait=true"#])
        #expect(
            data["remoteStart"]?["operation"] == [
                "id": .string(GlobalID(.operation, 1_001).text), "kind": "REMOTE_START", "status": "ACCEPTED",
                "effect": "SEEN", "request": ["idTag": "Alpha"], "answer": ["status": "Accepted"],
                "station": ["chargePointId": "Alpha-1"], "requestedBy": ["email": "PLATFORM_OPERATOR@Alpha"],
            ])
    }

    @Test func `a stop names the session, and need not wait`() async throws {
        let api = try TestAPI()
        _ = try await api.data(
            of: "mutation($id: ID!) { remoteStop(input: { sessionId: $id, wait: false }) { operation { id } } }",
            ["id": .string(GlobalID(.session, 100_100).text)])
        #expect(api.remoteControl.asked.values == ["stop 100100 wait=false"])
    }

    @Test func `an offline charger is an error that names the recorded attempt`() async throws {
        let api = try TestAPI()
        api.remoteControl.refuse(
            with: ChargingError(.chargerOffline, "Alpha-1 is offline.", operationID: OperationID(rawValue: 7)))
        let error = try await api.error(of: Self.start, ["input": .object(input)])
        #expect(error["message"] == "Alpha-1 is offline.")
        #expect(
            error["extensions"] == ["code": "CHARGER_OFFLINE", "operationId": .string(GlobalID(.operation, 7).text)])
    }

    static let refused: [(name: String, value: JSONValue)] = [
        ("stationId", .string(GlobalID(.session, 1_001).text)), ("connector", 0), ("connector", -1),
        ("connector", 1_001),
        ("idTag", ""), ("idTag", "123456789012345678901"),
    ]

    @Test(arguments: refused)
    func `what no charger can be asked is refused`(name: String, value: JSONValue) async throws {
        let api = try TestAPI()
        var input = input
        input[name] = value
        let error = try await api.error(of: Self.start, ["input": .object(input)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(name)])
        #expect(api.remoteControl.asked.values.isEmpty)
    }

    static let codes: [(ChargingError.Code, String)] = [
        (.forbidden, "FORBIDDEN"), (.notFound, "NOT_FOUND"), (.badInput, "BAD_USER_INPUT"), (.conflict, "CONFLICT"),
        (.limitExceeded, "LIMIT_EXCEEDED"), (.chargerOffline, "CHARGER_OFFLINE"), (.unavailable, "UNAVAILABLE"),
    ]

    @Test(arguments: codes)
    func `each refusal of the domain has its code`(code: ChargingError.Code, expected: String) async throws {
        let api = try TestAPI()
        api.stores.refuse(with: ChargingError(code, "Because."))
        let error = try await api.error(of: "{ stations { totalCount } }")
        #expect(
            error == [
                "message": "Because.", "extensions": ["code": .string(expected)],
                "locations": [["line": 1, "column": 3]], "path": ["stations"],
            ])
    }
}
