import Charging
import ChargingStore
import Postgres
import Testing

@Suite("Pending passwords", .timeLimit(.minutes(1)))
struct PendingCredentialsTests {
    private func credentials(_ numbers: Int...) -> [StoredCredential] {
        numbers.map { StoredCredential(verifier: [UInt8($0)], encrypted: [UInt8($0), 0]) }
    }

    @Test func `they are added, dropped, and one of them takes over`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            let (directory, store) = (fixture.directory, fixture.chargePoints)
            func pending() async throws -> [[UInt8]]? {
                try await store.station(station.chargePointID)?.pendingVerifiers
            }
            #expect(try await pending() == [])
            try await directory.addPending(credentials(1, 2), to: station.id)
            try await directory.addPending(credentials(3, 4), to: station.id)
            #expect(try await pending() == [[1], [2], [3], [4]])
            try await directory.dropPending(credentials(3, 4), of: station.id)
            #expect(try await pending() == [[1], [2]])
            #expect(try await directory.arePending(credentials(2, 9), of: station.id))
            #expect(try await !directory.arePending(credentials(3), of: station.id))
            try await store.promote([9], of: station.id)
            #expect(try await pending() == [[1], [2]])
            try await store.promote([2], of: station.id)
            #expect(try await pending() == [])
            #expect(try await store.station(station.chargePointID)?.passwordVerifier == [2])
            let encrypted = try await fixture.client.query(
                "SELECT password_encrypted AS copy FROM stations WHERE id = \(station.id.rawValue)")
            #expect(try encrypted.single().bytes("copy") == [2, 0])
            try await directory.addPending(credentials(5, 6), to: station.id)
            try await directory.dropPending(credentials(5, 6), of: station.id)
            #expect(try await pending() == [])
        }
    }

    @Test func `of too many the oldest go`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            for number in 0..<5 {
                try await fixture.directory.addPending(credentials(2 * number, 2 * number + 1), to: station.id)
            }
            let pending = try await fixture.chargePoints.station(station.chargePointID)?.pendingVerifiers
            #expect(pending == (4...9).map { [UInt8($0)] })
        }
    }
}
