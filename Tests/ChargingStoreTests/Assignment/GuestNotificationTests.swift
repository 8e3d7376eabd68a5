import Charging
import JSON
import Postgres
import Testing

@testable import ChargingStore

/// What people are told of at stations that are lent to them.
@Suite("Notifications of guests", .timeLimit(.minutes(2)))
struct GuestNotificationTests {
    private func told(_ world: ShareTests.World, _ viewer: Viewer) async throws -> [String] {
        let page = try await world.fixture.reading.notifications(
            NotificationFilter(), page: PageRequest(first: 50), fields: [.kind, .stationID, .detail], viewer: viewer)
        guard case .texts(let kinds)? = page.rows[.kind], case .integers(let stations)? = page.rows[.stationID] else {
            throw TestFailure("columns")
        }
        return zip(kinds, stations).map { "\($0 ?? "") \($1 == world.station.id.rawValue ? "alpha-1" : "another")" }
            .sorted()
    }

    private func tell(_ world: ShareTests.World) async throws -> [NotificationNews] {
        try await NotificationStore(world.fixture.database).tell(limit: 1_000).news
    }

    @Test func `a guest is told of their own session and reservation, and of nothing else there`() async throws {
        try await GuestReservationTests.withWorld { world, writer in
            try await world.lend(.operate)
            let driver = try await world.viewer(.driver, of: world.borrower)
            let booked = try await GuestReservationTests.reserve(connector: 2, in: world, as: driver)
            let owners = try await GuestReservationTests.reserve(
                "OTHER", connector: 3, in: world, as: world.owner.owner)
            let session = try await writer.start(world.station, tag: "GUEST", at: 1).session
            let foreign = try await writer.start(world.station, connector: 4, tag: "OTHER", at: 1).session
            for (number, seconds) in [(session.transactionID, 60), (foreign.transactionID, 61)] as [(Int32, Int64)] {
                _ = try await writer.stop(world.station, number, at: seconds, meter: 2_000)
            }
            for reservation in [booked, owners] {
                _ = try await world.fixture.directory.cancel(reservation.id, because: .faulted, at: at(62))
            }
            _ = try await world.fixture.client.query(
                """
                INSERT INTO connectors (organization_id, station_id, number, status)
                VALUES (\(world.owner.id.rawValue), \(world.station.id.rawValue), 1, 'FAULTED')
                ON CONFLICT (station_id, number) DO UPDATE SET status = 'FAULTED'
                """)
            let news = try await tell(world)
            #expect(news.contains { $0.user == driver.userID && $0.organization == world.borrower.id })
            #expect(try await told(world, driver) == ["RESERVATION_CANCELLED alpha-1", "SESSION_ENDED alpha-1"])
            for role in [Role.organizationOwner, .support, .installer] {
                #expect(try await told(world, world.viewer(role, of: world.borrower)) == [], "\(role)")
                #expect(try await told(world, world.viewer(role, of: world.third)) == [], "\(role)")
            }
            // Of the guest's session the owner's people are told no more than of any driver's.
            #expect(
                try await told(world, world.owner.owner) == [
                    "CONNECTOR_FAULTED alpha-1", "RESERVATION_CANCELLED alpha-1",
                ])
        }
    }

    @Test func `guests are told as they prefer`() async throws {
        try await GuestReservationTests.withWorld { world, writer in
            try await world.lend(.charge)
            let driver = try await world.viewer(.driver, of: world.borrower)
            try await world.fixture.directory.save(
                NotificationPreference(kind: .sessionEnded, isShown: false, isMailed: false), viewer: driver)
            func charge(_ start: Int64) async throws {
                let number = try await writer.start(world.station, tag: "GUEST", at: start).session.transactionID
                _ = try await writer.stop(world.station, number, at: start + 60, meter: 2_000)
                _ = try await tell(world)
            }
            try await charge(0)
            #expect(try await told(world, driver) == [])
            try await world.fixture.directory.save(
                NotificationPreference(kind: .sessionEnded, isShown: true, isMailed: true), viewer: driver)
            try await charge(100)
            #expect(try await told(world, driver) == ["SESSION_ENDED alpha-1"])
            let mails = try await NotificationStore(world.fixture.database).dueMails(limit: 5, pause: .zero)
            #expect(mails.map(\.recipient) == ["driver@beta.example"])
        }
    }

    @Test func `whoever reserved is told when somebody else gives it up`() async throws {
        try await GuestReservationTests.withWorld { world, _ in
            try await world.lend(.charge)
            let driver = try await world.viewer(.driver, of: world.borrower)
            let cases: [(Viewer, [String])] = [
                (driver, []), (try world.owner.owner, ["RESERVATION_CANCELLED alpha-1"]),
            ]
            for (canceller, expected) in cases {
                let booked = try await GuestReservationTests.reserve(in: world, as: driver)
                let cancelling = NewOperation(
                    kind: .cancelReservation, station: world.station.id,
                    request: ["reservationId": .integer(Int64(booked.number))])
                _ = try await world.fixture.directory.record([cancelling], viewer: canceller)
                _ = try await world.fixture.directory.cancel(booked.id, because: nil, at: at(1))
                _ = try await tell(world)
                #expect(try await told(world, driver) == expected)
            }
        }
    }
}
