import Charging
import ChargingStore
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Queues of stations", .timeLimit(.minutes(2)))
struct QueueStoreTests {
    /// Drivers with a tag each, at a station with one connector that somebody charges at.
    struct Probe {
        let fixture: StoreFixture
        let organization: TestOrganization
        let drivers: [Viewer]
        var station: StationID { organization.stations[0].id }

        static func with(drivers count: Int, _ body: (Probe) async throws -> Void) async throws {
            try await StoreFixture.with { fixture in
                let organization = try await fixture.makeOrganization("alpha")
                let owner = try organization.owner
                var change = StationChange(id: organization.stations[0].id)
                change.hasSecondSeating = true
                _ = try await fixture.directory.updateStation(change, viewer: owner)
                var drivers: [Viewer] = []
                for number in 0..<count {
                    let email = "driver\(number)@alpha.example"
                    _ = try await fixture.directory.createUser(
                        NewAccount(email: email, role: .driver, organization: "alpha", passwordHash: nil))
                    let hash = Array((email + String(repeating: "x", count: 32)).utf8.prefix(32))
                    let driver = try await fixture.directory.createToken(hash: hash, email: email, expiresAt: nil)
                    var tag = NewTag(idTag: "D\(number)")
                    tag.userID = driver.userID
                    _ = try await fixture.directory.createTag(tag, viewer: owner)
                    drivers.append(driver)
                }
                let probe = Probe(fixture: fixture, organization: organization, drivers: drivers)
                try await probe.run(
                    """
                    INSERT INTO connectors (organization_id, station_id, number, status, status_changed_at)
                    VALUES (\(organization.id.rawValue), \(probe.station.rawValue), 1, 'CHARGING', now())
                    """)
                try await body(probe)
            }
        }

        func run(_ statement: Statement) async throws { _ = try await fixture.client.query(statement) }

        func join(_ driver: Int) async throws {
            try await fixture.directory.joinQueue(of: station, viewer: drivers[driver])
        }

        func states() async throws -> [String] {
            try await fixture.client.query("SELECT status FROM queue_places ORDER BY id").map {
                try $0.string("status")
            }
        }

        func setConnector(_ status: String) async throws {
            try await run("UPDATE connectors SET status = \(status) WHERE station_id = \(station.rawValue)")
        }
    }

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
            try await probe.fixture.directory.leaveQueue(of: probe.station, viewer: probe.drivers[1])
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
                try await directory.joinQueue(of: probe.station, viewer: reader)
            }
            let support = try probe.organization.viewer(.support)
            await #expect(throws: ChargingError.self) {
                try await directory.joinQueue(of: probe.station, viewer: support)
            }
            let other = probe.organization.stations[1].id
            await #expect(throws: ChargingError.self) { try await directory.joinQueue(of: other, viewer: driver) }
            let states = try await probe.states()
            #expect(states == [])
        }
    }
}
