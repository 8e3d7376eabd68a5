import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Notifications", .timeLimit(.minutes(2)))
struct NotificationStoreTests {
    @Test func `a fault is told to those who look after the station, and to nobody else`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.fault(probe.station)
            let news = try await probe.tell()
            #expect(
                news.count == 5 && news.allSatisfy { $0.organization == probe.organization.id && $0.ids.count == 1 })
            for role in Role.allCases {
                let told = try await probe.told(try probe.organization.viewer(role))
                #expect(told == (role == .driver ? [] : ["CONNECTOR_FAULTED alpha-1 1 GroundFailure"]), "\(role)")
                #expect(try await probe.told(try probe.other.viewer(role)) == [], "\(role)")
            }
            #expect(try await probe.tell() == [])
        }
    }

    @Test func `what happens again is counted until it is read, and for an hour longer`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.faults(probe.station, times: 2)
            try await probe.tell()
            try await probe.faults(probe.station, times: 1)
            try await probe.tell()
            #expect(try await probe.told(owner) == ["CONNECTOR_FAULTED alpha-1 3 GroundFailure"])
            #expect(try await probe.fixture.reading.unreadNotifications(viewer: owner) == 1)

            try await probe.fixture.directory.markNotificationsRead(nil, viewer: owner)
            #expect(try await probe.told(owner) == ["CONNECTOR_FAULTED alpha-1 3 GroundFailure read"])
            #expect(try await probe.fixture.reading.unreadNotifications(viewer: owner) == 0)
            try await probe.faults(probe.station, times: 1)
            try await probe.tell()
            #expect(try await probe.told(owner) == ["CONNECTOR_FAULTED alpha-1 4 GroundFailure"])

            try await probe.fixture.directory.markNotificationsRead(nil, viewer: owner)
            try await probe.run("UPDATE notifications SET last_at = last_at - interval '61 minutes'")
            try await probe.faults(probe.station, times: 1)
            try await probe.tell()
            #expect(
                try await probe.told(owner) == [
                    "CONNECTOR_FAULTED alpha-1 1 GroundFailure", "CONNECTOR_FAULTED alpha-1 4 GroundFailure read",
                ])
            // Somebody else has read nothing.
            let manager = try probe.organization.viewer(.manager)
            #expect(try await probe.told(manager) == ["CONNECTOR_FAULTED alpha-1 5 GroundFailure"])
        }
    }

    @Test func `a fault that goes on is no news, and neither is any other state`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.fault(probe.station)
            try await probe.fault(probe.station)
            try await probe.fault(probe.station, connector: 2, "CHARGING")
            try await probe.fault(probe.station, connector: 2, "UNAVAILABLE")
            try await probe.tell()
            #expect(try await probe.told(try probe.organization.owner) == ["CONNECTOR_FAULTED alpha-1 1 GroundFailure"])
            try await probe.run("UPDATE stations SET status = 'FAULTED' WHERE id = \(probe.station)")
            try await probe.tell()
            let read = try await probe.told(try probe.organization.owner)
            #expect(read == ["CONNECTOR_FAULTED alpha-1 2 -"])
        }
    }

    @Test func `of very many stations there is one notification, whatever their number`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.run(
                """
                INSERT INTO stations (organization_id, charge_point_id, presence)
                SELECT \(probe.organization.id.rawValue), 'many-' || n, 'OFFLINE' FROM generate_series(1, 2000) n
                """)
            try await probe.store.watchPresence(patience: .zero, isFirst: false)
            try await probe.store.watchPresence(patience: .zero, isFirst: false)
            _ = probe.fixture.log.takeAll()
            let news = try await probe.tell()
            // One looks whether there is anything.
            #expect(probe.fixture.log.takeAll().count == 2)
            #expect(news.count == 5)
            #expect(try await probe.told(try probe.organization.owner) == ["STATION_OFFLINE many 2000 -"])
            // Those that follow within the minute belong to it.
            try await probe.run(
                """
                INSERT INTO notification_causes (organization_id, station_id, kind, happened_at)
                VALUES (\(probe.organization.id.rawValue), \(probe.station), 'STATION_OFFLINE', now())
                """)
            try await probe.tell()
            #expect(try await probe.told(try probe.organization.owner) == ["STATION_OFFLINE many 2001 -"])
        }
    }

    @Test func `twenty stations are told one by one`() async throws {
        try await NotificationProbe.with { probe in
            for (count, expected) in [(18, 20), (19, 21)] {
                try await probe.run("DELETE FROM notifications")
                try await probe.run("DELETE FROM notification_subjects")
                try await probe.run("DELETE FROM stations WHERE charge_point_id LIKE 'some-%'")
                try await probe.run(
                    """
                    INSERT INTO stations (organization_id, charge_point_id)
                    SELECT \(probe.organization.id.rawValue), 'some-' || n FROM generate_series(1, \(Int32(count))) n
                    """)
                try await probe.run(
                    """
                    INSERT INTO notification_causes (organization_id, station_id, kind, happened_at)
                    SELECT organization_id, id, 'TAG_REFUSED', now() FROM stations
                    WHERE organization_id = \(probe.organization.id.rawValue)
                    """)
                try await probe.tell()
                let told = try await probe.told(try probe.organization.owner)
                #expect(told.count == (expected == 20 ? 20 : 1))
            }
        }
    }

    @Test func `a station that is gone before anybody is told is nobody's news`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.run(
                """
                INSERT INTO notification_causes (organization_id, station_id, kind, happened_at)
                VALUES (\(probe.organization.id.rawValue), 999999, 'CONNECTOR_FAULTED', now()),
                    (\(probe.other.id.rawValue), \(probe.station), 'CONNECTOR_FAULTED', now())
                """)
            #expect(try await probe.tell() == [])
            #expect(try await probe.fixture.count("SELECT count(*) AS count FROM notification_causes") == 0)
        }
    }

    @Test func `a person keeps five hundred`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.run(
                """
                INSERT INTO notifications (organization_id, user_id, kind, count, first_at, last_at, is_personal, is_here)
                SELECT \(owner.organizationID.rawValue), \(owner.userID.rawValue), 'STATION_ONLINE', 1, t, t, false, true
                FROM (SELECT now() - n * interval '1 second' AS t FROM generate_series(1, 700) n) x
                """)
            try await probe.fault(probe.station)
            try await probe.tell()
            #expect(
                try await probe.fixture.count(
                    "SELECT count(*) AS count FROM notifications WHERE user_id = \(owner.userID.rawValue)") == 501)
        }
    }

    @Test func `the causes are limited for each statement`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.faults(probe.station, times: 3)
            let first = try await probe.store.tell(limit: 2)
            let rest = try await probe.store.tell(limit: 2)
            #expect(first.causes == 2 && rest.causes == 1)
            #expect(try await probe.told(try probe.organization.owner) == ["CONNECTOR_FAULTED alpha-1 3 GroundFailure"])
        }
    }
}
