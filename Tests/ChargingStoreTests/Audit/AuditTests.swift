import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Audit trail", .timeLimit(.minutes(2)))
struct AuditTests {
    struct Entry: Equatable {
        var action: String
        var object: String
        var before: JSONValue?
        var after: JSONValue?
    }

    /// Entries of people, oldest first, since the fixture was made.
    private func entries(_ fixture: StoreFixture) async throws -> [Entry] {
        let rows = try await fixture.client.query(
            """
            SELECT action, object_type || ' ' || coalesce(object_label, '-') AS object, before, after FROM audit_entries
            WHERE user_id IS NOT NULL ORDER BY id
            """)
        return try rows.map { row in
            func value(_ name: String) throws -> JSONValue? {
                try row.optional.value(name, as: PostgresJSON.self).map { try JSONValue(parsing: $0.bytes) }
            }
            return Entry(
                action: try row.string("action"), object: try row.string("object"), before: try value("before"),
                after: try value("after"))
        }
    }

    private func doing<Result: Sendable>(_ viewer: Viewer, _ work: () async throws -> Result) async throws -> Result {
        try await Doer.$current.withValue(
            Doer(userID: viewer.userID, address: "192.0.2.7"), operation: { try await work() })
    }

    @Test func `a change is told with what was and what became, and who did it from where`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            var change = StationChange(id: organization.stations[0].id)
            change.attributes = [.description: "New", .city: "Town"]
            try await doing(owner) {
                _ = try await fixture.directory.updateStation(change, viewer: owner)
                // Again the same is no change.
                _ = try await fixture.directory.updateStation(change, viewer: owner)
            }
            #expect(
                try await entries(fixture) == [
                    Entry(
                        action: "CHANGED", object: "Station alpha-1", before: ["description": nil, "city": nil],
                        after: ["description": "New", "city": "Town"])
                ])
            let page = try await fixture.reading.auditEntries(
                AuditFilter(), page: PageRequest(first: 1), fields: [.userID, .userEmail, .address, .objectID],
                viewer: owner)
            #expect(page.rows[.userID] == .integers([owner.userID.rawValue]))
            #expect(page.rows[.userEmail] == .texts(["organization_owner@alpha.example"]))
            #expect(page.rows[.address] == .texts(["192.0.2.7"]))
            #expect(page.rows[.objectID] == .integers([organization.stations[0].id.rawValue]))
        }
    }

    @Test func `every kind of thing that people change leaves a trace, without secrets`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner, directory = fixture.directory
            try await doing(owner) {
                let credential = StoredCredential(verifier: [1, 2, 3], encrypted: [4, 5, 6])
                _ = try await directory.onboardStation(
                    NewStation(
                        chargePointID: try #require(ChargePointID("new")), description: nil, admission: .accepted,
                        credential: credential, groupIDs: []), viewer: owner)
                _ = try await directory.setActivity(
                    StationActivity(ids: [organization.stations[0].id], isActive: false, reason: "broken"),
                    viewer: owner)
                let tag = try await directory.createTag(NewTag(idTag: "T"), viewer: owner)
                try await directory.deleteTags([tag], viewer: owner)
                let group = try await directory.createGroup(
                    NewGroup(name: "G", stationIDs: [organization.stations[0].id]), viewer: owner)
                try await directory.deleteGroups([group], viewer: owner)
                _ = try await directory.addUser(
                    NewUser(
                        email: "new@alpha.example", role: .driver, names: PersonNames(first: nil, last: nil),
                        language: nil), viewer: owner)
                var draft = QuirkProfileDraft(
                    name: "Q",
                    profile: QuirkProfile(
                        id: QuirkProfileID(rawValue: 0), vendor: QuirkPattern("*"), model: QuirkPattern("*"),
                        firmwareVersion: QuirkPattern("*"), corrections: QuirkCorrections()), isOn: false)
                draft.isOn = true
                _ = try await directory.createQuirkProfile(draft, viewer: owner)
            }
            let all = try await entries(fixture)
            #expect(
                all.map { "\($0.action) \($0.object)" } == [
                    "CREATED Station new", "CHANGED Station alpha-1", "CREATED Tag T", "DELETED Tag T",
                    "CREATED Group G", "CHANGED Group G", "DELETED Group G", "CREATED User new@alpha.example",
                    "CREATED QuirkProfile Q",
                ])
            #expect(all[0].after?["passwordVerifier"] == "***" && all[0].after?["passwordEncrypted"] == nil)
            #expect(all[0].before == nil && all[3].after == nil && all[3].before?["idTag"] == "T")
            #expect(all[1].after == ["isActive": false, "inactiveReason": "broken"])
            #expect(all[5].after == ["stationIds": [.integer(organization.stations[0].id.rawValue)]])
            let text = "\(all)"
            #expect(!text.contains("010203") && !text.contains("040506"))
        }
    }

    @Test func `prices, and where they are in force, are told with those before`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner, station = organization.stations[0]
            let night = try TariffPrices.euros(
                kwh: "0.39", periods: [.kwh("0.2", on: [1, 2], from: 1_320, to: 360)])
            let day = try TariffPrices.euros(kwh: "0.39", minute: "0.05")
            try await doing(owner) {
                let tariff = try await fixture.tariff("T", night, organization)
                let change: @Sendable (inout TariffDraft) -> Void = { draft in
                    draft.name = "U"
                    draft.prices = day
                }
                try await fixture.directory.updateTariff(tariff, validFrom: at(0), viewer: owner, change)
                // Again the same is no change.
                try await fixture.directory.updateTariff(tariff, validFrom: at(60), viewer: owner, change)
                try await fixture.assign(tariff, stations: [station], organization)
                try await fixture.assign(nil, stations: [station], from: 60, organization)
                try await fixture.assign(tariff, groups: [organization.group], organization)
                try await fixture.assign(nil, groups: [organization.group], organization)
                try await fixture.directory.deleteTariffs([tariff], viewer: owner)
            }
            let all = try await entries(fixture)
            #expect(
                all.map { "\($0.action) \($0.object)" } == [
                    "CREATED Tariff T", "CHANGED Tariff U", "CHANGED Tariff U", "CHANGED Station alpha-1",
                    "CHANGED Station alpha-1", "CHANGED Group Group of alpha", "CHANGED Group Group of alpha",
                    "DELETED Tariff U",
                ])
            #expect(all[0].after?["name"] == "T" && all[0].after?["pricePerKwh"] == 0.39 && all[0].before == nil)
            let period: JSONValue = ["days": [1, 2], "from": "22:00", "to": "06:00", "pricePerKwh": 0.2]
            #expect(all[0].after?["periods"] == [period])
            #expect(all[1].before == ["name": "T"] && all[1].after == ["name": "U"])
            #expect(all[2].before == ["version": 1, "pricePerMinute": nil, "periods": [period]])
            #expect(all[2].after == ["version": 2, "pricePerMinute": 0.05, "periods": nil])
            #expect(all[3...6].map { $0.before?["tariff"]?.string } == [nil, "U", nil, "U"])
            #expect(all[3...6].map { $0.after?["tariff"]?.string } == ["U", nil, "U", nil])
            #expect(all[7].before == ["name": "U"] && all[7].after == nil)
        }
    }

    @Test func `what is written down of a session is told with what was there`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner, station = organization.stations[0]
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            let session = try await writer.start(station, at: 10).session
            try await doing(owner) {
                for note in ["First", "First", "Second", nil] {
                    _ = try await fixture.directory.note(note, on: session.id, viewer: owner)
                }
            }
            let object = "Session \(session.transactionID)"
            #expect(
                try await entries(fixture) == [
                    Entry(action: "CHANGED", object: object, before: ["note": nil], after: ["note": "First"]),
                    Entry(action: "CHANGED", object: object, before: ["note": "First"], after: ["note": "Second"]),
                    Entry(action: "CHANGED", object: object, before: ["note": "Second"], after: ["note": nil]),
                ])
        }
    }

    /// What chargers, the server itself or each person for themselves keep, and what has a history of its own.
    private static let untraced: Set<String> = [
        // What chargers say, and what is made of it.
        "accepted_charging_profiles", "charging_profile_limits", "charging_profiles", "heartbeats",
        "local_lists", "meter_values",
        "recordings", "sample_kinds", "schedule_comparisons", "session_costs", "session_facts", "station_absences",
        "station_events", "station_meter_values", "station_uploads", "status_notifications", "tag_revisions",
        "unknown_tags", "firmware_downloads",
        // Each row is what somebody did, with who and when.
        "audit_entries", "claim_attempts", "logbook_armings", "logbook_entries", "operations", "queue_places",
        "service_request_comments", "service_request_logs", "service_request_numbers",
        "service_requests", "sign_in_events", "webhook_deliveries",
        // Somebody's own.
        "export_jobs", "mailed_secrets", "mails", "notification_causes", "notification_preferences",
        "notification_subjects", "notifications", "quiet_hours", "recovery_codes", "used_tickets",
        // The server's, and what goes with its version of a tariff.
        "certificate_authorities", "tariff_periods",
    ]

    @Test func `a table is watched, or it is known why not`() async throws {
        try await StoreFixture.with { fixture in
            let rows = try await fixture.client.query(
                """
                SELECT c.relname::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_migration' AND NOT EXISTS (
                    SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                    WHERE t.tgrelid = c.oid AND p.proname LIKE 'audit\\_%')
                """)
            #expect(Set(try rows.column("name", as: String.self)) == Self.untraced)
        }
    }

    @Test func `what is refused leaves no trace, and what the server does names nobody`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            try await doing(owner) {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.createTag(NewTag(idTag: "OWN"), viewer: owner)
                }
                var change = TagChange(id: try #require(organization.tags["OTHER"]))
                change.alias = .to("x")
                change.stationIDs = [StationID(rawValue: 999_999)]
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.updateTag(change, viewer: owner)
                }
            }
            #expect(try await entries(fixture).isEmpty)
            // The fixture was made by nobody, and afterwards nobody is at work again.
            _ = try await fixture.directory.createTag(NewTag(idTag: "LATER"), viewer: owner)
            #expect(try await entries(fixture).isEmpty)
            #expect(try await fixture.count("SELECT count(*) AS count FROM audit_entries WHERE user_id IS NULL") > 10)
        }
    }

    @Test func `what chargers and the server's own work change is no entry`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("alpha")
            let station = organization.stations[0]
            let before = try await fixture.count("SELECT count(*) AS count FROM audit_entries")
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            let started = try await writer.start(station, at: 10)
            _ = try await writer.stop(station, started.session.transactionID, at: 20, meter: 1_500)
            _ = try await fixture.client.query("UPDATE users SET preferences = '{\"a\": 1}', last_sign_in_at = now()")
            #expect(try await fixture.count("SELECT count(*) AS count FROM audit_entries") == before)
        }
    }

    @Test func `the doer costs no round trip, and ends with the transaction`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            try await doing(owner) { try await fixture.directory.markNotificationsRead(nil, viewer: owner) }
            for _ in 0..<20 {
                let left: [String?] = try await fixture.client.query(
                    "SELECT nullif(current_setting('stationmaster.doer', true), '') AS doer"
                ).map { try $0.optional.string("doer") }
                #expect(left == [nil])
            }
        }
    }

    @Test(arguments: Role.allCases)
    func `owners and platform operators read it`(role: Role) async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            func seen(_ viewer: Viewer) async throws -> Set<String> {
                let page = try await fixture.reading.auditEntries(
                    AuditFilter(), page: PageRequest(first: 500), fields: [.objectLabel], viewer: viewer)
                guard case .texts(let labels)? = page.rows[.objectLabel] else { return [] }
                return Set(labels.compactMap(\.self).filter { $0.hasSuffix("-1") })
            }
            let expected: Set<String> =
                switch role {
                case .platformOperator: ["alpha-1", "beta-1"]
                case .organizationOwner: ["alpha-1"]
                case .manager, .installer, .support, .driver: []
                }
            #expect(try await seen(try alpha.viewer(role)) == expected)
            let owner = try beta.owner
            let readOnly = Viewer(
                userID: owner.userID, organizationID: owner.organizationID, role: owner.role, tokenID: 1,
                isReadOnly: true)
            #expect(try await seen(readOnly) == ["beta-1"])
        }
    }

    @Test func `filters find what they say`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            try await doing(owner) { _ = try await fixture.directory.createTag(NewTag(idTag: "T"), viewer: owner) }
            func count(_ set: (inout AuditFilter) -> Void) async throws -> Int {
                var filter = AuditFilter()
                set(&filter)
                return try await fixture.reading.auditEntries(
                    filter, page: PageRequest(first: 500), fields: [], viewer: owner
                ).rows.count
            }
            #expect(try await count { $0.userID = owner.userID } == 1)
            #expect(
                try await count {
                    $0.objectTypes = ["Tag"]; $0.actions = [.created]
                } == 3)
            #expect(try await count { $0.actions = [.revealed] } == 0)
            let station = organization.stations[0].id.rawValue
            #expect(try await count { $0.object = AuditFilter.Object(type: "Station", id: station) } == 1)
            #expect(try await count { $0.object = AuditFilter.Object(type: "Tag", id: station + 1_000) } == 0)
            #expect(try await count { $0.from = Timestamp(microseconds: 4_000_000_000_000_000) } == 0)
        }
    }

    @Test func `entries are not changed`() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.makeOrganization("alpha")
            await #expect(throws: PostgresError.self) {
                try await fixture.client.query("UPDATE audit_entries SET user_id = 1")
            }
        }
    }

    @Test func `each look at a password is recorded with its reason, and refused looks are not`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let station = alpha.stations[0].id
            _ = try await fixture.client.query(
                "UPDATE stations SET password_verifier = '\\x01', password_encrypted = '\\x02' WHERE id = \(station.rawValue)"
            )
            for role in Role.allCases {
                let viewer = try alpha.viewer(role), mayLook = Rights(of: viewer).allows(.configureStation)
                let look = try? await doing(viewer) {
                    try await fixture.directory.forReading(
                        .ocppPassword, of: station, because: "broken", viewer: viewer)
                }
                #expect(look == (mayLook ? [2] : nil), "\(role)")
            }
            for (id, viewer) in [(station, try beta.owner), (alpha.stations[1].id, try alpha.owner)] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.forReading(.ocppPassword, of: id, because: "x", viewer: viewer)
                }
            }
            var filter = AuditFilter()
            filter.actions = [.revealed]
            let page = try await fixture.reading.auditEntries(
                filter, page: PageRequest(first: 10), fields: [.userEmail, .reason, .address, .after],
                viewer: try alpha.owner)
            #expect(page.rows.count == 4 && page.rows[.reason] == .texts(Array(repeating: "broken", count: 4)))
            #expect(page.rows[.after] == .documents(Array(repeating: ["secret": "OCPP_PASSWORD"], count: 4)))
            #expect(page.rows[.address] == .texts(Array(repeating: "192.0.2.7", count: 4)))
        }
    }
}
