import Charging
import ChargingStore
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Turns in roll-outs of firmware", .timeLimit(.minutes(2)))
struct RolloutTurnTests {
    @Test func `who is not connected has a deadline, which a pause does not use up`() async throws {
        try await RolloutProbe.with(stations: 3) { probe in
            let owner = try probe.owner
            try await probe.run("UPDATE stations SET presence = 'OFFLINE'")
            let id = try await probe.create()
            #expect(try await probe.round() == [])
            #expect(try await probe.rows() == ["1 DUE", "1 DUE", "2 WAITING"])
            try await probe.run("UPDATE stations SET presence = 'ONLINE' WHERE id = \(probe.stations[1].rawValue)")
            try await probe.book.pauseRollout(id, viewer: owner)
            try await probe.run("UPDATE firmware_rollout_stations SET deadline = now() WHERE status = 'DUE'")
            #expect(try await probe.round() == [])
            try await probe.book.resumeRollout(id, viewer: owner)
            #expect(try await probe.round() == [probe.stations[1]])
            try await probe.tell("Installed", from: 1)
            try await probe.run("UPDATE firmware_rollout_stations SET deadline = now() WHERE status = 'DUE'")
            try await probe.round()
            #expect(try await probe.rows() == ["1 MISSED", "1 INSTALLED", "2 DUE"])
            #expect(try await probe.status() == "RUNNING")
        }
    }

    @Test func `a turn is taken once, and not from a roll-out that is paused meanwhile`() async throws {
        try await RolloutProbe.with(stations: 2) { probe in
            let id = try await probe.create()
            try await probe.book.advanceRollouts()
            let turns = try await probe.book.dueStations(limit: 10)
            try #require(turns.count == 2)
            func take(_ turn: RolloutTurn) async throws -> OperationID? {
                let operation = NewOperation(kind: .updateFirmware, station: turn.station, session: nil, request: [:])
                return try await probe.book.take(turn, by: operation)
            }
            async let first = take(turns[0])
            async let second = take(turns[0])
            let taken = try await [first, second]
            #expect(taken.compactMap(\.self).count == 1)
            try await probe.book.pauseRollout(id, viewer: try probe.owner)
            #expect(try await take(turns[1]) == nil)
            #expect(try await probe.fixture.count("SELECT count(*) AS count FROM operations") == 1)
            let asker = try await probe.fixture.client.query("SELECT requested_by FROM operations").single()
            #expect(try asker.int64("requested_by") == probe.owner.userID.rawValue)
        }
    }

    @Test func `it begins at its time, and ends for good when it is cancelled or its image is gone`() async throws {
        try await RolloutProbe.with(stations: 3) { probe in
            let owner = try probe.owner
            var draft = probe.draft([probe.stations[0], probe.stations[1]], waves: [1])
            draft.startsAt = Timestamp(microseconds: Int64(4_000_000_000) * 1_000_000)
            let id = try await probe.create(draft)
            #expect(try await probe.round() == [])
            #expect(try await probe.status() == "SCHEDULED")
            try await probe.run("UPDATE firmware_rollouts SET starts_at = now()")
            #expect(try await probe.round() == [probe.stations[0]])
            try await probe.book.cancelRollout(id, viewer: owner)
            try await probe.tell("Installed", from: 0)
            try await probe.round()
            #expect(try await probe.rows() == ["1 INSTALLED", "2 CANCELLED"])

            _ = try await probe.create(probe.draft([probe.stations[1], probe.stations[2]], waves: [1]))
            #expect(try await probe.round() == [probe.stations[1]])
            _ = try await FileStore(probe.fixture.database).deleteImages([probe.image], viewer: owner)
            #expect(try await probe.round() == [])
            #expect(try await probe.status() == "CANCELLED IMAGE_DELETED")
            #expect(try await probe.rows().suffix(2) == ["1 ASKED", "2 CANCELLED"])
        }
    }

    @Test func `people leave stations out, and what they do is in the audit trail`() async throws {
        try await RolloutProbe.with(stations: 4) { probe in
            let owner = try probe.owner
            let foreign = try await probe.fixture.makeOrganization("beta").owner
            try await Doer.$current.withValue(Doer(userID: owner.userID, address: nil)) {
                let id = try await probe.create()
                try await probe.book.skip([probe.stations[1], probe.stations[3]], of: id, viewer: owner)
                // All or none.
                await #expect(throws: ChargingError.self) {
                    try await probe.book.skip([probe.stations[1], probe.stations[2]], of: id, viewer: owner)
                }
                await #expect(throws: ChargingError.self) {
                    try await probe.book.skip([probe.stations[2]], of: id, viewer: foreign)
                }
                await #expect(throws: ChargingError.self) {
                    try await probe.book.cancelRollout(id, viewer: foreign)
                }
                try await probe.book.pauseRollout(id, viewer: owner)
            }
            #expect(
                try await probe.rows() == ["1 WAITING", "1 SKIPPED BY_PERSON", "2 WAITING", "2 SKIPPED BY_PERSON"])
            let entries: [String] = try await probe.fixture.client.query(
                """
                SELECT object_type || ' ' || action || ' ' || coalesce(after ->> 'status', '') AS entry FROM audit_entries
                WHERE object_type LIKE 'FirmwareRollout%' AND user_id = \(owner.userID.rawValue) ORDER BY id
                """
            ).column("entry")
            #expect(
                entries == [
                    "FirmwareRollout CREATED SCHEDULED", "FirmwareRolloutStation CHANGED SKIPPED",
                    "FirmwareRolloutStation CHANGED SKIPPED", "FirmwareRollout CHANGED PAUSED",
                ])
        }
    }

    @Test func `one statement reads the stations of many roll-outs, and a station that left is left out`() async throws
    {
        try await RolloutProbe.with(stations: 4) { probe in
            let owner = try probe.owner
            let ids = [
                try await probe.create(probe.draft(Array(probe.stations[0...1]))),
                try await probe.create(probe.draft(Array(probe.stations[2...3]))),
            ]
            _ = try await probe.book.removeStation(probe.stations[3], viewer: owner)
            try await probe.round()
            _ = probe.fixture.log.takeAll()
            func pages(_ filter: RolloutStationFilter, _ viewer: Viewer) async throws -> [Int] {
                let pages = try await probe.fixture.reading.stations(
                    ofRollouts: ids, filter: filter, page: PageRequest(first: 10), fields: [.status], viewer: viewer)
                return (0..<2).map { pages.offsets[$0 + 1] - pages.offsets[$0] }
            }
            #expect(try await pages(RolloutStationFilter(), owner) == [2, 2])
            #expect(probe.fixture.log.takeAll().count == 1)
            var filter = RolloutStationFilter()
            filter.statuses = [.skipped]
            #expect(try await pages(filter, owner) == [0, 1])
            #expect(try await pages(RolloutStationFilter(), try probe.organization.driver) == [0, 0])
            var scoped = owner
            scoped.groupScope = GroupID(rawValue: 999)
            #expect(try await pages(RolloutStationFilter(), scoped) == [0, 0])
            let seen = try await probe.fixture.reading.rollouts(ids: ids, fields: [], viewer: scoped)
            #expect(seen.count == 0)
        }
    }
}
