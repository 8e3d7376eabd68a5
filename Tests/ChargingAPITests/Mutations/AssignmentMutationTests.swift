import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Assignment of stations by the API", .timeLimit(.minutes(1)))
struct AssignmentMutationTests {
    private let claim = """
        mutation ($id: String!, $code: String!) { claimStation(input: {chargePointId: $id, accessCode: $code}) {
          station { id } } }
        """

    @Test func `the right code moves the station, and the registry knows`() async throws {
        let api = try TestAPI()
        let data = try await api.data(of: claim, ["id": "Beta-1", "code": "code of Beta-1"])
        #expect(data["claimStation"]?["station"]?["id"] == .string(GlobalID(.station, 1_001).text))
        #expect(api.onboarded.values.map(\.id.rawValue) == [1_001] && api.removed.values.map(\.id.rawValue) == [2_001])
    }

    @Test func `an id that nobody has is answered as one with another code`() async throws {
        let api = try TestAPI()
        let unknown = try await api.error(of: claim, ["id": "Nobody", "code": "x"])
        let wrong = try await api.error(of: claim, ["id": "Beta-1", "code": "code of Beta-2"])
        #expect(unknown == wrong && unknown["extensions"]?["code"] == "BAD_USER_INPUT")
        #expect(!api.stores.calls.contains { $0.hasPrefix("claim ") } && api.removed.values.isEmpty)
    }

    @Test func `what cannot be is refused before it counts`() async throws {
        let api = try TestAPI()
        for (id, code) in [("", "x"), ("a/b", "x"), ("Beta-1", ""), ("Beta-1", String(repeating: "x", count: 101))] {
            let error = try await api.error(of: claim, ["id": .string(id), "code": .string(code)])
            #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
        }
        for role in [Role.support, .driver] {
            let error = try await api.error(of: claim, ["id": "Beta-1", "code": "code of Beta-1"], as: .of(1, role))
            #expect(error["extensions"]?["code"] == "FORBIDDEN")
        }
        #expect(!api.stores.calls.contains { $0.hasPrefix("attemptClaim") })
    }

    @Test func `only stations within reach are removed`() async throws {
        let api = try TestAPI()
        let remove = "mutation ($id: ID!) { removeStation(input: {id: $id}) { station { id } } }"
        let foreign = JSONValue.string(GlobalID(.station, 2_001).text)
        let refused = try await api.error(of: remove, ["id": foreign])
        #expect(refused["extensions"]?["code"] == "NOT_FOUND")
        let own = JSONValue.string(GlobalID(.station, 1_001).text)
        let forbidden = try await api.error(of: remove, ["id": own], as: .of(1, .installer))
        #expect(forbidden["extensions"]?["code"] == "FORBIDDEN")
        #expect(try await api.data(of: remove, ["id": own])["removeStation"]?["station"]?["id"] == own)
        #expect(api.removed.values.map(\.id.rawValue) == [1_001])
    }
}
