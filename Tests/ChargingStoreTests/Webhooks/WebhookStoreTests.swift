import Charging
import ChargingStore
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("What webhooks are owed", .timeLimit(.minutes(2)))
struct WebhookStoreTests {
    /// Two organizations, of which the first has a webhook.
    struct Probe {
        let fixture: StoreFixture
        let outbox: WebhookOutbox
        let organization: TestOrganization
        let other: TestOrganization
        let webhook: WebhookID

        static func with(_ body: (Probe) async throws -> Void) async throws {
            try await StoreFixture.with { fixture in
                let organization = try await fixture.makeOrganization("alpha")
                let draft = WebhookDraft(
                    name: "Billing", url: "https://example.com/", events: [.sessionStarted, .sessionEnded, .tagRefused])
                let webhook = try await fixture.directory.createWebhook(
                    draft, secret: WebhookSecret(text: "", encrypted: [1]), viewer: try organization.owner)
                try await body(
                    Probe(
                        fixture: fixture, outbox: WebhookOutbox(fixture.database), organization: organization,
                        other: try await fixture.makeOrganization("beta"), webhook: webhook))
            }
        }

        func run(_ statement: Statement) async throws { _ = try await fixture.client.query(statement) }

        func refuseTag(_ tag: String, at organization: TestOrganization) async throws {
            try await run(
                """
                INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
                VALUES (\(organization.id.rawValue), \(organization.stations[0].id.rawValue), \(tag), now(), now(), 1)
                """)
        }

        func startSession() async throws {
            try await run(
                """
                INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag,
                    "authorization", is_exclusive, started_at, meter_start_wh, last_meter_wh, last_meter_at)
                VALUES (\(organization.id.rawValue), \(organization.stations[0].id.rawValue), 1, 1, 'X', 'INVALID',
                    false, now(), 0, 0, now())
                """)
        }

        /// As after that many seconds.
        func age(_ seconds: Double) async throws {
            try await run(
                """
                UPDATE webhook_deliveries SET next_attempt_at = next_attempt_at - make_interval(secs => \(seconds)),
                    leased_until = leased_until - make_interval(secs => \(seconds)),
                    expires_at = expires_at - make_interval(secs => \(seconds))
                """)
            try await run("UPDATE webhooks SET failing_since = failing_since - make_interval(secs => \(seconds))")
        }

        func states() async throws -> [String] {
            try await fixture.client.query(
                "SELECT event || ' ' || status || ' ' || attempts AS state FROM webhook_deliveries ORDER BY id"
            ).map { try $0.string("state") }
        }
    }

    static let patience = Duration.seconds(1_000)

