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
