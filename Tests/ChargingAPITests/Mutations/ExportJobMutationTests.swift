import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Export jobs of the API", .timeLimit(.minutes(1)))
struct ExportJobMutationTests {
    private let create = """
        mutation ($input: CreateExportJobInput!) { createExportJob(input: $input) { exportJob { status rowCount downloadPath } } }
        """

    private func input(_ list: String, _ parameters: [(String, String)]) -> JSONObject {
        [
            "input": [
                "list": .string(list),
                "parameters": .array(parameters.map { ["name": .string($0.0), "value": .string($0.1)] }),
            ]
        ]
    }

    @Test func `a job is asked for as the address of an export is, and tells where its file is`() async throws {
        let api = try TestAPI()
        let group = GlobalID(.group, 11).text
        let made = try await api.data(of: create, input("stations", [("text", "a b"), ("group", group)]))
        #expect(
            made["createExportJob"]?["exportJob"] == [
                "status": "DONE", "rowCount": 7,
                "downloadPath": .string("/files/exports/" + GlobalID(.exportJob, 1).text),
            ])
        #expect(api.stores.calls.contains { $0.hasPrefix("createExportJob stations.CSV text=a b&group=\(group)") })
    }

    @Test(
        arguments: [
            ("meters", "text", "x"), ("stations", "colour", "x"), ("stations", "columns", "colour"),
            ("stations", "presence", "AWAY"),
            ("stations", "group", "x"), ("stations", "text", String(repeating: "x", count: 201)), ("", "text", "x"),
        ])
    func `what cannot be exported is refused at once`(list: String, name: String, value: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: create, input(list, [(name, value)]))
        #expect(["BAD_USER_INPUT", "NOT_FOUND"].contains(error["extensions"]?["code"]), "\(error)")
        #expect(!api.stores.calls.contains { $0.hasPrefix("createExportJob") })
    }

    @Test func `nobody sees the jobs of others, not in the same organization either`() async throws {
        let query = "{ exportJobs { totalCount nodes { id } } node(id: \"\(GlobalID(.exportJob, 1).text)\") { id } }"
        let own = try await TestAPI().data(of: query)
        #expect(own["exportJobs"]?["totalCount"] == 1 && own["node"]?["id"] != nil)
        for role in [Role.platformOperator, .organizationOwner, .driver] {
            let other = try await TestAPI().data(of: query, as: .of(1, role))
            #expect(other["exportJobs"]?["totalCount"] == 0 && other["node"] == .some(.null))
        }
    }
}