    @Test func `what happens is owed to those who asked for it, in its own organization`() async throws {
        try await Probe.with { probe in
            try await probe.refuseTag("NOBODY", at: probe.organization)
            try await probe.refuseTag("NOBODY", at: probe.other)
            try await probe.startSession()
            try await probe.run(
                "UPDATE sessions SET status = 'ESTIMATED', stopped_at = now(), energy_wh = 42, stop_reason = 'Lost'")
            try await probe.run("UPDATE sessions SET status = 'COMPLETED', is_stopped_by_charger = true")
            try await probe.run("UPDATE connectors SET status = 'FAULTED'")
            #expect(
                try await probe.states() == [
                    "TAG_REFUSED PENDING 0", "SESSION_STARTED PENDING 0", "SESSION_ENDED PENDING 0",
                    "SESSION_ENDED PENDING 0",
                ])
            let due = try await probe.outbox.due(upTo: 10)
            #expect(due.count == 4 && Set(due.map(\.organization)) == [probe.organization.id])
            let ended = try #require(due.first { $0.event == "SESSION_ENDED" })
            #expect(ended.facts["chargePointId"] == "alpha-1" && ended.facts["session"]?["energyWh"] == 42)
            #expect(due.first { $0.event == "TAG_REFUSED" }?.facts["detail"] == "NOBODY")
        }
    }

    @Test func `a refused commit owes nothing`() async throws {
        try await Probe.with { probe in
            await #expect(throws: (any Error).self) {
                try await probe.fixture.client.withTransaction { transaction in
                    _ = try await transaction.query(
                        """
                        INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
                        VALUES (\(probe.organization.id.rawValue), \(probe.organization.stations[0].id.rawValue), 'X',
                            now(), now(), 1)
                        """)
                    throw TestFailure("changed its mind")
                }
            }
            let states = try await probe.states()
            #expect(states == [])
        }
    }

    @Test func `what is taken is nobody else's for a minute, and a few of one webhook at once`() async throws {
        try await Probe.with { probe in
            for number in 1...6 { try await probe.refuseTag("T\(number)", at: probe.organization) }
            let first = try await probe.outbox.due(upTo: 10)
            #expect(first.count == 4 && first.allSatisfy { $0.attempt == 1 })
            #expect(try await probe.outbox.due(upTo: 10).isEmpty)
            try await probe.outbox.delivered(first[0], code: 200)
            #expect(try await probe.outbox.due(upTo: 10).count == 1)
            try await probe.age(61)
            let again = try await probe.outbox.due(upTo: 10)
            #expect(again.count == 4)
            // The first one's outcome comes late.
            let late = try #require(first.first { old in again.contains { $0.id == old.id } })
            try await probe.outbox.delivered(late, code: 200)
            let states = try await probe.states()
            #expect(states.filter { $0.contains("DELIVERED") }.count == 1)
        }
    }

    @Test func `what fails comes again later, and is given up after a day`() async throws {
        try await Probe.with { probe in
            try await probe.refuseTag("X", at: probe.organization)
            let first = try #require(try await probe.outbox.due(upTo: 10).first)
            try await probe.outbox.failed(first, code: 500, "it was answered with 500", patience: .seconds(1_000_000))
            #expect(try await probe.outbox.due(upTo: 10).isEmpty)
            try await probe.age(11)
            let second = try #require(try await probe.outbox.due(upTo: 10).first)
            #expect(second.attempt == 2)
            try await probe.age(86_395)
            try await probe.outbox.failed(second, code: nil, "nobody", patience: .seconds(1_000_000))
            #expect(try await probe.states() == ["TAG_REFUSED FAILED 2"])
            try await probe.fixture.directory.redeliver(second.id, viewer: try probe.organization.owner)
            let third = try #require(try await probe.outbox.due(upTo: 10).first)
            try await probe.outbox.delivered(third, code: 201)
            #expect(try await probe.states() == ["TAG_REFUSED DELIVERED 3"])
        }
    }

    @Test func `what nobody sends in time is given up`() async throws {
        try await Probe.with { probe in
            try await probe.refuseTag("X", at: probe.organization)
            try await probe.outbox.expire()
            #expect(try await probe.states() == ["TAG_REFUSED PENDING 0"])
            try await probe.age(86_401)
            #expect(try await probe.outbox.due(upTo: 10).isEmpty)
            try await probe.outbox.expire()
            #expect(try await probe.states() == ["TAG_REFUSED FAILED 0"])
        }
    }

    @Test func `a webhook that fails for long is switched off, its owners are told, and it can begin anew`()
        async throws
    {
        try await Probe.with { probe in
            let owner = try probe.organization.owner
            for number in 1...2 { try await probe.refuseTag("T\(number)", at: probe.organization) }
            let due = try await probe.outbox.due(upTo: 10)
            try await probe.outbox.failed(due[0], code: 500, "no", patience: Self.patience)
            #expect(try await probe.isActive() == true)
            try await probe.age(2_000)
            let again = try await probe.outbox.due(upTo: 10)
            #expect(again.count == 1, "one at a time of a webhook that fails")
            try await probe.outbox.failed(again[0], code: 500, "no", patience: Self.patience)
            #expect(try await probe.isActive() == false)
            try await probe.refuseTag("T3", at: probe.organization)
            #expect(try await probe.states().count == 2)
            #expect(try await probe.outbox.due(upTo: 10).isEmpty)

            _ = try await NotificationStore(probe.fixture.database).tell(limit: 100)
            for role in Role.allCases {
                let page = try await probe.fixture.reading.notifications(
                    NotificationFilter(), page: PageRequest(first: 10), fields: [.kind, .detail, .stationID],
                    viewer: try probe.organization.viewer(role))
                let isTold =
                    page.rows[.kind] == .texts(["WEBHOOK_SWITCHED_OFF", "TAG_REFUSED"])
                    || page.rows[.kind] == .texts(["TAG_REFUSED", "WEBHOOK_SWITCHED_OFF"])
                #expect(isTold == [.organizationOwner, .platformOperator].contains(role), "\(role)")
            }
            await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.redeliver(again[0].id, viewer: owner)
            }
            try await probe.fixture.directory.updateWebhook(probe.webhook, secret: nil, viewer: owner) {
                $0.isActive = true
            }
            try await probe.age(10_000)
            let anew = try await probe.outbox.due(upTo: 10)
            #expect(anew.count == 2)
            try await probe.outbox.failed(anew[0], code: 500, "no", patience: Self.patience)
            #expect(try await probe.isActive() == true)
        }
    }

    @Test func `others neither see nor change a webhook`() async throws {
        try await Probe.with { probe in
            try await probe.refuseTag("X", at: probe.organization)
            let delivery = try #require(try await probe.outbox.due(upTo: 1).first)
            let strangers =
                try Role.allCases.filter { $0 != .organizationOwner && $0 != .platformOperator }
                .map { try probe.organization.viewer($0) } + [try probe.other.owner]
            for viewer in strangers {
                let page = try await probe.fixture.reading.webhooks(
                    page: PageRequest(first: 5), fields: [.url], viewer: viewer)
                #expect(page.rows.count == 0)
                let seen = try await probe.fixture.reading.webhookDeliveries(
                    ids: [delivery.id], fields: [.event], viewer: viewer)
                #expect(seen.count == 0)
                await #expect(throws: ChargingError.self) {
                    try await probe.fixture.directory.updateWebhook(probe.webhook, secret: nil, viewer: viewer) {
                        $0.name = "Mine"
                    }
                }
                await #expect(throws: ChargingError.self) {
                    try await probe.fixture.directory.deleteWebhooks([probe.webhook], viewer: viewer)
                }
                await #expect(throws: ChargingError.self) {
                    try await probe.fixture.directory.redeliver(delivery.id, viewer: viewer)
                }
                await #expect(throws: ChargingError.self) {
                    try await probe.fixture.directory.testWebhook(probe.webhook, viewer: viewer)
                }
            }
            try await probe.fixture.directory.deleteWebhooks([probe.webhook], viewer: try probe.organization.owner)
            #expect(try await probe.states() == [])
        }
    }

    @Test func `a test is sent before what waits, once, and its failure counts for nothing`() async throws {
        try await Probe.with { probe in
            let owner = try probe.organization.owner
            try await probe.refuseTag("X", at: probe.organization)
            let id = try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
            await #expect(throws: ChargingError.self, "one at a time") {
                try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
            }
            let due = try #require(try await probe.outbox.due(upTo: 1).first)
            #expect(due.id == id && due.event == "TEST" && due.organization == probe.organization.id)
            try await probe.outbox.failed(due, code: 500, "it was answered with 500", patience: .zero)
            #expect(try await probe.states() == ["TAG_REFUSED PENDING 0", "TEST FAILED 1"])
            let failing = try await probe.fixture.client.query(
                "SELECT count(*) AS count FROM webhooks WHERE failing_since IS NOT NULL OR NOT is_active")
            #expect(try failing.single().int("count") == 0)
        }
    }

    @Test func `tests have a limit, and a webhook that is off is not tested`() async throws {
        try await Probe.with { probe in
            let owner = try probe.organization.owner
            for _ in 0..<WebhookDraft.testsInTenMinutes {
                _ = try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
                let due = try #require(try await probe.outbox.due(upTo: 1).first)
                try await probe.outbox.delivered(due, code: 204)
            }
            let refused = await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
            }
            #expect(refused?.code == .limitExceeded)
            try await probe.run("UPDATE webhook_deliveries SET created_at = now() - interval '11 minutes'")
            _ = try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
            try await probe.run("UPDATE webhook_deliveries SET status = 'FAILED' WHERE status = 'PENDING'")
            try await probe.run("UPDATE webhooks SET is_active = false")
            let off = await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.testWebhook(probe.webhook, viewer: owner)
            }
            #expect(off?.code == .conflict)
        }
    }

    @Test func `an organization has so many webhooks at most`() async throws {
        try await Probe.with { probe in
            let draft = WebhookDraft(name: "More", url: "https://example.com/", events: [.tagRefused])
            let secret = WebhookSecret(text: "", encrypted: [1])
            let owner = try probe.organization.owner
            for _ in 1..<WebhookDraft.maximumPerOrganization {
                _ = try await probe.fixture.directory.createWebhook(draft, secret: secret, viewer: owner)
            }
            await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.createWebhook(draft, secret: secret, viewer: owner)
            }
        }
    }
}

extension WebhookStoreTests.Probe {
    func isActive() async throws -> Bool {
        try await fixture.client.query("SELECT is_active FROM webhooks WHERE id = \(webhook.rawValue)").single()
            .bool("is_active")
    }
}
