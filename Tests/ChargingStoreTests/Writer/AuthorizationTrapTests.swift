import Charging
import ChargingStore
import Postgres
import Testing

/// What goes wrong in the field with tags: case, parents, stale verdicts and caches that learn from them.
@Suite("Traps of authorization", .timeLimit(.minutes(1)))
struct AuthorizationTrapTests {
    private func makeTag(
        _ idTag: String, _ one: TestOrganization, in fixture: StoreFixture, _ set: (inout NewTag) -> Void = { _ in }
    ) async throws {
        var tag = NewTag(idTag: idTag)
        set(&tag)
        _ = try await fixture.directory.createTag(tag, viewer: one.owner)
    }

    @Test func `trap 21: a tag is matched without regard to case and shown as it was sent`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await makeTag("04AAbb", one, in: fixture)
            #expect(try await writer.authorize("04aaBB", at: one.stations[0], at: 0).status == .accepted)
            let started = try await writer.start(one.stations[0], tag: "04aaBB", at: 1)
            #expect(started.verdict.status == .accepted)
            #expect(started.session.idTag == "04aaBB" && started.session.tagID != nil)
        }
    }

    @Test func `trap 22: tags of one parent are told as one group, by which a charger lets either of them stop`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            for tag in ["A", "B"] { try await makeTag(tag, one, in: fixture) { $0.parentIDTag = "FAMILY" } }
            let started = try await writer.start(one.stations[0], tag: "A", at: 0)
            #expect(started.verdict == TagVerdict(status: .accepted, parentIDTag: "FAMILY"))
            #expect(
                try await writer.authorize("B", at: one.stations[0], at: 1)
                    == TagVerdict(status: .accepted, parentIDTag: "FAMILY"))
            let stopped = try await writer.stop(
                one.stations[0], started.session.transactionID, at: 2, meter: 2_000, idTag: "B")
            #expect(stopped.verdict == TagVerdict(status: .accepted, parentIDTag: "FAMILY"))
            #expect(stopped.session?.status == .completed)
        }
    }

    @Test func `trap 22: the id of a parent is no tag`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await makeTag("A", one, in: fixture) { $0.parentIDTag = "FAMILY" }
            #expect(try await writer.authorize("FAMILY", at: one.stations[0], at: 0).status == .invalid)
            #expect(try await writer.start(one.stations[0], tag: "FAMILY", at: 1).verdict.status == .invalid)
        }
    }

    @Test(arguments: [true, false])
    func `trap 22: a tag is judged again at the start, whatever Authorize said before`(isBlocked: Bool) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            #expect(try await writer.authorize("OTHER", at: one.stations[0], at: 0).status == .accepted)
            var change = TagChange(id: try #require(one.tags["OTHER"]))
            if isBlocked { change.isBlocked = true } else { change.expiresAt = .to(at(5)) }
            try await fixture.directory.updateTag(change, viewer: one.owner)
            let started = try await writer.start(one.stations[0], at: 10)
            #expect(started.verdict.status == (isBlocked ? .blocked : .expired))
        }
    }

    @Test func `trap 22: a charge that began offline is recorded also when its tag has expired since`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await makeTag("T", one, in: fixture) { $0.expiresAt = at(100) }
            let begun = StartReport(connector: 1, idTag: "T", at: reported(0), meterStartWh: 0)
            let late = try Started(
                try await writer.commit(.started(begun), from: one.stations[0].source(at: 500)))
            #expect(late.verdict == TagVerdict(status: .expired, expiresAt: at(100)))
            #expect(late.session.transactionID > 0 && late.session.startedAt == at(0) && late.session.tagID != nil)
            #expect(try await fixture.facts(one.stations[0]) == ["START"])
        }
    }

    @Test func `trap 24: only a start is answered with ConcurrentTx, and never a retry of itself`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            _ = try await writer.start(one.stations[0], at: 0)
            #expect(try await writer.start(one.stations[0], at: 0).verdict.status == .accepted)
            #expect(try await writer.authorize("OTHER", at: one.stations[1], at: 1).status == .accepted)
            #expect(try await writer.start(one.stations[1], at: 2).verdict.status == .concurrentTx)
            #expect(try await writer.authorize("OTHER", at: one.stations[1], at: 3).status == .accepted)
        }
    }

    @Test func `trap 24: a stop tells the verdict on the tag itself, so that no cache learns a wrong one`() async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await makeTag("STRANGER", one, in: fixture) { $0.parentIDTag = "FAMILY" }
            let started = try await writer.start(one.stations[0], at: 0)
            let stopped = try await writer.stop(
                one.stations[0], started.session.transactionID, at: 2, meter: 2_000, idTag: "STRANGER")
            #expect(stopped.verdict == TagVerdict(status: .accepted, parentIDTag: "FAMILY"))
        }
    }

    @Test func `a tag is good at its stations, and everywhere in the organization where it names none`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            var change = TagChange(id: try #require(one.tags["OTHER"]))
            for (stations, verdicts) in [
                ([], [AuthorizationStatus.accepted, .accepted]), ([1], [.invalid, .accepted]),
            ] {
                change.stationIDs = stations.map { one.stations[$0].id }
                try await fixture.directory.updateTag(change, viewer: one.owner)
                for (station, verdict) in zip(one.stations, verdicts) {
                    #expect(try await writer.authorize("OTHER", at: station, at: 0).status == verdict)
                    #expect(try await writer.start(station, tag: "OTHER", at: 1).verdict.status == verdict)
                    _ = try await fixture.client.query("DELETE FROM sessions")
                }
            }
            try await fixture.directory.deleteTags([try #require(two.tags["OTHER"])], viewer: two.owner)
            #expect(try await writer.authorize("OTHER", at: two.stations[0], at: 0).status == .invalid)
        }
    }
}
