import Charging
import ChargingStore
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Queues of stations", .timeLimit(.minutes(2)))
struct QueueStoreTests {
    typealias Probe = QueueProbe

    @Test func `a station has so many places at most, one for each person`() async throws {
        try await Probe.with(drivers: StationQueue.limit + 1) { probe in
            for driver in 0..<StationQueue.limit { try await probe.join(driver) }
            try await probe.join(0)
            await #expect(throws: ChargingError.self) { try await probe.join(StationQueue.limit) }
            let states = try await probe.states()
            #expect(states == Array(repeating: "WAITING", count: StationQueue.limit))
        }
    }

    @Test func `one connector is held for one person, by turns, and those who do not come are noted`() async throws {
        try await Probe.with(drivers: 3) { probe in
            for driver in 0..<3 { try await probe.join(driver) }
            try await probe.fixture.directory.serveQueues()
            #expect(try await probe.states() == ["WAITING", "WAITING", "WAITING"])
            try await probe.setConnector("AVAILABLE")
            for _ in 0..<3 { try await probe.fixture.directory.serveQueues() }
            #expect(try await probe.states() == ["HELD", "WAITING", "WAITING"])
            try await probe.run("UPDATE queue_places SET held_until = now() WHERE status = 'HELD'")
            try await probe.fixture.directory.serveQueues()
            #expect(try await probe.states() == ["NO_SHOW", "HELD", "WAITING"])
            try await probe.fixture.directory.leaveQueue(
                of: probe.station, user: nil, viewer: probe.drivers[1])
            try await probe.setConnector("FAULTED")
            try await probe.fixture.directory.serveQueues()
            #expect(try await probe.states() == ["NO_SHOW", "LEFT", "WAITING"])
            try await probe.run("UPDATE queue_places SET joined_at = now() - interval '25 hours'")
            try await probe.fixture.directory.serveQueues()
            #expect(try await probe.states() == ["NO_SHOW", "LEFT", "LEFT"])
        }
    }

    @Test func `nobody waits where that is not wanted, nor with a token that only reads, nor without a tag`()
        async throws
    {
        try await Probe.with(drivers: 1) { probe in
            let driver = probe.drivers[0]
            let reader = Viewer(
                userID: driver.userID, organizationID: driver.organizationID, role: .driver, tokenID: 1,
                isReadOnly: true)
            let directory = probe.fixture.directory
            await #expect(throws: ChargingError.self) {
                try await directory.joinQueue(WantedPlace(station: probe.station), viewer: reader)
            }
            let support = try probe.organization.viewer(.support)
            await #expect(throws: ChargingError.self) {
                try await directory.joinQueue(WantedPlace(station: probe.station), viewer: support)
            }
            let other = probe.organization.stations[1].id
            await #expect(throws: ChargingError.self) {
                try await directory.joinQueue(WantedPlace(station: other), viewer: driver)
            }
            let states = try await probe.states()
            #expect(states == [])
        }
    }
}
