import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Certificate store", .timeLimit(.minutes(2)))
struct CertificateStoreTests {
    private let issued = IssuedCertificate(certificate: "PEM", serialNumber: "a1", validFrom: at(0), validTo: at(60))

    /// A request of the organization's first station, received now.
    private func ask(_ fixture: StoreFixture, _ organization: TestOrganization, _ detail: String) async throws {
        _ = try await fixture.client.query(
            """
            INSERT INTO station_events (organization_id, station_id, kind, name, detail, reported_at, received_at,
                generation)
            VALUES (\(organization.id.rawValue), \(organization.stations[0].id.rawValue), 'CERTIFICATE_REQUEST',
                'AwaitingSignature', \(detail), now(), now(), 1)
            """)
    }

    @Test func `a request is looked at once, with what is known of its station`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let store = CertificateStore(fixture.database)
            _ = try await fixture.client.query(
                "UPDATE stations SET serial_number = 'S', charge_box_serial_number = '' WHERE id = \(organization.stations[0].id.rawValue)"
            )
            try await ask(fixture, organization, "one")
            try await ask(fixture, organization, "two")
            let found = try await store.applications(limit: 10)
            #expect(found.map(\.request) == ["one", "two"])
            #expect(found.first?.names == ["alpha-1", "S"] && found.first?.organizationName == "alpha")
            #expect(found.first?.recentlyIssued == 0)
            try await store.refuse(found[1], because: "weak")
            let identity = RequestedIdentity(commonName: "alpha-1", organization: nil)
            let id = try #require(try await store.keep(found[0], identity: identity, reason: nil))
            // As if the server had ended before it was signed.
            #expect(try await store.applications(limit: 10).map(\.request) == ["one"])
            #expect(try await store.keep(found[0], identity: identity, reason: nil) == id)

