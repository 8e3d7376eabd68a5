import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Subscription to export jobs", .timeLimit(.minutes(1)))
struct ExportJobChangedTests {
    private func changed(_ organization: Int64, user: Int64) -> Event {
        .exportJobChanged(
            ExportJobNews(
                job: ExportJobID(rawValue: organization), user: UserID(rawValue: user),
                organization: OrganizationID(rawValue: organization)))
    }

    private func id(_ number: Int64) -> String { GlobalID(.exportJob, number).text }

    @Test func `each hears of the own ones, with what is so then`() async throws {
        for arguments in ["", "(id: \"\(id(1))\")"] {
            let api = try TestAPI()
            let query = "subscription { exportJobChanged\(arguments) { id list rowCount } }"
            let heard = try await api.responses(1, to: query, as: .alphaManager) {
                api.publish(changed(2, user: 202))
                // A colleague's.
                api.publish(changed(1, user: 101))
                api.publish(changed(1, user: 102))
            }
            let told = heard.first?["data"]?["exportJobChanged"]
            #expect(told == ["id": .string(id(1)), "list": "stations", "rowCount": 7])
            #expect(api.stores.calls.filter { $0.hasPrefix("exportJobs(ids)") }.count <= 2, "others' are not even read")
        }
    }

    @Test func `one of somebody else cannot be followed`() async throws {
        for (viewer, number) in [(Viewer.alphaManager, Int64(2)), (.alphaDriver, 1), (.of(1, .organizationOwner), 1)] {
            let query = "subscription { exportJobChanged(id: \"\(id(number))\") { id } }"
            let refusal = try await TestAPI().refusal(of: query, as: viewer)
            #expect(refusal["extensions"]?["code"] == "NOT_FOUND")
        }
    }
}
