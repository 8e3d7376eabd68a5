import JSON
import TestSupport
import Testing

@testable import Charging

/// Effects that are waited for when the server stops, and what the next one makes of them.
@Suite("Effects over a restart", .timeLimit(.minutes(1)))
struct OpenEffectTests {
    private let accepted = #"{"status":"Accepted"}"#

    /// Asks on one server, lets it stop, and goes on with the next on the same database.
    private func restarted(
        _ operation: StationOperation, answer: String? = nil, prepare: (MemoryConnection) async -> Int = { _ in 0 },
        _ body: (RegistryBench) async throws -> Void
    ) async throws {
        let first = RegistryBench()
        try await first.running { bench in
            let charger = try #require(await bench.connect())
            let frame = await prepare(charger)
            try await bench.carryOut(operation, on: charger, frame: frame, answer: answer ?? accepted)
            #expect(bench.effects == [.pending])
        }
        #expect(first.effects == [.pending])
        try await RegistryBench(continuing: first).running(body)
    }

    @Test func `a change of availability is seen when the charger is back and says so`() async throws {
        try await restarted(.changeAvailability(connector: 1, .inoperative)) { bench in
            #expect(bench.effects == [.pending])
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Unavailable"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a reset is seen in the boot, not in the reconnect that our own restart caused`() async throws {
        try await restarted(.reset(.hard)) { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.heartbeat())
            await charger.settle()
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.boot())
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a remote start is seen in the session that begins, and in no other`() async throws {
        try await restarted(.remoteStart(connector: 1, idTag: "04AA11")) { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start("t1", connector: 2, at: "2026-09-21T14:13:20Z"))
            _ = await charger.frame(0)
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.start("t2", connector: 1, at: "2026-09-21T14:13:20Z"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    private static let fullProfile = InstalledProfile.profile(
        7, .transaction, level: 2, kind: .recurring, unit: .watts, duration: 600, [(0, 6_900.5), (60, 0)], phases: 3
    ) { profile in
        profile.transactionID = nil
        profile.validFrom = monday
        profile.validTo = monday + 3_600
        profile.minimumRate = 6.5
    }.profile

    @Test func `trap 19: the profile of a remote start is kept for the session that begins after a restart`()
        async throws
    {
        try await restarted(.remoteStart(connector: nil, idTag: "04AA11", profile: Self.fullProfile)) { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start("t1", connector: 2, at: "2026-09-21T14:13:20Z"))
            #expect(await eventually { bench.effects == [.seen] })
            var begun = Self.fullProfile
            begun.transactionID = bench.database.sessions.first.map { Int($0.transactionID) }
            #expect(bench.database.profiles.map(\.profile) == [begun])
            #expect(bench.database.profiles.map(\.connector) == [2])
        }
    }

    @Test func `an upload is followed to its end, which may be a failure`() async throws {
        let upload = try StationOperation.getDiagnostics(location: "https://host/x", from: nil, to: nil)
        try await restarted(upload, answer: #"{"fileName":"a.log"}"#) { bench in
            let charger = try #require(await bench.connect())
            for (number, status) in ["Uploading", "UploadFailed"].enumerated() {
                #expect(bench.effects == [.pending])
                await charger.receive(#"[2,"d\#(number)","DiagnosticsStatusNotification",{"status":"\#(status)"}]"#)
                _ = await charger.frame(number)
            }
            #expect(await eventually { bench.effects == [.missed] })
        }
    }

    @Test func `what does not come by the time that was set at first is missed`() async throws {
        try await restarted(.reset(.soft)) { bench in
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            bench.clock.advance(by: bench.registry.configuration.restartWindow - .seconds(5))
            for _ in 0..<1_000 { await Task.yield() }
            #expect(bench.effects == [.pending])
            #expect(await bench.passes { bench.effects == [.missed] })
        }
    }

    @Test func `every effect that is stored can be taken up again`() throws {
        let effects: [ExpectedEffect?] = [
            try StationOperation.reset(.hard).effect,
            try StationOperation.changeAvailability(connector: 0, .operative).effect,
            try StationOperation.remoteStart(connector: nil, idTag: "A").effect,
            try StationOperation.remoteStart(connector: 1, idTag: "A", profile: Self.fullProfile).effect,
            try StationOperation.remoteStop(SessionID(rawValue: 7), transaction: 7, wasActive: true).effect,
            try StationOperation.triggerMessage("Heartbeat", connector: nil).effect,
            .ending(
                "FirmwareStatusNotification", within: { _ in .deferred }, seen: ["Installed"],
                missed: ["DownloadFailed"]),
        ]
        for effect in effects {
            let record = try #require(effect?.record)
            #expect(ExpectedEffect(restoring: record)?.record == record)
        }
        #expect(ExpectedEffect(restoring: ["kind": "availability", "connector": "x"]) == nil)
        #expect(ExpectedEffect(restoring: ["kind": "somethingNewer"]) == nil)
        #expect(ExpectedEffect(restoring: []) == nil)
    }

    @Test func `a full queue of calls fails the operation with its reason`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.callQueueLimit = 1
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            for _ in 0..<2 { _ = try await bench.carryOut(.clearCache(), wait: false) }
            #expect(await eventually { await charger.chargePoint?.debugState.queuedCalls == 1 })
            _ = try await bench.carryOut(.clearCache())
            #expect(bench.database.operations.last?.status == .failed)
            #expect(bench.database.operations.last?.failure == "too many calls wait for this charger")
        }
    }
}
