import JSON
import TestSupport
import Testing

@testable import Charging

/// What the database is told of stations that went, while others come, fail to come, and everything ends.
@Suite("Detachments", .timeLimit(.minutes(1)))
struct RegistryDetachmentTests {
    private let id = StationID(rawValue: 1)

    private func presence(_ bench: RegistryBench) -> Presence? { bench.database.station(id)?.presence }

    /// Connects, disconnects, and returns when the detach of it is held back.
    private func leave(_ bench: RegistryBench) async throws {
        bench.database.detachCommits.close()
        let charger = try #require(await bench.connect(password: "secret"))
        await charger.disconnect()
        #expect(await eventually { bench.database.detachCommits.waitingCount == 1 })
    }

    /// Moves the clock until something has become true.
    private func inTime(_ bench: RegistryBench, _ condition: () async -> Bool) async -> Bool {
        await eventually {
            bench.clock.advance(by: .seconds(1))
            return await condition()
        }
    }

    private func bench() -> RegistryBench { RegistryBench([.sample(password: "secret")]) }

    // MARK: - Coming back

    @Test func `a station that comes back during a slow detach stays online`() async throws {
        try await bench().running { bench in
            try await leave(bench)
            let charger = try #require(await bench.open(password: "secret"))
            bench.database.detachCommits.open()
            #expect(await bench.becomesLive(charger))
            #expect(await eventually { bench.database.detachments.count == 1 })
            #expect(presence(bench) == .online)
            #expect(bench.database.detachments.map(\.generation) == [1])
        }
    }

    @Test func `it is let in while the detach does not end, which then changes nothing`() async throws {
        try await bench().running { bench in
            try await leave(bench)
            let charger = try #require(await bench.open(password: "secret"))
            #expect(await eventually { bench.row()?.generation == 2 })
            #expect(await bench.becomesLive(charger))
            bench.database.detachCommits.open()
            #expect(await eventually { await bench.registry.detaching.isEmpty })
            #expect(bench.database.detachments.map(\.generation) == [1])
            #expect(presence(bench) == .online)
        }
    }

    @Test func `a detach that fails is not repeated for a station that has come back`() async throws {
        try await bench().running { bench in
            try await leave(bench)
            let charger = try #require(await bench.open(password: "secret"))
            #expect(await inTime(bench) { bench.row()?.generation == 2 })
            #expect(await bench.becomesLive(charger))
            bench.database.isAway = true
            bench.database.detachCommits.open()
            #expect(await eventually { await bench.registry.detaching.isEmpty })
            #expect(await bench.registry.detachments.isEmpty)
            bench.database.isAway = false
        }
    }

    @Test func `nor for one that has left again and is coming back once more`() async throws {
        try await bench().running { bench in
            try await leave(bench)
            let second = try #require(await bench.open(password: "secret"))
            #expect(await inTime(bench) { bench.row()?.generation == 2 })
            #expect(await bench.becomesLive(second))
            await second.disconnect()
            #expect(await eventually { bench.row()?.presence == .offline })

            bench.database.attachAnswers.close()
            let third = try #require(await bench.open(password: "secret"))
            #expect(await inTime(bench) { bench.database.attachAnswers.waitingCount == 1 })
            bench.database.isAway = true
            bench.database.detachCommits.open()
            #expect(await eventually { await bench.registry.detaching.isEmpty })
            #expect(await bench.registry.detachments.isEmpty)
            bench.database.isAway = false
            bench.database.attachAnswers.open()
            #expect(await bench.becomesLive(third))
            #expect(presence(bench) == .online)
        }
    }

    // MARK: - An attach of unknown outcome

    @Test func `an attach that was committed and not answered leaves nobody online`() async throws {
        try await bench().running { bench in
            guard case .accepted(let admission) = await bench.admit(password: "secret") else { return }
            bench.database.losesAttachAnswers = true
            for _ in 0..<2 {
                let charger = MemoryConnection()
                charger.chargePoint = bench.registry.connect(admission, charger)
                #expect(await eventually { charger.closeReason != nil })
                #expect(await eventually { await bench.registry.isIdle })
            }
            #expect(bench.database.station(id)?.generation == 2)
            #expect(await eventually { presence(bench) == .offline })
        }
    }

