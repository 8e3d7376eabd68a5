import Charging
import ChargingStore
import Postgres
import TestSupport
import Testing

@testable import ChargingStore

@Suite("Places for one connector, and of other people", .timeLimit(.minutes(2)))
struct WantedPlaceTests {
    private func refusal(_ body: () async throws -> Void) async -> ChargingError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ChargingError)?.code
        }
    }

    @Test func `who waits for one connector has that one, and others leave it to them`() async throws {
        try await QueueProbe.with(drivers: 3) { probe in
            try await probe.addConnector(2, "CHARGING")
            try await probe.join(0)
            try await probe.join(1, connector: 1)
            try await probe.join(2, connector: 2)
            #expect(await refusal { try await probe.join(0, connector: 3) } == nil)
            try await probe.setConnector("AVAILABLE", number: 2)
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 2 BOOKS_ONLY", "WAITING", "WAITING"])
            try await probe.setConnector("AVAILABLE")
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 2 BOOKS_ONLY", "HELD 1 BOOKS_ONLY", "WAITING"])
        }
    }

    @Test func `who takes any connector gets one that nobody else wants`() async throws {
        try await QueueProbe.with(drivers: 2) { probe in
            try await probe.addConnector(2, "CHARGING")
            try await probe.join(0)
            try await probe.join(1, connector: 1)
            for number: Int32 in [1, 2] { try await probe.setConnector("AVAILABLE", number: number) }
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 2 BOOKS_ONLY", "HELD 1 BOOKS_ONLY"])
        }
    }

    @Test func `a connector that is free or is not there is not waited for, and a busy one beside a free one is`()
        async throws
    {
        try await QueueProbe.with(drivers: 1) { probe in
            try await probe.addConnector(2, "AVAILABLE")
            #expect(await refusal { try await probe.join(0) } == .conflict)
            #expect(await refusal { try await probe.join(0, connector: 2) } == .conflict)
            #expect(await refusal { try await probe.join(0, connector: 3) } == .badInput)
            try await probe.join(0, connector: 1)
            try await probe.serve()
            #expect(try await probe.seats() == ["WAITING"])
        }
    }

    @Test func `the tag that is asked for is the one that is held for`() async throws {
        try await QueueProbe.with(drivers: 1) { probe in
            var tag = NewTag(idTag: "SECOND")
            tag.userID = probe.drivers[0].userID
            _ = try await probe.fixture.directory.createTag(tag, viewer: probe.organization.owner)
            let directory = probe.fixture.directory
            let (driver, station) = (probe.drivers[0], probe.station)
            #expect(
                await refusal {
                    try await directory.joinQueue(WantedPlace(station: station, idTag: "OTHER"), viewer: driver)
                } == .notFound)
            try await directory.joinQueue(WantedPlace(station: station, idTag: "second"), viewer: driver)
            try await probe.setPresence("ONLINE")
            try await probe.setConnector("AVAILABLE")
            try await probe.serve()
            #expect(try await probe.askForHolds().map(\.idTag) == ["SECOND"])
        }
    }

    @Test func `others are put there and taken out by those alone who may operate the station`() async throws {
        try await QueueProbe.with(drivers: 2) { probe in
            let directory = probe.fixture.directory
            let station = probe.station
            let (one, other) = (probe.drivers[0], probe.drivers[1])
            let support = try probe.organization.viewer(.support)
            for wanted in [WantedPlace(station: station, user: one.userID), WantedPlace(station: station, idTag: "D0")]
            {
                #expect(await refusal { try await directory.joinQueue(wanted, viewer: other) } == .notFound)
                try await directory.joinQueue(wanted, viewer: support)
            }
            #expect(try await probe.states() == ["WAITING"])
            let by = try await probe.fixture.client.query("SELECT user_id, created_by FROM queue_places")
            #expect(try by.map { try $0.int64("user_id") } == [one.userID.rawValue])
            #expect(try by.map { try $0.int64("created_by") } == [support.userID.rawValue])
            let foreign = WantedPlace(station: station, idTag: "D1", user: one.userID)
            try await directory.leaveQueue(of: station, user: one.userID, viewer: support)
            #expect(await refusal { try await directory.joinQueue(foreign, viewer: support) } == .badInput)
            try await directory.joinQueue(WantedPlace(station: station, user: one.userID), viewer: support)
            let leave = { (viewer: Viewer) in
                try await directory.leaveQueue(of: station, user: one.userID, viewer: viewer)
            }
            #expect(await refusal { try await leave(other) } == .notFound)
            let elsewhere = try await probe.fixture.makeOrganization("beta")
            #expect(await refusal { try await leave(try elsewhere.owner) } == .notFound)
            try await leave(support)
            #expect(try await probe.states() == ["LEFT", "LEFT"])
        }
    }

    @Test func `a tag that is nobody's waits for nobody`() async throws {
        try await QueueProbe.with(drivers: 1) { probe in
            let wanted = WantedPlace(station: probe.station, idTag: "OWN")
            try await probe.run("UPDATE tags SET user_id = NULL WHERE id_tag = 'OWN'")
            let support = try probe.organization.viewer(.support)
            #expect(
                await refusal { try await probe.fixture.directory.joinQueue(wanted, viewer: support) } == .notFound)
        }
    }
}
