import JSON
import ServiceLifecycle
import TestSupport
import Testing

@testable import Charging

@Suite("The end of reservations by the clock", .timeLimit(.minutes(1)))
struct ReservationExpiryTests {
    @Test func `what is over is ended soon after, what is not is left, and a database that is away is asked again`()
        async throws
    {
        let database = MemoryDatabase(stations: [.sample()])
        let (clock, time) = (ManualClock(), ManualTime())
        for (connector, seconds) in [(1, Int64(60)), (2, 600)] {
            try await database.open(
                ReservationRequest(
                    wanted: WantedReservation(
                        connector: connector, idTag: "T", expiresAt: time.now.advanced(by: .seconds(seconds))),
                    operation: OperationID(rawValue: seconds), station: StationID(rawValue: 1)),
                at: time.now, viewer: .sample())
        }
        let events = EventLog()
        let expiry = ReservationExpiry(
            AnnouncedReservations(database, events: events), clock: clock, now: { time.now }, logger: .silent)
        try await withThrowingTaskGroup { group in
            group.addTask { try await expiry.run() }
            _ = await eventually { clock.sleeperCount == 1 }
            #expect(database.reservations.map(\.booked.status) == [.requested, .requested])
            database.isAway = true
            time.advance(by: .seconds(60))
            clock.advance(by: ReservationExpiry.interval)
            _ = await eventually { clock.sleeperCount == 1 }
            #expect(database.reservations.map(\.booked.status) == [.requested, .requested])
            database.isAway = false
            clock.advance(by: ReservationExpiry.interval)
            #expect(await eventually { database.reservations.map(\.booked.status) == [.expired, .requested] })
            let ended = try #require(database.reservations.first?.booked)
            #expect(await eventually { events.all == [.reservationChanged(ended)] })
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