    @Test func `while the next is under way, nothing is told of the one before`() async throws {
        try await bench().running { bench in
            guard case .accepted(let admission) = await bench.admit(password: "secret") else { return }
            bench.database.isAway = true
            let lost = MemoryConnection()
            lost.chargePoint = bench.registry.connect(admission, lost)
            #expect(await eventually { lost.closeReason != nil && bench.clock.sleeperCount > 0 })
            bench.database.isAway = false

            bench.database.attachAnswers.close()
            let next = MemoryConnection()
            next.chargePoint = bench.registry.connect(admission, next)
            #expect(await eventually { bench.database.attachAnswers.waitingCount == 1 })
            bench.clock.advance(by: .seconds(1))
            for _ in 0..<2_000 { await Task.yield() }
            bench.database.attachAnswers.open()
            #expect(await bench.becomesLive(next))
            #expect(presence(bench) == .online)
        }
    }

    @Test func `after one, a detach that is committed late does not hit the next connection`() async throws {
        try await bench().running { bench in
            guard case .accepted(let admission) = await bench.admit(password: "secret") else { return }
            // Not committed, which nobody can know: the detach means the generation that it may have been given.
            bench.database.losesAttaches = true
            bench.database.losesDetachAnswers = true
            let lost = MemoryConnection()
            lost.chargePoint = bench.registry.connect(admission, lost)
            #expect(await eventually { lost.closeReason != nil && bench.clock.sleeperCount > 0 })
            bench.database.losesAttaches = false

            let next = MemoryConnection()
            next.chargePoint = bench.registry.connect(admission, next)
            #expect(await bench.becomesLive(next))
            try await bench.database.commitLateDetachments()
            #expect(presence(bench) == .online)
            bench.database.losesDetachAnswers = false
            await next.disconnect()
            #expect(await inTime(bench) { presence(bench) == .offline })
        }
    }

    // MARK: - Shutting down

    /// Runs `body` once the registry is stopping, and has gone on as far as it can without it.
    private func whenStopping(_ bench: RegistryBench, _ body: () async -> Void) async {
        #expect(await eventually { await bench.registry.phase == .stopping })
        for _ in 0..<2_000 { await Task.yield() }
        await body()
    }

    @Test func `a detach that is under way at the shutdown is finished`() async throws {
        let bench = bench()
        async let opened: Void = whenStopping(bench) { bench.database.detachCommits.open() }
        try await bench.running { bench in try await leave(bench) }
        await opened
        #expect(presence(bench) == .offline)
    }

    @Test func `a detach that fails at the shutdown is repeated`() async throws {
        let bench = bench()
        async let repeated: Void = whenStopping(bench) {
            bench.database.isAway = true
            bench.database.detachCommits.open()
            #expect(await eventually { await bench.registry.detaching.isEmpty })
            bench.database.isAway = false
            _ = await eventually {
                bench.clock.advance(by: .milliseconds(100))
                return presence(bench) == .offline
            }
        }
        try await bench.running { bench in try await leave(bench) }
        await repeated
        #expect(presence(bench) == .offline)
    }

    @Test func `a connection that is being attached at the shutdown is closed and marked offline`() async throws {
        let bench = bench()
        let charger = Guarded<MemoryConnection?>(nil)
        async let opened: Void = whenStopping(bench) { bench.database.attachAnswers.open() }
        try await bench.running { bench in
            bench.database.attachAnswers.close()
            let opened = try #require(await bench.open(password: "secret"))
            charger.change { $0 = opened }
            #expect(await eventually { bench.database.attachAnswers.waitingCount == 1 })
        }
        await opened
        #expect(charger.current?.closeReason == .shuttingDown)
        #expect(presence(bench) == .offline)
        #expect(await bench.record()?.failures == 0)
    }

    @Test func `an attach that does not end holds the shutdown for its time only, and is no failure`() async throws {
        let bench = bench()
        let charger = Guarded<MemoryConnection?>(nil)
        let isDone = Guarded(false)
        async let moved: Void = whenStopping(bench) {
            _ = await eventually {
                bench.clock.advance(by: .seconds(1))
                return isDone.current
            }
        }
        try await bench.running { bench in
            bench.database.attachAnswers.close()
            let opened = try #require(await bench.open(password: "secret"))
            charger.change { $0 = opened }
            #expect(await eventually { bench.database.attachAnswers.waitingCount == 1 })
        }
        isDone.change { $0 = true }
        await moved
        #expect(charger.current?.closeReason == .shuttingDown)
        #expect(await bench.record()?.failures == 0)
    }
}
