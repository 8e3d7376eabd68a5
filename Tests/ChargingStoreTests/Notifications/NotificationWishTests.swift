import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("How people want to be told", .timeLimit(.minutes(2)))
struct NotificationWishTests {
    @Test func `what a person does not want is not told, and others still are`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.fixture.directory.save(
                NotificationPreference(kind: .connectorFaulted, isShown: false), viewer: owner)
            try await probe.fault(probe.station)
            try await probe.tell()
            #expect(try await probe.told(owner) == [])
            #expect(try await probe.told(try probe.organization.viewer(.manager)).count == 1)
            let preferences = try await probe.fixture.reading.notificationPreferences(viewer: owner)
            #expect(preferences.first { $0.kind == .connectorFaulted }?.isShown == false)
            #expect(preferences.first { $0.kind == .stationOffline }?.isShown == true)
        }
    }

    @Test func `a role chooses among what it is told of`() async throws {
        try await NotificationProbe.with { probe in
            let driver = try probe.organization.driver
            #expect(
                try await probe.fixture.reading.notificationPreferences(viewer: driver).map(\.kind) == [
                    .reservationExpired, .reservationCancelled, .sessionEnded, .serviceRequestChanged, .seatHeld,
                ])
            await #expect(throws: ChargingError.self) {
                try await probe.mail(.connectorFaulted, to: driver)
            }
            try await probe.mail(.sessionEnded, to: driver)
        }
    }

    @Test func `a person reads and marks nothing of others, and a role that is lost takes its news along`() async throws
    {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.fault(probe.station)
            let news = try await probe.tell()
            let ids = news.flatMap(\.ids)
            #expect(ids.count == 5)
            let found = try await probe.fixture.reading.notifications(ids: ids, fields: [.kind], viewer: owner)
            #expect(found.count == 1)
            try await probe.fixture.directory.markNotificationsRead(ids, viewer: owner)
            #expect(
                try await probe.fixture.count("SELECT count(*) AS count FROM notifications WHERE read_at IS NOT NULL")
                    == 1)
            let demoted = Viewer(
                userID: owner.userID, organizationID: owner.organizationID, role: .driver, tokenID: owner.tokenID)
            #expect(try await probe.told(demoted) == [])
        }
    }

    @Test func `mails are one for each person, with all that is due, and then none for a while`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.mail(.connectorFaulted, to: owner)
            try await probe.mail(.connectorFaulted, to: try probe.organization.viewer(.support), isShown: false)
            for station in probe.organization.stations { try await probe.fault(station.id.rawValue) }
            try await probe.tell()
            _ = probe.fixture.log.takeAll()
            let mails = try await probe.store.dueMails(limit: 10, pause: .seconds(600))
            #expect(probe.fixture.log.takeAll().count == 1)
            #expect(mails.map(\.recipient) == ["organization_owner@alpha.example", "support@alpha.example"])
            #expect(mails.allSatisfy { $0.ids.count == 2 && $0.lines.count == 2 })
            #expect(mails.first?.subject == "Stationmaster: 2 notifications")
            #expect(mails.first?.body.contains("alpha-1, connector 1: faulted (GroundFailure)") == true)
            #expect(try await probe.told(try probe.organization.viewer(.support)) == [])

            try await probe.store.post(
                mails.map { NewMail(recipient: $0.recipient, subject: $0.subject, encryptedBody: [1, 2]) },
                about: mails.flatMap(\.ids))
            #expect(
                try await probe.fixture.count("SELECT count(*) AS count FROM mails WHERE body_encrypted = '\\x0102'")
                    == 2)
            #expect(try await probe.store.dueMails(limit: 10, pause: .zero).isEmpty)
            // Again at once: it is counted, and not mailed.
            try await probe.faults(probe.station, times: 1)
            try await probe.tell()
            #expect(try await probe.store.dueMails(limit: 10, pause: .zero).isEmpty)
            // Something else is mailed when the pause is over.
            try await probe.fault(probe.station, connector: 2)
            try await probe.run("UPDATE notifications SET mailed_at = mailed_at - interval '61 minutes'")
            try await probe.tell()
            #expect(try await probe.store.dueMails(limit: 10, pause: .seconds(7_200)).isEmpty)
            #expect(try await probe.store.dueMails(limit: 10, pause: .seconds(600)).count == 2)
            #expect(try await probe.store.dueMails(limit: 1, pause: .seconds(600)).count == 1)
        }
    }

    @Test func `a mail is by the clock of the organization, or of the person who has said one`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner, support = try probe.organization.viewer(.support)
            for viewer in [owner, support] { try await probe.mail(.connectorFaulted, to: viewer) }
            var change = OrganizationChange()
            change.timeZone = .to("America/New_York")
            try await probe.fixture.directory.updateOrganization(probe.organization.id, change, viewer: owner)
            // Not now, but by this clock.
            let hour = try await probe.fixture.client.query(
                "SELECT extract(hour FROM now() AT TIME ZONE 'Asia/Tokyo')::integer * 60 AS m"
            ).single().int("m")
            let hours = QuietHours(from: (hour + 180) % 1_440, to: (hour + 240) % 1_440, timeZone: "Asia/Tokyo")
            try await probe.fixture.directory.save(hours, viewer: support)
            try await probe.fault(probe.station)
            try await probe.tell()
            let mails = try await probe.store.dueMails(limit: 10, pause: .seconds(600))
            #expect(mails.map(\.timeZone) == ["America/New_York", "Asia/Tokyo"])
        }
    }

    @Test func `no mail goes out in quiet hours, over midnight too`() async throws {
        try await NotificationProbe.with { probe in
            let owner = try probe.organization.owner
            try await probe.mail(.connectorFaulted, to: owner)
            try await probe.fault(probe.station)
            try await probe.tell()
            let minute = try await probe.fixture.client.query(
                "SELECT (extract(hour FROM now() AT TIME ZONE 'Asia/Tokyo') * 60 + extract(minute FROM now() AT TIME ZONE 'Asia/Tokyo'))::integer AS m"
            ).single().int("m")
            func due(from: Int, to: Int) async throws -> Bool {
                let hours = QuietHours(
                    from: (minute + from + 1_440) % 1_440, to: (minute + to + 1_440) % 1_440, timeZone: "asia/tokyo")
                try await probe.fixture.directory.save(hours, viewer: owner)
                #expect(try await probe.fixture.reading.quietHours(viewer: owner)?.timeZone == "Asia/Tokyo")
                return try await !probe.store.dueMails(limit: 5, pause: .zero).isEmpty
            }
            #expect(try await due(from: -5, to: 5) == false)
            #expect(try await due(from: 5, to: 10))
            #expect(try await due(from: -10, to: -5))
            // The longer way round the clock.
            #expect(try await due(from: 5, to: -5))
            #expect(try await due(from: -5, to: -10) == false)
            try await probe.fixture.directory.save(nil as QuietHours?, viewer: owner)
            #expect(try await probe.store.dueMails(limit: 5, pause: .zero).count == 1)
            await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.save(
                    QuietHours(from: 0, to: 1, timeZone: "Nowhere/Land"), viewer: owner)
            }
        }
    }
}
