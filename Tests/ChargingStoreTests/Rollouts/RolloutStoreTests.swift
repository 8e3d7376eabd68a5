import Charging
import ChargingStore
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Roll-outs of firmware", .timeLimit(.minutes(2)))
struct RolloutStoreTests {
    @Test func `stations go into waves in the order named, and who is left out is told why`() async throws {
        try await RolloutProbe.with(stations: 7) { probe in
            let ids = probe.stations.map(\.rawValue)
            try await probe.run("UPDATE stations SET model = 'Other' WHERE id = \(ids[1])")
            try await probe.run("UPDATE stations SET firmware_version = 'v2.0.0' WHERE id = \(ids[4])")
            _ = try await probe.create(probe.draft([probe.stations[6]]))
            _ = try await probe.create(probe.draft(probe.stations.reversed(), waves: [1, 2]))
            let rows = try await probe.rows()
            #expect(
                rows == [
                    "1 WAITING", "0 SKIPPED IN_ANOTHER_ROLLOUT", "1 WAITING", "0 SKIPPED RUNS_IT", "2 WAITING",
                    "2 WAITING",
                    "0 SKIPPED OTHER_MODEL", "3 WAITING",
                ])
        }
    }

    @Test func `a filter takes those that the image fits, and none that cannot be seen`() async throws {
        try await RolloutProbe.with(stations: 4) { probe in
            let ids = probe.stations.map(\.rawValue)
            try await probe.run("UPDATE stations SET vendor = 'Other' WHERE id = \(ids[0])")
            try await probe.run("UPDATE stations SET is_active = false WHERE id = \(ids[1])")
            var filter = StationFilter()
            filter.isActive = true
            var draft = probe.draft()
            draft.stations = .fitting(filter)
            _ = try await probe.create(draft)
            #expect(try await probe.rows() == ["1 WAITING", "1 WAITING"])
            let again = await code { _ = try await probe.create(draft) }
            let foreign = try await probe.fixture.makeOrganization("beta")
            let ofOthers = await code {
                _ = try await probe.create(probe.draft([foreign.stations[0].id]))
            }
            let byOthers = await code {
                _ = try await probe.book.createRollout(probe.draft(), viewer: try foreign.owner)
            }
            let byInstaller = await code {
                _ = try await probe.book.createRollout(probe.draft(), viewer: try probe.organization.viewer(.installer))
            }
            var signed = probe.draft()
            signed.isSigned = true
            let unsigned = await code { [signed] in _ = try await probe.create(signed) }
            #expect(
                [again, ofOthers, byOthers, byInstaller, unsigned] == [
                    .badInput, .notFound, .notFound, .forbidden, .badInput,
                ])
            #expect(try await probe.rows().count == 2)
        }
    }

    @Test func `what it would do is told before, and done so`() async throws {
        try await RolloutProbe.with(stations: 6) { probe in
            let ids = probe.stations.map(\.rawValue), owner = try probe.owner
            try await probe.run("UPDATE stations SET model = 'Other' WHERE id = \(ids[0])")
            try await probe.run("UPDATE stations SET firmware_version = 'v2.0.0' WHERE id = \(ids[1])")
            try await probe.run("UPDATE stations SET presence = 'OFFLINE' WHERE id = \(ids[3])")
            _ = try await probe.create(probe.draft([probe.stations[2]]))
            let draft = probe.draft(waves: [1, 2])
            let named = try await probe.book.previewRollout(draft, viewer: owner)
            #expect(named.stations.map(\.exclusion) == [.otherModel, .runsIt, .inAnotherRollout, nil, nil, nil])
            #expect(named.stations.map(\.wave) == [nil, nil, nil, 1, 2, 2])
            #expect(named.stations.map(\.isOffline) == [false, false, false, true, false, false])
            #expect(named.waves.map(\.stations) == [1, 2] && named.waves.map(\.offline) == [1, 0])
            var found = draft
            found.stations = .fitting(StationFilter())
            #expect(try await probe.book.previewRollout(found, viewer: owner).stations.count == 6)
            #expect(try await probe.rows().count == 1, "nothing was made")
            _ = try await probe.create(draft)
            #expect(
                try await probe.rows().suffix(6) == [
                    "0 SKIPPED OTHER_MODEL", "0 SKIPPED RUNS_IT", "0 SKIPPED IN_ANOTHER_ROLLOUT", "1 WAITING",
                    "2 WAITING",
                    "2 WAITING",
                ])
            let again = await #expect(throws: ChargingError.self) { _ = try await probe.create(draft) }
            #expect(again?.message.hasSuffix("1 of another model, 1 run it, 4 in another roll-out") == true)
        }
    }

    @Test func `it tells nobody of stations that they do not see, and where a right is missing`() async throws {
        try await RolloutProbe.with(stations: 2) { probe in
            let foreign = try await probe.fixture.makeOrganization("beta")
            let stranger = await code {
                _ = try await probe.book.previewRollout(probe.draft(), viewer: try foreign.owner)
            }
            let unseen = await code {
                _ = try await probe.book.previewRollout(probe.draft([foreign.stations[0].id]), viewer: try probe.owner)
            }
            let support = await code {
                _ = try await probe.book.previewRollout(probe.draft(), viewer: try probe.organization.viewer(.support))
            }
            #expect([stranger, unseen, support] == [.notFound, .notFound, .forbidden])
            let operatorsView = try await probe.book.previewRollout(
                probe.draft([foreign.stations[0].id, probe.stations[0]]),
                viewer: try probe.organization.viewer(.platformOperator))
            #expect(operatorsView.stations.map(\.exclusion) == [.noRight, nil])
        }
    }

    @Test func `a wave follows the other when all of it is through and the pause is over`() async throws {
        try await RolloutProbe.with(stations: 3) { probe in
            var draft = probe.draft(waves: [1, 2])
            draft.pause = .seconds(600)
            _ = try await probe.create(draft)
            #expect(try await probe.round() == [probe.stations[0]])
            #expect(try await probe.round() == [])
            try await probe.tell("Downloading", from: 0)
            #expect(try await probe.round() == [])
            let step = try await probe.fixture.client.query(
                "SELECT step FROM firmware_rollout_stations WHERE step IS NOT NULL"
            ).single().string("step")
            #expect(step == "Downloading")
            try await probe.tell("Installed", from: 0)
            #expect(try await probe.round() == [])
            #expect(try await probe.rows() == ["1 INSTALLED", "2 WAITING", "2 WAITING"])
            try await probe.run("UPDATE firmware_rollouts SET next_wave_at = now() WHERE next_wave_at > now()")
            #expect(try await probe.round() == [probe.stations[1], probe.stations[2]])
            try await probe.tell("Installed", from: 1)
            // It came back with the new version, and never said more.
            try await probe.run(
                """
                UPDATE stations SET firmware_version = 'V2.0', booted_at = clock_timestamp()
                WHERE id = \(probe.stations[2].rawValue)
                """)
            try await probe.round()
            #expect(try await probe.status() == "FINISHED")
            #expect(try await probe.rows() == ["1 INSTALLED", "2 INSTALLED", "2 INSTALLED"])
            let news = try await probe.book.rolloutNews()
            #expect(news.count == 1 && news.first?.organization == probe.organization.id)
        }
    }

    @Test func `failures stop it, and whoever resumes it has seen them`() async throws {
        try await RolloutProbe.with(stations: 6) { probe in
            var draft = probe.draft()
            draft.maxFailures = 1
            let id = try await probe.create(draft)
            let owner = try probe.owner
            try await probe.round()
            try await probe.tell("DownloadFailed", from: 0)
            try await probe.tell("Installed", from: 1)
            try await probe.round()
            #expect(try await probe.status() == "RUNNING")
            try await probe.tell("InstallationFailed", from: 2)
            #expect(try await probe.round() == [])
            #expect(try await probe.status() == "STOPPED TOO_MANY_FAILURES")
            // It was asked before, and goes on.
            try await probe.tell("Installed", from: 3)
            #expect(try await probe.round() == [])
            try await probe.book.resumeRollout(id, viewer: owner)
            #expect(try await probe.round() == [probe.stations[4], probe.stations[5]])
            #expect(try await probe.status() == "RUNNING")
            try await probe.tell("Installed", from: 4)
            try await probe.end(5, "REJECTED", wasSent: true)
            try await probe.round()
            #expect(try await probe.status() == "FINISHED")
            #expect(
                try await probe.rows() == [
                    "1 FAILED UPDATE_FAILED", "1 INSTALLED", "2 FAILED UPDATE_FAILED", "2 INSTALLED", "3 INSTALLED",
                    "3 FAILED REFUSED",
                ])
            for change in [probe.book.pauseRollout, probe.book.resumeRollout, probe.book.cancelRollout] {
                #expect(await code { try await change(id, owner) } == .conflict)
            }
        }
    }

    @Test func `what was certainly not sent is asked again, five times at most, and nothing else is`() async throws {
        try await RolloutProbe.with(stations: 2) { probe in
            _ = try await probe.create()
            #expect(try await probe.round().count == 2)
            // The server ended: before it had made the first request, and with the second on its way.
            try await probe.end(0, "FAILED", wasSent: false, isPrepared: false)
            try await probe.end(1, "FAILED", wasSent: false)
            #expect(try await probe.round() == [probe.stations[0]])
            for _ in 2...4 {
                try await probe.end(0, "FAILED", wasSent: false, isPrepared: false)
                #expect(try await probe.round() == [])
                try await probe.run("UPDATE firmware_rollout_stations SET try_at = now() WHERE status = 'DUE'")
                #expect(try await probe.round() == [probe.stations[0]])
            }
            try await probe.end(0, "FAILED", wasSent: false, isPrepared: false)
            #expect(try await probe.round() == [])
            #expect(try await probe.rows() == ["1 FAILED NOT_SENT", "1 ASKED"])
            try await probe.run(
                "UPDATE firmware_rollout_stations SET asked_at = now() - interval '31 minutes' WHERE status = 'ASKED'")
            try await probe.round()
            #expect(try await probe.rows() == ["1 FAILED NOT_SENT", "1 FAILED NO_WORD"])
        }
    }

    private func code(_ body: () async throws -> Void) async -> ChargingError.Code? {
        do {
            try await body()
            return nil
        } catch { return (error as? ChargingError)?.code }
    }
}
