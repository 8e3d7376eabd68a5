import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Directory", .timeLimit(.minutes(1)))
struct DirectoryStoreTests {
    private func newStation(_ id: String, groups: [GroupID] = []) throws -> NewStation {
        NewStation(
            chargePointID: try #require(ChargePointID(id)), description: "d", admission: .pending,
            credential: StoredCredential(verifier: [1, 2], encrypted: [3]), groupIDs: groups)
    }

    private func refusal<R>(_ body: () async throws -> R) async -> ChargingError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? ChargingError
        }
    }

    @Test func `an onboarded station is returned as it is stored`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            let record = try await fixture.directory.onboardStation(
                newStation("CP 1", groups: [organization.group, organization.group]), viewer: organization.owner)
            #expect(record.admission == .pending)
            #expect(record.passwordVerifier == [1, 2])
            #expect(record.presence == .unknown)
            #expect(try await fixture.chargePoints.station(record.chargePointID) == record)
            let groups = try await fixture.reading.groups(
                ofStations: [record.id], fields: [], viewer: organization.owner)
            #expect(groups.rows.ids == [organization.group.rawValue])
        }
    }

    @Test func `a charge point id is taken over all organizations`() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.makeOrganization("one")
            let other = try await fixture.makeOrganization("two")
            let error = await refusal {
                try await fixture.directory.onboardStation(newStation("one-1"), viewer: other.owner)
            }
            #expect(error?.code == .conflict)
            #expect(error?.field == "chargePointId")
        }
    }

    @Test func `what is out of reach is refused, and nothing is left behind`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let station = await refusal {
                try await fixture.directory.onboardStation(newStation("new", groups: [two.group]), viewer: one.owner)
            }
            #expect(station == ChargingError(.badInput, station?.message ?? "", field: "groupIds"))
            var tag = NewTag(idTag: "NEW")
            tag.stationIDs = [one.stations[0].id, two.stations[0].id]
            let restricted = await refusal { try await fixture.directory.createTag(tag, viewer: one.owner) }
            #expect(restricted?.field == "stationIds")
            tag.stationIDs = []
            tag.userID = try two.driver.userID
            let owned = await refusal { try await fixture.directory.createTag(tag, viewer: one.owner) }
            #expect(owned?.field == "userId")
            let group = NewGroup(name: "New", tagIDs: Array(two.tags.values))
            let tagged = await refusal { try await fixture.directory.createGroup(group, viewer: one.owner) }
            #expect(tagged?.field == "tagIds")
            let child = NewGroup(name: "New", parentID: two.group)
            let nested = await refusal { try await fixture.directory.createGroup(child, viewer: one.owner) }
            #expect(nested?.field == "parentId")
            for count in try await [
                fixture.count("SELECT count(*) FROM stations WHERE charge_point_id = 'new'"),
                fixture.count("SELECT count(*) FROM tags WHERE id_tag = 'NEW'"),
                fixture.count("SELECT count(*) FROM groups WHERE name = 'New'"),
            ] { #expect(count == 0) }
        }
    }

    @Test(arguments: Role.allCases)
    func `only those who may change the directory do`(role: Role) async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            let viewer = try organization.viewer(role)
            let rights = Rights(of: viewer)
            let station = await refusal {
                try await fixture.directory.onboardStation(newStation("new"), viewer: viewer)
            }
            #expect(station?.code == (rights.allows(.onboardStation) ? nil : .forbidden))
            let tag = await refusal { try await fixture.directory.createTag(NewTag(idTag: "NEW"), viewer: viewer) }
            #expect(tag?.code == (rights.allows(.createTag) ? nil : .forbidden))
            let group = await refusal { try await fixture.directory.createGroup(NewGroup(name: "New"), viewer: viewer) }
            #expect(group?.code == (rights.allows(.createGroup) ? nil : .forbidden))
            let operation = await refusal {
                try await fixture.record(
                    .remoteStart, at: organization.stations[0].id, session: nil, request: [:], as: viewer)
            }
            #expect(operation?.code == (rights.allows(.operateStation) ? nil : .forbidden))
            let new = NewOperation(
                kind: .clearCache, station: organization.stations[0].id, right: .configureStation)
            let configuration = await refusal { try await fixture.directory.record([new], viewer: viewer) }
            #expect(configuration?.code == (rights.allows(.configureStation) ? nil : .forbidden))
        }
    }

    @Test func `a tag is taken without regard to case within its organization`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            _ = try await fixture.makeOrganization("two")
            let error = await refusal {
                try await fixture.directory.createTag(NewTag(idTag: "other"), viewer: one.owner)
            }
            #expect(error?.code == .conflict)
            let long = await refusal {
                try await fixture.directory.createTag(
                    NewTag(idTag: String(repeating: "x", count: 21)), viewer: one.owner)
            }
            #expect(long?.code == .badInput)
            #expect(long?.message.contains("tags") == false)
        }
    }

    @Test func `a token stands for its user until it ends`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            let hash = [UInt8](repeating: 7, count: 32)
            let made = try await fixture.directory.createToken(hash: hash, email: "MANAGER@one.example", expiresAt: nil)
            #expect(try await fixture.reading.viewer(tokenHash: hash) == made)
            #expect(made.role == .manager && made.organizationID == organization.id)
            #expect(try await fixture.reading.viewers(ofTokens: [made.tokenID, 999]) == [made.tokenID: made])
            for change in [
                "UPDATE api_tokens SET revoked_at = now()",
                "UPDATE api_tokens SET revoked_at = NULL, expires_at = 'epoch'",
            ] as [Statement] {
                _ = try await fixture.client.query(change)
                #expect(try await fixture.reading.viewer(tokenHash: hash) == nil)
                #expect(try await fixture.reading.viewers(ofTokens: [made.tokenID]).isEmpty)
            }
            _ = try await fixture.client.query("UPDATE api_tokens SET expires_at = NULL, revoked_at = NULL")
            _ = try await fixture.client.query("UPDATE users SET is_active = false")
            #expect(try await fixture.reading.viewer(tokenHash: hash) == nil)
            let nobody = await refusal {
                try await fixture.directory.createToken(hash: hash, email: "manager@one.example", expiresAt: nil)
            }
            #expect(nobody?.code == .notFound)
        }
    }

    @Test func `an account's e-mail is taken without regard to case`() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.makeOrganization("one")
            let error = await refusal {
                try await fixture.directory.createUser(
                    NewAccount(email: "Manager@One.example", role: .support, organization: "ONE", passwordHash: nil))
            }
            #expect(error?.code == .conflict)
            #expect(try await fixture.count("SELECT count(*) FROM organizations") == 1)
        }
    }

    @Test func `an operation goes its way once`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let foreign = await refusal {
                try await fixture.record(
                    .remoteStart, at: two.stations[0].id, session: nil, request: [:], as: one.owner)
            }
            #expect(foreign?.code == .notFound)
            let id = try await fixture.record(
                .remoteStart, at: one.stations[0].id, session: nil, request: ["idTag": "A"], as: one.owner)
            try await fixture.directory.markSent(id)
            try await fixture.directory.finish(
                id, status: .accepted, effect: .pending, awaited: nil, answer: ["status": "Accepted"], failure: nil)
            try await fixture.directory.failUnfinished(because: "the server was restarted")
            try await fixture.directory.setEffect(id, .seen)
            try await fixture.directory.failUnfinished(because: "the server was restarted")
            try await fixture.directory.setEffect(id, .missed)
            let rows = try await fixture.reading.operations(
                ids: [id], fields: [.status, .effect, .request, .answer, .failure], viewer: one.owner)
            #expect(rows[.status] == .texts(["ACCEPTED"]))
            #expect(rows[.effect] == .texts(["SEEN"]))
            #expect(rows[.request] == .documents([["idTag": "A"]]))
            #expect(rows[.answer] == .documents([["status": "Accepted"]]))
            #expect(rows[.failure] == .texts([nil]))
        }
    }

    @Test func `what was left unfinished fails`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let id = try await fixture.record(
                .remoteStop, at: one.stations[0].id, session: nil, request: [:], as: one.owner)
            try await fixture.directory.failUnfinished(because: "restarted")
            let rows = try await fixture.reading.operations(ids: [id], fields: [.status, .failure], viewer: one.owner)
            #expect(rows[.status] == .texts(["FAILED"]) && rows[.failure] == .texts(["restarted"]))
        }
    }

    @Test func `effects that nobody follows any more are decided by what became of the session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let ended = try await writer.start(one.stations[0], at: 0).session
            let running = try await writer.start(one.stations[1], tag: "X", at: 0).session
            _ = try await writer.stop(one.stations[0], ended.transactionID, at: 10, meter: 2_000)
            var ids: [OperationID] = []
            let asked: [(OperationKind, StationRecord, SessionID?)] = [
                (.remoteStop, one.stations[0], ended.id), (.remoteStop, one.stations[1], running.id),
                (.remoteStart, one.stations[0], nil),
            ]
            for (kind, station, session) in asked {
                let id = try await fixture.record(kind, at: station.id, session: session, request: [:], as: one.owner)
                try await fixture.directory.finish(
                    id, status: .accepted, effect: .pending, awaited: nil, answer: nil, failure: nil)
                ids.append(id)
            }
            try await fixture.directory.failUnfinished(because: "restarted")
            for (id, effect) in zip(ids, ["SEEN", "MISSED", "MISSED"]) {
                let rows = try await fixture.reading.operations(
                    ids: [id], fields: [.status, .effect], viewer: one.owner)
                #expect(rows[.status] == .texts(["ACCEPTED"]))
                #expect(rows[.effect] == .texts([effect]))
            }
        }
    }
}
