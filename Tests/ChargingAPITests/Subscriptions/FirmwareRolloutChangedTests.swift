import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Subscription to firmware roll-outs", .timeLimit(.minutes(1)))
struct FirmwareRolloutChangedTests {
    private func changed(_ id: Int64) -> Event {
        .rolloutChanged(
            RolloutNews(
                rollout: FirmwareRolloutID(rawValue: id), organization: OrganizationID(rawValue: id),
                at: MemoryWorld.start))
    }

    private func heard(
        _ arguments: String, as viewer: Viewer, _ api: TestAPI, publish: () throws -> Void
    ) async throws -> [JSONValue?] {
        let query = "subscription { firmwareRolloutChanged\(arguments) { id name underWayCount } }"
        return try await api.responses(1, to: query, as: viewer, publish: publish)
    }

    private func id(_ number: Int64) -> String { GlobalID(.firmwareRollout, number).text }

    @Test(arguments: [Role.organizationOwner, .manager, .installer, .support])
    func `each hears of the own organization's, with what is so then`(role: Role) async throws {
        let api = try TestAPI()
        for arguments in ["", "(id: \"\(id(1))\")"] {
            let heard = try await heard(arguments, as: .of(1, role), api) {
                api.publish(changed(2))
                api.publish(changed(1))
            }
            let told = heard.first??["data"]?["firmwareRolloutChanged"]
            #expect(told == ["id": .string(id(1)), "name": "Roll-out Alpha", "underWayCount": 1])
        }
    }

    @Test func `one of another organization cannot be followed, nor any by a driver`() async throws {
        for (viewer, number) in [(Viewer.alphaManager, Int64(2)), (.alphaDriver, 1)] {
            let query = "subscription { firmwareRolloutChanged(id: \"\(id(number))\") { id } }"
            let refusal = try await TestAPI().refusal(of: query, as: viewer)
            #expect(refusal["extensions"]?["code"] == "NOT_FOUND")
        }
    }
}
