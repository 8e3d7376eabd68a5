import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport
import Testing

@testable import ChargingStore

@Suite("What is held for queues at the charger", .timeLimit(.minutes(2)))
struct SeatHoldTests {
    /// Two wait, the connector has become free, and the station is connected.
    private func withTurn(_ body: (QueueProbe) async throws -> Void) async throws {
        try await QueueProbe.with(drivers: 2) { probe in
            for driver in 0..<2 { try await probe.join(driver) }
            try await probe.setPresence("ONLINE")
            try await probe.setConnector("AVAILABLE")
            try await probe.serve()
            try await body(probe)
        }
    }

    @Test func `a hold is asked for once, for the tag of the person, and counts once when the charger shows it`()
        async throws
    {
        try await withTurn { probe in
            #expect(try await probe.seats() == ["HELD 1 BOOKS_ONLY", "WAITING"])
            let asked = try await probe.askForHolds()
            let first = try #require(asked.first)
            #expect(asked.count == 1)
            #expect(first.idTag == "D0")
            #expect(first.connector == 1)
            #expect(first.status == .requested)
            #expect(try await probe.seats() == ["HELD 1 ASKED", "WAITING"])
            #expect(try await probe.askForHolds() == [])
            try await probe.answer(asked[0], .accepted)
            try await probe.setConnector("RESERVED")
            try await probe.addConnector(2, "AVAILABLE")
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 1 HELD", "HELD 2 BOOKS_ONLY"])
            #expect(try await probe.askForReleases() == [])
        }
    }

    @Test func `a charger that refuses leaves the hold in the books alone and is not asked again`() async throws {
        try await withTurn { probe in
            let asked = try await probe.askForHolds()
            try await probe.answer(asked[0], .refused(.notSupported))
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 1 BOOKS_ONLY", "WAITING"])
            #expect(try await probe.askForHolds() == [])
            #expect(try await probe.askForReleases() == [])
        }
    }

    @Test func `what was not sent when the server ended is asked for again, what may have been is not`() async throws {
        try await withTurn { probe in
            let directory = probe.fixture.directory
            _ = try await probe.askForHolds()
            try await directory.failUnfinished(because: "restarted")
            #expect(try await probe.seats() == ["HELD 1 BOOKS_ONLY", "WAITING"])
            try await probe.serve()
            #expect(try await probe.askForHolds() == [])
            try await probe.run("UPDATE reservations SET ended_at = now() - interval '1 minute'")
            let again = try await probe.askForHolds()
            #expect(again.count == 1)
            try await directory.markSent(try #require(again[0].operation))
            try await directory.failUnfinished(because: "restarted")
            try await probe.serve()
            try await probe.run("UPDATE reservations SET requested_at = requested_at - interval '1 minute'")
            #expect(try await probe.seats() == ["HELD 1 ASKED", "WAITING"])
            #expect(try await probe.askForHolds() == [])
            // In doubt, so that it is taken back when it is over.
            try await directory.leaveQueue(of: probe.station, user: nil, viewer: probe.drivers[0])
            #expect(try await probe.askForReleases().count == 1)
        }
    }

    @Test func `what could not be begun is noted as not sent`() async throws {
        try await withTurn { probe in
            let asked = try await probe.askForHolds()
            try await probe.fixture.directory.refuse([(id: try #require(asked[0].operation), reason: "too many")])
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 1 BOOKS_ONLY", "WAITING"])
            let reasons = try await probe.fixture.client.query("SELECT reason FROM reservations")
            #expect(try reasons.map { try $0.string("reason") } == ["NOT_SENT"])
        }
    }

    @Test func `a hold that nobody came for is released when the charger is back, before the next one has it`()
        async throws
    {
        try await withTurn { probe in
            let directory = probe.fixture.directory
            try await probe.answer(try await probe.askForHolds()[0], .accepted)
            try await probe.setPresence("OFFLINE")
            try await probe.run("UPDATE queue_places SET held_until = now() WHERE status = 'HELD'")
            try await probe.run("UPDATE reservations SET expires_at = requested_at + interval '1 microsecond'")
            #expect(try await directory.expire(at: probe.now, of: nil, limit: 10).count == 1)
            try await probe.serve()
            #expect(try await probe.states() == ["NO_SHOW", "HELD"])
            #expect(try await probe.askForReleases() == [])
            try await probe.setPresence("ONLINE")
            #expect(try await probe.askForHolds() == [])
            let released = try await probe.askForReleases()
            #expect(released.count == 1)
            #expect(try await probe.askForReleases() == [])
            #expect(try await probe.askForHolds() == [])
            try await probe.finish(released[0], .accepted)
            try await probe.serve()
            #expect(try await probe.askForReleases() == [])
            #expect(try await probe.askForHolds().map(\.idTag) == ["D1"])
            // Who waits is told by the queue itself.
            let told = try await probe.fixture.client.query("SELECT kind FROM notification_causes ORDER BY id")
            #expect(try told.map { try $0.string("kind") } == ["SEAT_HELD", "SEAT_HELD"])
        }
    }

    @Test func `a release that is not answered is asked for again, and not for ever`() async throws {
        try await withTurn { probe in
            try await probe.answer(try await probe.askForHolds()[0], .accepted)
            try await probe.fixture.directory.leaveQueue(of: probe.station, user: nil, viewer: probe.drivers[0])
            for _ in 0..<5 {
                let released = try await probe.askForReleases()
                #expect(released.count == 1)
                try await probe.fixture.directory.markSent(released[0])
                try await probe.finish(released[0], .timedOut)
                #expect(try await probe.askForReleases() == [])
                try await probe.serve()
                try await probe.run("UPDATE reservations SET release_asked_at = now() - interval '1 hour'")
            }
            #expect(try await probe.askForReleases() == [])
        }
    }

    @Test func `what is reserved for others is not given to who waits`() async throws {
        try await QueueProbe.with(drivers: 1) { probe in
            try await probe.join(0)
            try await probe.setConnector("AVAILABLE")
            for connector: Int32 in [1, 0] {
                try await probe.run(
                    """
                    INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, expires_at, status,
                        requested_at) VALUES (\(probe.organization.id.rawValue), \(probe.station.rawValue), \(connector),
                        'X', now() + interval '1 hour', 'ACTIVE', now())
                    """)
                try await probe.serve()
                #expect(try await probe.seats() == ["WAITING"])
                try await probe.run("UPDATE reservations SET status = 'CANCELLED', ended_at = now()")
            }
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 1 BOOKS_ONLY"])
        }
    }

    @Test func `whose connector breaks down has another one, and the charger is asked for that`() async throws {
        try await withTurn { probe in
            try await probe.answer(try await probe.askForHolds()[0], .accepted)
            try await probe.addConnector(2, "CHARGING")
            try await probe.setConnector("FAULTED")
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 1 HELD", "WAITING"])
            try await probe.setConnector("AVAILABLE", number: 2)
            try await probe.serve()
            #expect(try await probe.seats() == ["HELD 2 BOOKS_ONLY", "WAITING"])
            #expect(try await probe.askForReleases().count == 1)
            #expect(try await probe.askForHolds().map(\.connector) == [2])
        }
    }
}
