import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("What notifications are about", .timeLimit(.minutes(2)))
struct NotificationCauseTests {
    // MARK: - Presence

    private func go(_ presence: String, _ probe: NotificationProbe) async throws {
        try await probe.run("UPDATE stations SET presence = \(presence) WHERE id = \(probe.station)")
    }

    private func lookAgain(_ probe: NotificationProbe, after seconds: Double = 0) async throws {
        try await probe.run("UPDATE station_absences SET since = since - make_interval(secs => \(seconds))")
        try await probe.store.watchPresence(patience: .seconds(60), isFirst: false)
        try await probe.tell()
    }

    @Test func `an absence is told when it has lasted, and its end when it was told`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await go("OFFLINE", probe)
            try await lookAgain(probe)
            try await lookAgain(probe, after: 59)
            #expect(try await probe.told(owner) == [])
            try await lookAgain(probe, after: 2)
            try await lookAgain(probe, after: 120)
            #expect(try await probe.told(owner) == ["STATION_OFFLINE alpha-1 1 -"])
            try await go("ONLINE", probe)
            try await lookAgain(probe)
            try await lookAgain(probe)
            #expect(try await Set(probe.told(owner)) == ["STATION_OFFLINE alpha-1 1 -", "STATION_ONLINE alpha-1 1 -"])
        }
    }

    @Test func `a short absence is not told, however often`() async throws {
        try await NotificationProbe.with { probe in
            for _ in 0..<3 {
                try await go("OFFLINE", probe)
                try await lookAgain(probe)
                try await lookAgain(probe, after: 50)
                try await go("ONLINE", probe)
                try await lookAgain(probe)
            }
            #expect(try await probe.told(try probe.organization.owner) == [])
        }
    }

    @Test func `a run of the server does not count what it has not seen, nor stations out of use`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await go("OFFLINE", probe)
            try await lookAgain(probe)
            try await probe.run("UPDATE station_absences SET since = since - interval '1 hour'")
            try await probe.store.watchPresence(patience: .seconds(60), isFirst: true)
            try await lookAgain(probe, after: 30)
            #expect(try await probe.told(owner) == [])
            try await probe.run("UPDATE stations SET is_active = false WHERE id = \(probe.station)")
            try await lookAgain(probe, after: 120)
            try await lookAgain(probe, after: 120)
            #expect(try await probe.told(owner) == [])
        }
    }

    // MARK: - What has rows

    @Test func `firmware that was installed or failed is told by its status`() async throws {
        try await NotificationProbe.with { probe in
            for (kind, name) in [
                ("FIRMWARE_STATUS", "Downloading"), ("FIRMWARE_STATUS", "Installed"), ("SECURITY_EVENT", "Installed"),
                ("SIGNED_FIRMWARE_STATUS", "InvalidSignature"),
            ] {
                try await probe.run(
                    """
                    INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
                    SELECT organization_id, id, \(kind)::text, \(name)::text, now(), now(), 1 FROM stations
                    WHERE id = \(probe.station)
                    """)
            }
            try await probe.tell()
            #expect(
                try await Set(probe.told(try probe.organization.owner)) == [
                    "FIRMWARE_INSTALLED alpha-1 1 Installed", "FIRMWARE_FAILED alpha-1 1 InvalidSignature",
                ])
        }
    }

    @Test func `an unknown tag is told to those who make tags, once a minute at most`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("alpha")
            let store = NotificationStore(fixture.database)
            for seconds in [0, 10, 20, 90] as [Int64] {
                _ = try await writer.authorize("NOBODY", at: organization.stations[0], at: seconds)
            }
            #expect(try await fixture.count("SELECT count(*) AS count FROM notification_causes") == 2)
            _ = try await store.tell(limit: 10)
            for role in Role.allCases {
                let page = try await fixture.reading.notifications(
                    NotificationFilter(), page: PageRequest(first: 5), fields: [.kind, .count],
                    viewer: try organization.viewer(role))
                let isTold = [.platformOperator, .organizationOwner, .manager].contains(role)
                #expect(page.rows[.kind] == .texts(isTold ? ["TAG_REFUSED"] : []), "\(role)")
                #expect(page.rows[.count] == .integers(isTold ? [2] : []))
            }
        }
    }

    @Test func `a certificate request is told when it waits for a person`() async throws {
        try await NotificationProbe.with { probe in
            try await probe.run(
                """
                WITH e AS (INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at,
                    generation) SELECT organization_id, id, 'CERTIFICATE_REQUEST', 'AwaitingSignature', now(), now(), 1
                    FROM stations WHERE id = \(probe.station) RETURNING *)
                INSERT INTO certificate_requests (organization_id, station_id, event_id, status, requested_at)
                SELECT organization_id, station_id, id, 'PENDING', now() FROM e
                """)
            try await probe.tell()
            #expect(try await probe.told(try probe.organization.owner) == [])
            try await probe.run("UPDATE certificate_requests SET reason = 'another name'")
            try await probe.tell()
            #expect(
                try await probe.told(try probe.organization.owner) == [
                    "CERTIFICATE_REQUEST_WAITING alpha-1 1 another name"
                ])
            #expect(try await probe.told(try probe.organization.viewer(.support)) == [])
        }
    }

    @Test func `a driver is told of the own reservations and sessions, and of nobody else's`() async throws {
        try await NotificationProbe.with { probe in
            let driver = try probe.organization.driver
            for (number, tag) in [(Int64(1), "OWN"), (2, "OTHER")] {
                try await probe.run(
                    """
                    INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, tag_id, expires_at,
                        status, requested_at)
                    SELECT t.organization_id, \(probe.station), \(Int32(number)), t.id_tag, t.id, now() + interval '1 hour',
                        'ACTIVE', now() FROM tags t
                    WHERE t.id_tag = \(tag)::text AND t.organization_id = \(probe.organization.id.rawValue)
                    """)
                try await probe.run(
                    """
                    INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id,
                        "authorization", is_exclusive, started_at, meter_start_wh, last_meter_wh, last_meter_at)
                    SELECT t.organization_id, \(probe.station), \(Int32(number)), \(Int32(number)), t.id_tag, t.id, 'ACCEPTED',
                        false, now(), 0, 0, now() FROM tags t
                    WHERE t.id_tag = \(tag)::text AND t.organization_id = \(probe.organization.id.rawValue)
                    """)
            }
            try await probe.run(
                "UPDATE reservations SET status = 'EXPIRED', reason = 'NO_SHOW', ended_at = now() WHERE status = 'ACTIVE'"
            )
            try await probe.run(
                "UPDATE sessions SET status = 'COMPLETED', stopped_at = now(), stop_reason = 'Local'")
            try await probe.tell()
            #expect(
                try await Set(probe.told(driver)) == [
                    "RESERVATION_EXPIRED alpha-1 1 NO_SHOW", "SESSION_ENDED alpha-1 1 Local",
                ])
            #expect(try await probe.told(try probe.organization.owner) == ["RESERVATION_EXPIRED alpha-1 2 NO_SHOW"])
            #expect(try await probe.told(try probe.organization.viewer(.installer)) == [])
        }
    }

    @Test func `who cancels a reservation is not told of it`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            let manager = try probe.organization.viewer(.manager)
            try await probe.run(
                """
                INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, number, expires_at, status,
                    requested_at, created_by)
                VALUES (\(probe.organization.id.rawValue), \(probe.station), 1, 'X', 7, now() + interval '1 hour',
                    'ACTIVE', now(), \(manager.userID.rawValue))
                """)
            let cancelling = NewOperation(
                kind: .cancelReservation, station: probe.organization.stations[0].id, request: ["reservationId": 7])
            _ = try await probe.fixture.directory.record([cancelling], viewer: owner)
            try await probe.run("UPDATE reservations SET status = 'CANCELLED', ended_at = now()")
            try await probe.tell()
            #expect(try await probe.told(owner) == [])
            #expect(try await probe.told(manager) == ["RESERVATION_CANCELLED alpha-1 1 -"])
        }
    }

    @Test func `findings of connections are told, all by one statement`() async throws {
        try await NotificationProbe.with { probe in
            let stations = probe.organization.stations.map(\.id)
            _ = probe.fixture.log.takeAll()
            try await probe.store.note(
                stations.map { FindingNews(station: $0, kind: .flapping, at: at(0)) }
                    + [FindingNews(station: StationID(rawValue: 999_999), kind: .contested, at: at(0))])
            #expect(probe.fixture.log.takeAll().count == 1)
            try await probe.tell()
            #expect(
                try await Set(probe.told(try probe.organization.viewer(.installer))) == [
                    "CONNECTION_FINDING alpha-1 1 FLAPPING", "CONNECTION_FINDING alpha-2 1 FLAPPING",
                ])
        }
    }
}
