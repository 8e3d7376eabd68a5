import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations of reservations", .timeLimit(.minutes(1)))
struct ReservationMutationTests {
    private let reserve = """
        mutation ($input: ReserveNowInput!) { reserveNow(input: $input) {
            operation { id } reservation { id status } operations { id } reservations { id } } }
        """
    private let cancel = """
        mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) {
            operation { id } reservation { id } operations { id } reservations { id } } }
        """
    private let station = JSONValue.string(GlobalID(.station, 1_001).text)
    private let reservation = JSONValue.string(GlobalID(.reservation, 1_001).text)
    private let operation: JSONValue = ["id": .string(GlobalID(.operation, 1_001).text)]

    private func input(_ more: JSONObject = [:]) -> JSONObject {
        var input: JSONObject = ["connector": 1, "idTag": "Alpha1", "expiresAt": "2026-01-01T01:00:00Z"]
        for (name, value) in more.members { input[name] = value }
        return ["input": .object(input)]
    }

    @Test func `one station gives one operation and its reservation`() async throws {
        let api = try TestAPI()
        let data = try await api.data(of: reserve, input(["stationId": station, "parentIdTag": "P"]))
        #expect(
            data["reserveNow"] == [
                "operation": operation, "reservation": ["id": reservation, "status": "ACTIVE"],
                "operations": [operation], "reservations": [["id": reservation]],
            ])
        let asked = try #require(api.remoteControl.asked.values.first)
        #expect(asked.hasPrefix("RESERVE_NOW") && asked.hasSuffix("at 1001 wait=true"))
        for text in [#""connector":1"#, #""idTag":"Alpha1""#, #""parentIdTag":"P""#, "2026-01-01T01:00:00"] {
            #expect(asked.contains(text), "\(text) in \(asked)")
        }
    }

    @Test func `many stations give an operation and a reservation each`() async throws {
        let api = try TestAPI()
        let stations: JSONValue = .array([1_002, 1_001].map { .string(GlobalID(.station, $0).text) })
        let data = try await api.data(of: reserve, input(["stationIds": stations, "wait": false]))
        #expect(data["reserveNow"]?["operation"] == .null && data["reserveNow"]?["reservation"] == .null)
        let expected = [1_002, 1_001].map { JSONValue.string(GlobalID(.reservation, $0).text) }
        #expect(data["reserveNow"]?["reservations"]?.array?.map { $0["id"] } == expected)
    }

    @Test(arguments: [
        ("expiresAt", JSONValue.string("2025-12-31T23:59:59Z")), ("expiresAt", "2036-01-01T00:00:00Z"),
        ("connector", -1), ("connector", 1_001), ("idTag", ""), ("idTag", "123456789012345678901"),
        ("parentIdTag", "123456789012345678901"), ("reservationId", .string(GlobalID(.station, 1).text)),
    ])
    func `a bad member is named, and nobody is asked`(name: String, value: JSONValue) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: reserve, input(["stationId": station, name: value]))
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT" && error["extensions"]?["field"] == .string(name))
        #expect(api.remoteControl.asked.values.isEmpty)
    }

    @Test func `a replacement is of one station`() async throws {
        let api = try TestAPI()
        let error = try await api.error(
            of: reserve, input(["stationIds": [station], "reservationId": reservation]))
        #expect(error["extensions"]?["field"] == "reservationId")
    }

    @Test func `a conflict is told as such, with the recorded attempt`() async throws {
        let api = try TestAPI()
        api.remoteControl.refuse(
            with: ChargingError(
                .conflict, "reserved", field: "connector", operationID: OperationID(rawValue: 1_001)))
        let error = try await api.error(of: reserve, input(["stationId": station]))
        #expect(error["extensions"]?["code"] == "CONFLICT" && error["extensions"]?["field"] == "connector")
        #expect(error["extensions"]?["operationId"] == operation["id"])
    }

    @Test func `a reservation is cancelled by its global id, or all at stations`() async throws {
        let api = try TestAPI()
        let one = try await api.data(of: cancel, ["input": ["reservationId": reservation]])
        #expect(one["cancelReservation"]?["operation"] == operation)
        #expect(one["cancelReservation"]?["reservation"] == ["id": reservation])
        let all = try await api.data(of: cancel, ["input": ["stationIds": [station], "wait": false]])
        #expect(all["cancelReservation"]?["reservation"] == .null)
        #expect(all["cancelReservation"]?["reservations"] == [["id": reservation]])
        #expect(api.remoteControl.asked.values == ["cancel 1001 wait=true", "cancel all at 1001 wait=false"])
    }

    @Test func `a driver neither reserves nor cancels`() async throws {
        let api = try TestAPI()
        let asked: [(String, JSONObject)] = [
            (reserve, input(["stationId": station])), (cancel, ["input": ["reservationId": reservation]]),
        ]
        for (mutation, variables) in asked {
            let error = try await api.error(of: mutation, variables, as: .alphaDriver)
            #expect(error["extensions"]?["code"] == "FORBIDDEN")
        }
        #expect(api.remoteControl.asked.values.isEmpty)
    }

    @Test func `a reservation is reached from its connector and its station, and shows both`() async throws {
        let data = try await TestAPI().data(
            of: """
                query ($id: ID!) { reservation(id: $id) { station { chargePointId } connector { number }
                    tag { idTag } createdBy { email } }
                  stations(first: 1) { nodes { connectors { reservation { id } } reservations { totalCount } } } }
                """, ["id": reservation])
        #expect(data["reservation"]?["station"] == ["chargePointId": "Alpha-1"])
        #expect(
            data["reservation"]?["connector"] == ["number": 1] && data["reservation"]?["tag"] == ["idTag": "Alpha1"])
        #expect(
            data["stations"]?["nodes"]?[0] == [
                "connectors": [["reservation": ["id": reservation]], ["reservation": nil]],
                "reservations": ["totalCount": 1],
            ])
    }
}
