import Charging
import ChargingStore
import JSON
import Logging
import Postgres
import Testing

@Suite("Drivers' logbooks", .timeLimit(.minutes(2)))
struct LogbookTests {
    private func enable(
        _ fixture: StoreFixture, _ one: TestOrganization, rule: LogbookRule = .refuse, at place: Int = 0
    ) async throws {
        var change = StationChange(id: one.stations[place].id)
        change.isLogbookEnabled = true
        change.logbookRule = rule
        _ = try await fixture.directory.updateStation(change, viewer: try one.owner)
    }

    @discardableResult
    private func arm(
        _ fixture: StoreFixture, _ one: TestOrganization, tag: String? = nil, km: Int = 1_000, at seconds: Int64,
        station place: Int = 0, as viewer: Viewer? = nil
    ) async throws -> Timestamp {
        let arming = LogbookArming(
            station: one.stations[place].id, tag: tag.flatMap { one.tags[$0] },
            entry: VehicleEntry(mileageKm: km, vehicleID: "B-MW 1"))
        return try await fixture.directory.arm(arming, at: at(seconds), viewer: try viewer ?? one.driver)
    }

    private func logbook(_ fixture: StoreFixture, _ session: SessionID, as viewer: Viewer) async throws -> [String] {
        let pages = try await fixture.reading.logbookEntries(
            ofSessions: [session], page: PageRequest(first: 10), fields: Set(LogbookEntryField.allCases), viewer: viewer
        )
        let rows = pages.rows
        guard case .integers(let km)? = rows[.mileageKm], case .booleans(let armed)? = rows[.wasArmed],
            case .booleans(let current)? = rows[.isCurrent]
        else { throw TestFailure("no columns") }
        return rows.ids.indices.map { row in
            "\(km[row] ?? 0)\(armed[row] == true ? " before" : "")\(current[row] == true ? " holds" : "")"
        }
    }

    private func status(_ fixture: StoreFixture, _ session: SessionID, as viewer: Viewer) async throws -> Column? {
        try await fixture.reading.sessions(ids: [session], fields: [.logbookStatus], viewer: viewer)[.logbookStatus]
    }

