import Glibc
import JSON
import NIOCore
import NIOPosix

/// Runs a fleet from the main thread: brings it up, prints how it does, and takes it down.
struct FleetRun {
    private let plan: FleetPlan
    private let shards: [NIOLoopBound<FleetShard>]
    private let loops: [any EventLoop]
    private let group: MultiThreadedEventLoopGroup
    private let started = ContinuousClock.now
    private static let statisticsInterval = Duration.seconds(5)

    private init(plan: FleetPlan) throws {
        self.plan = plan
        let output = Output(isQuiet: plan.isQuiet)
        let surroundings = VirtualCharger.Surroundings(
            endpoint: plan.endpoint, tls: plan.tls, clock: RunClock(), maximumAttempts: plan.scenario.ends ? 8 : nil,
            pingInterval: plan.pingInterval, journalFolder: plan.journalFolder, log: { output.complain($0) })
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, plan.threads))
        loops = Array(group.makeIterator())
        shards = try loops.map { loop in
            try loop.submit { NIOLoopBound(FleetShard(surroundings: surroundings, on: loop), eventLoop: loop) }.wait()
        }
    }

    /// - Returns: whether everything went as the scenario wants.
    static func run(_ plan: FleetPlan) throws -> Bool {
        let signals = Signals()
        let run = try FleetRun(plan: plan)
        run.bringUp()
        let isInterrupted = try run.watch(signals)
        let isDrained = try run.drain()
        let end = try run.takeDown(signals)
        try run.group.syncShutdownGracefully()
        run.print(end, isLast: true)
        guard isDrained else { return false }
        return isInterrupted
            ? end.failed == 0 : end.failed == 0 && (!plan.scenario.ends || end.ended == plan.chargers.count)
    }

    private func bringUp() {
        for (index, settings) in plan.chargers.enumerated() {
            let shard = shards[index % shards.count]
            let pause = Duration.seconds(Double(index) / max(0.1, plan.connectRate))
            loops[index % loops.count].execute { [plan] in shard.value.add(plan.machine(settings), after: pause) }
        }
    }

    /// Until somebody or the scenario ends it; true when it was somebody.
    private func watch(_ signals: borrowing Signals) throws -> Bool {
        var nextPrint = started.advanced(by: Self.statisticsInterval)
        while true {
            if signals.arrive(within: .milliseconds(100)) { return true }
            if plan.endsWithInput, StandardInput.hasEnded { return true }
            let now = ContinuousClock.now
            if let duration = plan.duration, started.advanced(by: duration) <= now { return false }
            guard plan.scenario.ends || nextPrint <= now else { continue }
            let statistics = try statistics()
            if nextPrint <= now {
                nextPrint = now.advanced(by: Self.statisticsInterval)
                print(statistics, isLast: false)
            }
            if plan.scenario.ends, statistics.ended == plan.chargers.count { return false }
        }
    }

    private func statistics() throws -> ChargerStatistics {
        var sum = ChargerStatistics()
        for (loop, shard) in zip(loops, shards) { sum.add(try loop.submit { shard.value.statistics() }.wait()) }
        return sum
    }

    /// Has every transaction ended and waits until the central system knows of it; false when that took too long.
    private func drain() throws -> Bool {
        guard let patience = plan.drain else { return true }
        for (loop, shard) in zip(loops, shards) { try loop.submit { shard.value.retire() }.wait() }
        let deadline = ContinuousClock.now.advanced(by: patience)
        while ContinuousClock.now < deadline {
            let unsettled = try zip(loops, shards).reduce(0) { sum, pair in
                sum + (try pair.0.submit { pair.1.value.unsettled }.wait())
            }
            if unsettled == 0 { return true }
            usleep(50_000)
        }
        Output.error("not everything was told within \(plan.drain?.seconds ?? 0) s")
        return false
    }

    /// Has every transaction ended and every connection closed, and waits for it, but not for ever.
    private func takeDown(_ signals: borrowing Signals) throws -> ChargerStatistics {
        let end = try statistics()
        for (loop, shard) in zip(loops, shards) { try loop.submit { shard.value.stop() }.wait() }
        let deadline = ContinuousClock.now.advanced(by: .seconds(3))
        while ContinuousClock.now < deadline {
            let areClosed = try zip(loops, shards).allSatisfy { loop, shard in
                try loop.submit { shard.value.isClosed }.wait()
            }
            if areClosed || signals.arrive(within: .milliseconds(20)) { break }
        }
        return end
    }

    private func print(_ statistics: ChargerStatistics, isLast: Bool) {
        guard isLast || !plan.isQuiet else { return }
        let seconds = (ContinuousClock.now - started).seconds
        let report = FleetReport(chargers: plan.chargers.count, seconds: seconds, statistics: statistics)
        if plan.printsJSON {
            Output.line(report.json)
        } else if !plan.isQuiet {
            Output.line(report.text)
        }
    }
}
