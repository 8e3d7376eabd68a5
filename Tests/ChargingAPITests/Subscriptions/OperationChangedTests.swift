import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Subscription to operations", .timeLimit(.minutes(1)))
struct OperationChangedTests {
    private func changed(_ id: Int64, _ organization: Int64) -> Event {
        .operationChanged(
            OperationID(rawValue: id), station: StationID(rawValue: id),
            organization: OrganizationID(rawValue: organization))
    }

    private func heard(
        _ count: Int, _ arguments: String = "", as viewer: Viewer, _ api: TestAPI, publish: () throws -> Void
    ) async throws -> [JSONValue?] {
        let query = "subscription { operationChanged\(arguments) { id status answer } }"
        return try await api.responses(count, to: query, as: viewer, publish: publish).map { response in
            response["data"]?["operationChanged"]
        }
    }

    private func shown(_ id: Int64) -> JSONValue {
        ["id": .string(GlobalID(.operation, id).text), "status": "ACCEPTED", "answer": ["status": "Accepted"]]
    }

    @Test func `each change is told with what is so then, within the subscriber's reach`() async throws {
        let api = try TestAPI()
        let heard = try await heard(2, as: .alphaManager, api) {
            for (id, organization) in [(Int64(2_001), Int64(2)), (1_001, 1), (1_002, 1)] {
                api.publish(changed(id, organization))
            }
        }
        #expect(heard == [shown(1_001), shown(1_002)])
        #expect(api.stores.calls.count == 2)
    }

    @Test func `one operation can be followed alone`() async throws {
        let api = try TestAPI()
        let id = GlobalID(.operation, 1_002).text
        let heard = try await heard(1, "(id: \"\(id)\")", as: .alphaManager, api) {
            api.publish(changed(1_001, 1))
            api.publish(changed(1_002, 1))
        }
        #expect(heard == [shown(1_002)])
    }

    @Test func `what others asked is not told to a driver`() async throws {
        let api = try TestAPI()
        api.stores.change { world in
            for index in world.operations.indices where world.operations[index].id == 1_002 {
                world.operations[index].owner = Viewer.alphaDriver.userID.rawValue
            }
        }
        let heard = try await heard(1, as: .alphaDriver, api) {
            api.publish(changed(1_001, 1))
            api.publish(changed(1_002, 1))
        }
        #expect(heard == [shown(1_002)])
    }

    @Test func `an operation out of reach cannot be followed`() async throws {
        let api = try TestAPI()
        let id = GlobalID(.operation, 2_001).text
        let error = try await api.refusal(of: "subscription { operationChanged(id: \"\(id)\") { id } }")
        #expect(error["extensions"] == ["code": "NOT_FOUND", "field": "id"])
    }
}