    @Test func `a card is refused until its entry is made, which the start takes along`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await enable(fixture, one)
            #expect(try await writer.authorize("OWN", at: station, at: 0).status == .blocked)
            let refused = try await writer.start(station, tag: "OWN", at: 10).session
            #expect(refused.authorization == .blocked)
            #expect(try await status(fixture, refused.id, as: one.owner) == .texts(["NOT_NEEDED"]))
            _ = try await writer.stop(station, refused.transactionID, at: 11, meter: 1_000)
            #expect(try await arm(fixture, one, at: 100) == at(1_000))
            #expect(try await writer.authorize("OWN", at: station, at: 110).status == .accepted)
            // It is nobody else's, and for nowhere else.
            #expect(try await writer.authorize("OTHER", at: station, at: 110).status == .blocked)
            let started = try await writer.start(station, tag: "OWN", at: 120).session
            #expect(started.authorization == .accepted)
            #expect(try await logbook(fixture, started.id, as: one.driver) == ["1000 before holds"])
            #expect(try await status(fixture, started.id, as: one.driver) == .texts(["COMPLETE"]))
            // Told again it is the same; the next one needs an entry of its own.
            #expect(try await writer.start(station, tag: "OWN", at: 120, heard: 300).session.id == started.id)
            _ = try await writer.stop(station, started.transactionID, at: 200, meter: 2_000, idTag: "OWN")
            #expect(try await writer.authorize("OWN", at: station, at: 210).status == .blocked)
            #expect(try await fixture.count("SELECT count(*) FROM logbook_entries") == 1)
        }
    }

    @Test func `a driver whose start was accepted can stop`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await enable(fixture, one)
            try await arm(fixture, one, at: 0)
            let session = try await writer.start(station, tag: "OWN", at: 10).session
            // Some chargers ask before they stop, too.
            #expect(try await writer.authorize("own", at: station, at: 20).status == .accepted)
            let stopped = try await writer.stop(station, session.transactionID, at: 30, meter: 2_000, idTag: "OWN")
            #expect(stopped.verdict?.status == .accepted)
        }
    }

    @Test func `an entry waits for a quarter of an hour, and a later one takes its place`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            try await enable(fixture, one)
            try await arm(fixture, one, km: 1, at: 0)
            #expect(try await writer.authorize("OWN", at: station, at: 899).status == .accepted)
            #expect(try await writer.authorize("OWN", at: station, at: 900).status == .blocked)
            #expect(try await writer.start(station, tag: "OWN", at: 900).session.authorization == .blocked)
            try await arm(fixture, one, km: 2, at: 1_000)
            try await arm(fixture, one, km: 3, at: 1_100)
            #expect(try await fixture.count("SELECT count(*) FROM logbook_armings") == 1)
            let session = try await writer.start(station, connector: 2, tag: "OWN", at: 1_200).session
            #expect(try await logbook(fixture, session.id, as: one.owner) == ["3 before holds"])
        }
    }

    @Test func `a start that is told late had its entry at its own time`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            _ = try await fixture.client.query("UPDATE stations SET onboarded_at = '2026-01-01T00:00:00Z'")
            try await enable(fixture, one)
            try await arm(fixture, one, at: 0)
            let session = try await writer.start(station, tag: "OWN", at: 600, heard: 90_000).session
            #expect(session.authorization == .accepted)
            #expect(try await logbook(fixture, session.id, as: one.owner) == ["1000 before holds"])
        }
    }

    @Test func `where a station asks later, the session is missing its entry until it is made`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0], owner = try one.owner
            try await enable(fixture, one, rule: .askLater)
            #expect(try await writer.authorize("OWN", at: station, at: 0).status == .accepted)
            let session = try await writer.start(station, tag: "OWN", at: 10).session
            #expect(try await status(fixture, session.id, as: owner) == .texts(["MISSING"]))
            var filter = SessionFilter()
            filter.logbook = .missing
            let missing = try await fixture.reading.sessions(
                filter, order: .startedAt, page: PageRequest(first: 5), fields: [], viewer: owner)
            #expect(missing.rows.ids == [session.id.rawValue])
            try await fixture.directory.enter(
                VehicleEntry(mileageKm: 500, vehicleID: "B-MW 1"), for: session.id, viewer: try one.driver)
            try await fixture.directory.enter(
                VehicleEntry(mileageKm: 5_000, vehicleID: "B-MW 1"), for: session.id, viewer: try one.viewer(.support))
            // What was corrected is kept, with who and when.
            #expect(try await logbook(fixture, session.id, as: owner) == ["5000 holds", "500"])
            let kept = try await fixture.client.query("SELECT entered_by FROM logbook_entries ORDER BY id")
            #expect(
                try kept.map { try $0.int64("entered_by") }
                    == [try one.driver.userID.rawValue, try one.viewer(.support).userID.rawValue])
            let ofStation = try await fixture.reading.logbookEntries(
                ofStations: [station.id], page: PageRequest(first: 5, wantsTotal: true), fields: [.mileageKm],
                viewer: owner)
            #expect(ofStation.rows[.mileageKm] == .integers([5_000]) && ofStation.totals == [1])
            #expect(try await status(fixture, session.id, as: owner) == .texts(["COMPLETE"]))
        }
    }

    @Test func `stations without a logbook ask for nothing, and take no entry`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await enable(fixture, one)
            let session = try await writer.start(one.stations[1], tag: "OTHER", at: 0).session
            #expect(session.authorization == .accepted)
            #expect(try await status(fixture, session.id, as: one.owner) == .texts(["NOT_NEEDED"]))
            let error = await #expect(throws: ChargingError.self) { try await arm(fixture, one, at: 0, station: 1) }
            #expect(error?.code == .conflict)
        }
    }

    @Test func `who may make entries, and for whom`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), two = try await fixture.makeOrganization("two")
            try await enable(fixture, one)
            let driver = try one.driver
            // A driver for tags of their own.
            let foreign = await #expect(throws: ChargingError.self) { try await arm(fixture, one, tag: "OTHER", at: 0) }
            #expect(foreign?.code == .notFound && foreign?.field == "tagId")
            try await arm(fixture, one, tag: "OWN", at: 0)
            #expect(try await writer.authorize("OWN", at: one.stations[0], at: 1).status == .accepted)
            // Others for any.
            try await arm(fixture, one, tag: "OTHER", at: 0, as: try one.viewer(.support))
            let session = try await writer.start(one.stations[0], tag: "OTHER", at: 10).session
            #expect(session.authorization == .accepted)
            let readOnly = Viewer(
                userID: driver.userID, organizationID: driver.organizationID, role: .driver, tokenID: 1,
                isReadOnly: true)
            let cases: [(Viewer, ChargingError.Code)] = [
                (driver, .notFound), (try two.owner, .notFound), (readOnly, .forbidden),
            ]
            for (viewer, code) in cases {
                let error = await #expect(throws: ChargingError.self) {
                    try await fixture.directory.enter(
                        VehicleEntry(mileageKm: 1, vehicleID: "X"), for: session.id, viewer: viewer)
                }
                #expect(error?.code == code)
            }
            let stranger = await #expect(throws: ChargingError.self) {
                try await arm(fixture, one, at: 0, as: try two.owner)
            }
            #expect(stranger?.code == .notFound)
            #expect(try await logbook(fixture, session.id, as: driver) == [])
            #expect(try await logbook(fixture, session.id, as: try two.owner) == [])
        }
    }

    @Test func `a remote start without an entry is refused before it is sent`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0].id
            func refused(_ tag: String, at seconds: Int64) async throws -> Bool {
                try await fixture.directory.refusesStart(of: tag, at: station, now: at(seconds))
            }
            #expect(try await refused("OWN", at: 0) == false)
            try await enable(fixture, one)
            #expect(try await refused("OWN", at: 0))
            #expect(try await refused("NOBODY", at: 0))
            try await arm(fixture, one, at: 0)
            #expect(try await refused("own", at: 10) == false)
            #expect(try await refused("OTHER", at: 10))
            try await enable(fixture, one, rule: .askLater)
            #expect(try await refused("OTHER", at: 10) == false)
        }
    }

    @Test func `one entry is used by one of two starts at the same time`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one"), station = one.stations[0]
            var tag = TagChange(id: try #require(one.tags["OWN"]))
            tag.allowsConcurrent = true
            try await fixture.directory.updateTag(tag, viewer: try one.owner)
            try await enable(fixture, one)
            try await arm(fixture, one, at: 0)
            try await StoreFixture.alongside(fixture) { other in
                async let first = writer.start(station, connector: 1, tag: "OWN", at: 10)
                async let second = other.start(station, connector: 2, tag: "OWN", at: 10)
                let verdicts = try await [first, second].map(\.verdict.status)
                #expect(Set(verdicts) == [.accepted, .blocked])
            }
            #expect(try await fixture.count("SELECT count(*) FROM logbook_entries") == 1)
        }
    }

    @Test func `entries that no start came for go after a week`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            try await enable(fixture, one)
            try await arm(fixture, one, at: -99_999_999)
            try await arm(fixture, one, tag: "OTHER", at: 0, as: try one.owner)
            _ = try await writer.start(one.stations[0], tag: "OTHER", at: 10)
            try await Retention(fixture.database, recorder: nil, logger: Logger(label: "test")).apply()
            let kept = try await fixture.client.query("SELECT session_id IS NOT NULL AS used FROM logbook_armings")
            #expect(try kept.map { try $0.bool("used") } == [true])
        }
    }
}
