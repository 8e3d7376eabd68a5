import Charging
import ChargingAPI
import ChargingStore
import Postgres
import Testing

@Suite("Whose frames a viewer may read", .timeLimit(.minutes(2)))
struct RecordingReachTests {
    /// What is lent shows no frames, whoever the borrower is.
    @Test func `the stations of one's own, those of one's groups, and none that is lent`() async throws {
        let more: [Statement] = [
            "UPDATE station_groups SET group_id = 12 WHERE station_id = 1001",
            "DELETE FROM station_groups WHERE station_id = 1002", GroupRoleTests.given(.support),
        ]
        try await DatabaseAPI.with(stations: 2, more: more) { api in
            func found(_ viewer: Viewer) async throws -> [Int64] {
                let ids = [1_001, 1_002, 2_001, 99].map(StationID.init(rawValue:))
                return try await api.services.stores.ocppMessages.stationsWithMessages(among: ids, viewer: viewer)
                    .map(\.rawValue).sorted()
            }
            #expect(try await found(.alphaManager) == [1_001, 1_002])
            #expect(try await found(.of(1, .support, borrowing: .asOrganization)) == [1_001, 1_002])
            #expect(try await found(.of(2, .support, borrowing: .asOrganization)) == [2_001])
            #expect(try await found(.of(1, .platformOperator)) == [1_001, 1_002, 2_001])
            #expect(try await found(.alphaDriver) == [])
            #expect(try await found(GroupRoleTests.driver([.support])) == [1_001])
            var scoped = Viewer.alphaManager
            scoped.groupScope = GroupID(rawValue: 12)
            #expect(try await found(scoped) == [1_001])
            _ = try await api.client.query("UPDATE stations SET removed_at = now(), is_active = false WHERE id = 1001")
            #expect(try await found(.alphaManager) == [1_002])
        }
    }
}