            let server = Viewer(userID: .server, organizationID: organization.id, role: .manager, tokenID: 0)
            #expect(try await store.issue(id, issued, viewer: server))
            #expect(try await store.issue(id, issued, viewer: server) == false)
            #expect(try await store.keep(found[0], identity: identity, reason: "late") == nil)
            #expect(try await store.applications(limit: 10).isEmpty)
            try await ask(fixture, organization, "three")
            #expect(try await store.applications(limit: 10).map(\.recentlyIssued) == [1])
        }
    }

    /// A request that waits for a person.
    private func waiting(
        _ fixture: StoreFixture, _ organization: TestOrganization, _ store: CertificateStore
    ) async throws -> CertificateRequestID {
        try await ask(fixture, organization, "one")
        let application = try #require(try await store.applications(limit: 1).first)
        let identity = RequestedIdentity(commonName: "x", organization: nil)
        return try #require(try await store.keep(application, identity: identity, reason: "why"))
    }

    @Test func `requests are seen and decided in their organization`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let store = CertificateStore(fixture.database)
            let id = try await waiting(fixture, organization, store)
            for role in Role.allCases {
                let viewer = try organization.viewer(role), stranger = try other.viewer(role)
                let isOperator = role == .platformOperator
                #expect((try await store.certificateRequest(id, viewer: viewer) != nil) == (role != .driver))
                #expect((try await store.certificateRequest(id, viewer: stranger) != nil) == isOperator)
                let seen = try await fixture.reading.certificateRequests(
                    ids: [id], fields: Set(CertificateRequestField.allCases), viewer: stranger)
                #expect(seen.count == (isOperator ? 1 : 0))
                if !isOperator { #expect(try await store.issue(id, issued, viewer: stranger) == false) }
            }
            let owner = try organization.owner
            #expect(try await store.issue(id, issued, viewer: owner))
            let row = try await fixture.reading.certificateRequests(
                ids: [id], fields: [.status, .decidedBy, .serialNumber], viewer: owner)
            #expect(row[.status] == .texts(["ISSUED"]) && row[.serialNumber] == .texts(["a1"]))
            #expect(row[.decidedBy] == .integers([owner.userID.rawValue]))
        }
    }

    @Test func `a refusal is kept with who and why, in the organization alone`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let store = CertificateStore(fixture.database)
            let id = try await waiting(fixture, organization, store)
            for viewer in [try other.owner, try organization.driver] {
                #expect(try await store.refuse(id, because: "not ours", viewer: viewer) == false)
            }
            let owner = try organization.owner
            #expect(try await store.refuse(id, because: "not ours", viewer: owner))
            #expect(try await store.refuse(id, because: "again", viewer: owner) == false)
            #expect(try await store.revoke(id, because: "none was issued", viewer: owner) == nil)
            #expect(try await store.issue(id, issued, viewer: owner) == false)
            let row = try await fixture.reading.certificateRequests(
                ids: [id], fields: [.status, .reason, .decidedBy, .decidedAt], viewer: owner)
            #expect(row[.status] == .texts(["REFUSED"]) && row[.reason] == .texts(["not ours"]))
            #expect(row[.decidedBy] == .integers([owner.userID.rawValue]))
            guard case .timestamps(let times)? = row[.decidedAt] else { throw TestFailure("no time") }
            #expect(times.allSatisfy { $0 != nil })
        }
    }

    @Test func `client certificates are found by those who may set their stations up`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let store = CertificateStore(fixture.database)
            let id = try await waiting(fixture, organization, store)
            func found(
                _ viewer: Viewer, _ change: (inout ClientCertificateFilter) -> Void = { _ in }
            ) async throws -> [Int64] {
                var filter = ClientCertificateFilter()
                change(&filter)
                let page = try await fixture.reading.clientCertificates(
                    filter, page: PageRequest(first: 5), fields: Set(ClientCertificateField.allCases), viewer: viewer)
                let rows = try await fixture.reading.clientCertificates(
                    ids: [id], fields: [.subject], viewer: viewer)
                if filter == ClientCertificateFilter() { #expect(rows.ids == page.rows.ids) }
                return page.rows.ids
            }
            let owner = try organization.owner, all = [id.rawValue]
            #expect(try await found(owner).isEmpty)
            #expect(try await store.issue(id, issued, viewer: owner))
            for role in Role.allCases {
                let sees = Rights(of: try organization.viewer(role)).allows(.configureStation)
                #expect(try await found(try organization.viewer(role)) == (sees ? all : []))
                #expect(try await found(try other.viewer(role)) == (role == .platformOperator ? all : []))
            }
            #expect(try await found(owner) { $0.serialNumber = "A1" } == all)
            #expect(try await found(owner) { $0.serialNumber = "a" }.isEmpty)
            #expect(try await found(owner) { $0.stationIDs = [organization.stations[0].id] } == all)
            #expect(try await found(owner) { $0.stationIDs = [organization.stations[1].id] }.isEmpty)
            #expect(try await found(owner) { $0.expiresBefore = at(61) } == all)
            #expect(try await found(owner) { $0.expiresBefore = at(60) }.isEmpty)
            #expect(try await found(owner) { $0.isRevoked = true }.isEmpty)
            _ = try await store.revoke(id, because: "stolen", viewer: owner)
            #expect(try await found(owner) { $0.isRevoked = true } == all)
            #expect(try await found(owner) { $0.isRevoked = false }.isEmpty)
        }
    }

    @Test func `a certificate is taken back once, by its own organization, and is revoked when it is shown`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let store = CertificateStore(fixture.database)
            let id = try await waiting(fixture, organization, store)
            let owner = try organization.owner, station = organization.stations[0].id
            #expect(try await store.issue(id, issued, viewer: owner))
            let question = CertificateQuestion(serialNumber: "a1", station: station)
            for viewer in [try other.owner, try organization.driver, try organization.viewer(.support)] {
                #expect(try await store.revoke(id, because: "not theirs", viewer: viewer) == nil)
            }
            let before = try await CertificateQuestion.answers(to: [question], in: fixture.database)
            #expect(before[question]?.isRevoked == false)
            let revoked = try await store.revoke(id, because: "stolen", viewer: owner)
            #expect(revoked == RevokedCertificate(station: station, serialNumber: "a1"))
            #expect(try await store.revoke(id, because: "again", viewer: owner) == nil)
            let after = try await CertificateQuestion.answers(to: [question], in: fixture.database)
            #expect(after[question]?.isRevoked == true)
            let row = try await fixture.reading.certificateRequests(
                ids: [id], fields: [.revokedBy, .revocationReason, .revokedAt], viewer: owner)
            #expect(row[.revokedBy] == .integers([owner.userID.rawValue]))
            #expect(row[.revocationReason] == .texts(["stolen"]))
            guard case .timestamps(let times)? = row[.revokedAt] else { throw TestFailure("no time") }
            #expect(times.allSatisfy { $0 != nil })
        }
    }

    @Test func `what the server asks for by itself is asked by nobody`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let server = Viewer(userID: .server, organizationID: organization.id, role: .manager, tokenID: 0)
            let id = try await fixture.record(.certificateSigned, at: organization.stations[0].id, as: server)
            let row = try await fixture.reading.operations(
                ids: [id], fields: [.requestedBy], viewer: try organization.owner)
            #expect(row[.requestedBy] == .integers([nil]))
        }
    }

    @Test func `there is one authority`() async throws {
        try await StoreFixture.with { fixture in
            let store = CertificateStore(fixture.database)
            #expect(try await store.authority() == nil)
            try await store.keepAuthority(certificate: "first", key: [1])
            try await store.keepAuthority(certificate: "second", key: [2])
            let kept = try #require(try await store.authority())
            #expect(kept.certificate == "first" && kept.key == [1])
        }
    }
}
