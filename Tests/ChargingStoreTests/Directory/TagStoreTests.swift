import Charging
import JSON
import Postgres
import Testing

@testable import ChargingStore

@Suite("Changes of tags", .timeLimit(.minutes(1)))
struct TagStoreTests {
    private static let all: Set<TagField> = Set(TagField.allCases)

    private func tag(_ id: TagID, _ fixture: StoreFixture, _ viewer: Viewer) async throws -> RowBatch<TagField> {
        try await fixture.reading.tags(ids: [id], fields: Self.all, viewer: viewer)
    }

    @Test func `what is given changes, what is cleared is empty, and the rest stays`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let id = try #require(one.tags["OWN"])
            var change = TagChange(id: id)
            change.note = .to("noted")
            change.expiresAt = .to(at(5))
            change.parentIDTag = .to("P")
            change.isBlocked = true
            try await fixture.directory.updateTag(change, viewer: one.owner)
            var row = try await tag(id, fixture, one.owner)
            #expect(row[.idTag] == .texts(["OWN"]) && row[.note] == .texts(["noted"]))
            #expect(row[.isBlocked] == .booleans([true]) && row[.expiresAt] == .timestamps([at(5)]))
            #expect(row[.userID] == .integers([try one.driver.userID.rawValue]))

            change = TagChange(id: id)
            change.idTag = "Own2"
            change.type = .company
            change.medium = .virtual
            change.allowsConcurrent = true
            change.alias = .to("A")
            change.note = .to(nil)
            change.expiresAt = .to(nil)
            change.parentIDTag = .to(nil)
            change.userID = .to(nil)
            try await fixture.directory.updateTag(change, viewer: one.owner)
            row = try await tag(id, fixture, one.owner)
            #expect(
                row.columns == [
                    .idTag: .texts(["Own2"]), .note: .texts([nil]), .alias: .texts(["A"]), .type: .texts(["COMPANY"]),
                    .medium: .texts(["VIRTUAL"]), .expiresAt: .timestamps([nil]), .isBlocked: .booleans([true]),
                    .allowsConcurrent: .booleans([true]), .isRestrictedToStations: .booleans([true]),
                    .parentIDTag: .texts([nil]), .userID: .integers([nil]),
                ])
        }
    }

    @Test func `a tag with very many sessions is deleted in batches`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let id = try #require(one.tags["OTHER"])
            _ = try await fixture.client.query(
                """
                INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id,
                    status, "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at,
                    last_meter_wh, last_meter_at)
                SELECT \(one.id.rawValue), \(one.stations[0].id.rawValue), 1, nextval('transaction_ids'), 'OTHER',
                    \(id.rawValue), CASE WHEN n = 1 THEN 'ACTIVE' ELSE 'COMPLETED' END, 'ACCEPTED', true,
                    now() - n * interval '1 hour', n::text, 0, CASE WHEN n > 1 THEN now() END, 0, now()
                FROM generate_series(1, \(DirectoryStore.sessionBatch + 200)) n
                """)
            _ = fixture.log.takeAll()
            try await fixture.directory.deleteTags([id], viewer: one.owner)
            // The last finds nothing more that is over.
            #expect(fixture.log.takeAll().filter { $0.contains("SET tag_id = NULL") }.count == 3)
            #expect(try await fixture.count("SELECT count(*) FROM tags WHERE id = \(id.rawValue)") == 0)
            #expect(
                try await fixture.count("SELECT count(*) FROM sessions WHERE tag_id IS NULL AND NOT is_tag_unknown")
                    == Int(DirectoryStore.sessionBatch) + 200)
        }
    }

    @Test func `stations and groups are replaced`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let id = try #require(one.tags["OWN"])
            var change = TagChange(id: id)
            change.stationIDs = [one.stations[1].id]
            change.groupIDs = []
            try await fixture.directory.updateTag(change, viewer: one.owner)
            let stations = try await fixture.reading.stations(ofTags: [id], fields: [], viewer: one.owner)
            #expect(stations.rows.ids == [one.stations[1].id.rawValue])
            #expect(try await fixture.reading.groups(ofTags: [id], fields: [], viewer: one.owner).rows.ids == [])
            change.stationIDs = []
            try await fixture.directory.updateTag(change, viewer: one.owner)
            #expect(try await fixture.reading.stations(ofTags: [id], fields: [], viewer: one.owner).rows.ids == [])
        }
    }

    /// At the stations that there are.
    private func verdicts(
        _ writer: WriterProbe, _ one: TestOrganization, at seconds: Int64
    ) async throws -> [AuthorizationStatus] {
        let station = one.stations[1]
        return [
            try await writer.authorize("OWN", at: station, at: seconds).status,
            try await writer.start(station, tag: "OWN", at: seconds).verdict.status,
        ]
    }

    private func isListed(_ fixture: StoreFixture, _ one: TestOrganization) async throws -> Bool {
        var filter = TagFilter()
        filter.stationID = one.stations[1].id
        let tags = try await fixture.reading.tags(
            filter, page: PageRequest(first: 10), fields: [.idTag], viewer: one.owner)
        guard case .texts(let idTags)? = tags.rows[.idTag] else { return false }
        return idTags.contains("OWN")
    }

    @Test func `a tag whose only station was deleted is accepted nowhere, until it is given others`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let id = try #require(one.tags["OWN"])
            _ = try await fixture.client.query("DELETE FROM stations WHERE id = \(one.stations[0].id.rawValue)")
            var change = TagChange(id: id)
            change.note = .to("its station is gone")
            try await fixture.directory.updateTag(change, viewer: one.owner)
            let stations = try await fixture.reading.stations(ofTags: [id], fields: [], viewer: one.owner)
            #expect(stations.rows.ids == [])
            #expect(try await tag(id, fixture, one.owner)[.isRestrictedToStations] == .booleans([true]))
            #expect(try await verdicts(writer, one, at: 0) == [.invalid, .invalid])
            #expect(try await !isListed(fixture, one))

            change.stationIDs = [one.stations[1].id]
            try await fixture.directory.updateTag(change, viewer: one.owner)
            #expect(try await tag(id, fixture, one.owner)[.isRestrictedToStations] == .booleans([true]))
            #expect(try await verdicts(writer, one, at: 10) == [.accepted, .accepted])
            #expect(try await isListed(fixture, one))
        }
    }

    @Test func `an empty list of stations given on purpose makes a tag valid everywhere`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let id = try #require(one.tags["OWN"])
            #expect(try await verdicts(writer, one, at: 0) == [.invalid, .invalid])
            _ = try await fixture.client.query("DELETE FROM stations WHERE id = \(one.stations[0].id.rawValue)")
            var change = TagChange(id: id)
            change.stationIDs = []
            try await fixture.directory.updateTag(change, viewer: one.owner)
            #expect(try await tag(id, fixture, one.owner)[.isRestrictedToStations] == .booleans([false]))
            #expect(try await verdicts(writer, one, at: 10) == [.accepted, .accepted])
            #expect(try await isListed(fixture, one))
        }
    }

    @Test func `nothing is changed by half, and refusals name their field`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let id = try #require(one.tags["OWN"])
            func refusal(_ set: (inout TagChange) throws -> Void) async throws -> ChargingError? {
                var change = TagChange(id: id)
                change.note = .to("half")
                try set(&change)
                do {
                    try await fixture.directory.updateTag(change, viewer: one.owner)
                    return nil
                } catch { return error as? ChargingError }
            }
            #expect(try await refusal { $0.idTag = "other" }?.field == "idTag")
            #expect(try await refusal { $0.stationIDs = [two.stations[0].id] }?.field == "stationIds")
            #expect(try await refusal { $0.groupIDs = [two.group] }?.field == "groupIds")
            #expect(try await refusal { $0.userID = .to(try two.driver.userID) }?.field == "userId")
            #expect(try await tag(id, fixture, one.owner)[.note] == .texts([nil]))
        }
    }

    @Test(arguments: Role.allCases)
    func `tags are changed and deleted by those who may, in their own organization`(role: Role) async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let viewer = try one.viewer(role)
            let mayChange = Rights(of: viewer).allows(.changeTag)
            for (organization, isReached) in [(one, true), (two, role == .platformOperator)] {
                let expected: ChargingError.Code? = mayChange ? (isReached ? nil : .notFound) : .forbidden
                let id = try #require(organization.tags["OWN"])
                var change = TagChange(id: id)
                change.stationIDs = [organization.stations[1].id]
                let updated = await refusalOf { try await fixture.directory.updateTag(change, viewer: viewer) }
                #expect(updated?.code == expected)
                let deleted = await refusalOf { try await fixture.directory.deleteTags([id], viewer: viewer) }
                #expect(deleted?.code == expected)
            }
        }
    }

    @Test func `tags are deleted all or none, and their sessions stay`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            _ = try await writer.start(one.stations[0], at: 0)
            let (own, other, theirs) = (one.tags["OWN"], one.tags["OTHER"], two.tags["OWN"])
            let mixed = [own, theirs].compactMap { $0 }
            let refused = await refusalOf { try await fixture.directory.deleteTags(mixed, viewer: one.owner) }
            #expect(refused?.code == .notFound)
            #expect(try await fixture.count("SELECT count(*) FROM tags") == 4)
            try await fixture.directory.deleteTags([own, other].compactMap { $0 }, viewer: one.owner)
            #expect(try await fixture.count("SELECT count(*) FROM tags") == 2)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE tag_id IS NULL") == 1)
        }
    }

    private func refusalOf(_ body: () async throws -> Void) async -> ChargingError? {
        do {
            try await body()
            return nil
        } catch { return error as? ChargingError }
    }
}
