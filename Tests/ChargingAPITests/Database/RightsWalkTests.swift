import Charging
import ChargingAPI
import ChargingStore
import GraphQL
import JSON
import Postgres
import Synchronization
import Testing

/// Every field of the schema that takes an id, asked for a thing of another organization; and every list as a file.
@Suite("Ids of another organization are ids of nothing", .timeLimit(.minutes(3)))
struct RightsWalkTests {
    @Test func `queries answer for a foreign id as for one that does not exist`() async throws {
        let calls = try await QueryWalker(TestAPI()).calls(of: "Query", depth: 2)
        #expect(calls.count > 50, "the walk has lost its queries")
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost) { api in
            for role in IsolationTests.roles {
                for call in calls {
                    let answers = try await answers(to: call, as: .of(1, role), api)
                    #expect(answers.foreign == answers.unknown, "\(role) \(call.foreign)")
                    #expect(!answers.foreign.lowercased().contains("beta"), "\(role) \(call.foreign)")
                }
            }
        }
    }

    @Test
    func `mutations refuse a foreign id as one that does not exist, and change nothing of the other organization`()
        async throws
    {
        let calls = try await QueryWalker(TestAPI()).calls(of: "Mutation", depth: 2)
        #expect(calls.count > 120, "the walk has lost its mutations")
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost) { api in
            for role in IsolationTests.roles {
                let before = try await digest(api)
                #expect(before.count > 40)
                for call in calls {
                    let answers = try await answers(to: call, as: .of(1, role), api)
                    #expect(!answers.foreign.lowercased().contains("beta"), "\(role) \(call.foreign)")
                    guard call.hasID, !Self.decidedElsewhere.contains(where: { [call.type, call.name].contains($0) })
                    else { continue }
                    #expect(answers.foreign == answers.unknown, "\(role) \(call.foreign)")
                    // Those that are not the viewer's are passed over.
                    if call.name == "markNotificationsRead" { continue }
                    // The own station keeps no logbook, and stations that are none of the roll-out's do not wait in it.
                    if Self.refusedBefore.contains(call.name), answers.code == "CONFLICT" { continue }
                    let refusal = answers.code
                    #expect(Self.refusals.contains(refusal), "\(role) \(call.foreign): \(refusal) \(answers.foreign)")
                }
                let after = try await digest(api)
                #expect(after == before, "\(role): \(after.subtracting(before))")
            }
        }
    }

    @Test func `no file of a list has a row of another organization`() async throws {
        try await DatabaseAPI.with(stations: 2) { api in
            for list in Export.lists {
                for parameters in Self.parameters[list] ?? [[]] {
                    let own = try await rows(of: list, parameters, as: .of(2, .organizationOwner), api)
                    // Nothing is recorded.
                    #expect(own.contains("Beta") || ["ocppMessages", "heartbeats"].contains(list), "\(list)")
                    for role in IsolationTests.roles {
                        let seen = try await rows(of: list, parameters, as: .of(1, role), api)
                        #expect(!seen.lowercased().contains("beta"), "\(role) \(list) \(parameters)")
                        if !parameters.isEmpty { #expect(seen.isEmpty, "\(role) \(list) \(parameters)") }
                    }
                }
            }
        }
    }

    /// What is left to others than the stores, which are given answers here: to who speaks with stations and to who issues
    /// certificates; their own tests ask them for foreign ids.
    private static let decidedElsewhere: Set = [
        "OperationPayload", "ReservationPayload", "approveCertificateRequest", "refuseCertificateRequest",
        "revokeClientCertificate", "deleteFirmwareImages",
    ]
    private static let refusedBefore: Set = ["armLogbook", "skipFirmwareRolloutStations"]
    private static let refusals: Set = ["NOT_FOUND", "FORBIDDEN", "BAD_USER_INPUT"]

    /// What answers are compared by: all but the id that was asked for.
    private func answers(
        to call: QueryWalker.Call, as viewer: Viewer, _ api: DatabaseAPI
    ) async throws -> (foreign: String, unknown: String, code: String) {
        let foreign = try await api.execute(call.foreign, as: viewer)
        let unknown = try await api.execute(call.unknown, as: viewer)
        let code = foreign["errors"]?[0]?["extensions"]?["code"]?.string ?? "none"
        return (foreign.description, unknown.description, code)
    }

    /// All that the database holds of Beta, table by table.
    private func digest(_ api: DatabaseAPI) async throws -> Set<String> {
        let tables: [String] = try await api.client.query(
            """
            WITH tables AS (
                SELECT c.relname, array_agg(a.attname::text) AS columns
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE n.nspname = current_schema AND c.relkind IN ('r', 'p') AND NOT c.relispartition GROUP BY c.relname
            )
            SELECT relname || ' ' || md5(query_to_xml(format('SELECT r::text FROM %I r WHERE %s ORDER BY 1', relname,
                CASE WHEN relname = 'organizations' THEN 'id = 2'
                    WHEN 'organization_id' = ANY(columns) THEN 'organization_id = 2'
                    WHEN 'station_id' = ANY(columns) THEN 'station_id BETWEEN 2000 AND 2999'
                    WHEN 'session_id' = ANY(columns) THEN 'session_id BETWEEN 200000 AND 299999'
                    WHEN 'operation_id' = ANY(columns) THEN 'operation_id BETWEEN 2000 AND 2999'
                    WHEN 'user_id' = ANY(columns) THEN 'user_id BETWEEN 200 AND 299' ELSE 'false' END),
                true, false, '')::text) AS digest
            FROM tables
            """
        ).column("digest")
        return Set(tables)
    }

    /// What leads to other organizations' things, where a list has a filter for it; Beta's.
    private static let parameters: [String: [[ExportParameter]]] = {
        func named(_ name: String, _ type: NodeType, _ id: Int64) -> ExportParameter {
            ExportParameter(name: name, value: GlobalID(type, id).text)
        }
        let group = [named("group", .group, 21)]
        let stations = [named("stationIds", .station, 2_001)]
        let since = ExportParameter(name: "from", value: "2025-01-01T00:00:00Z")
        return [
            "stations": [[], group, [named("groupIds", .group, 21)]],
            "sessions": [
                [], group, stations, [named("groupIds", .group, 21)], [named("sessionId", .session, 200_100)],
            ],
            "tags": [
                [], [named("stationId", .station, 2_001)], [named("userId", .user, 205)],
                [named("groupIds", .group, 21)],
            ],
            "operations": [[], stations, [named("userId", .user, 202)]],
            "stationEvents": [[], stations], "heartbeats": [[], stations],
            "meterValues": [[named("sessionId", .session, 200_100)], [named("stationId", .station, 2_001), since]],
            "ocppMessages": [[named("stationId", .station, 2_001)]],
        ]
    }()

    /// In all columns, those too that are written on demand only.
    private func rows(
        of list: String, _ parameters: [ExportParameter], as viewer: Viewer, _ api: DatabaseAPI
    ) async throws -> String {
        let store = ReadStore(Database(api.client))
        let request = try ExportRequest(list, parameters, viewer)
        let columns = store.exportColumns(of: request.table.list).map(\.name)
        let text = Mutex("")
        try await store.export(ExportTable(request.table.list, columns: columns), viewer: request.viewer) { rows in
            let lines = rows.map { row in row.map { $0 ?? "" }.joined(separator: " ") }.joined(separator: "\n")
            text.withLock { $0 += lines }
        }
        return text.withLock { $0 }
    }
}
