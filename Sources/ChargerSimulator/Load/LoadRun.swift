import NIOCore
import NIOPosix

/// Why a load run could not be made at all.
struct LoadFailure: Error, CustomStringConvertible {
    var description: String
}

/// Conducts a load run from the main thread: connect, warm up, measure, wait for the last answers, report.
struct LoadRun {
    private let plan: LoadPlan
    private let group: MultiThreadedEventLoopGroup
    private let loops: [any EventLoop]
    private let shards: [NIOLoopBound<LoadShard>]

    private init(plan: LoadPlan) throws {
        self.plan = plan
        let threads = max(1, min(plan.threads, plan.chargers.count))
        group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        loops = Array(group.makeIterator())
        let clock = RunClock()
        var shards: [NIOLoopBound<LoadShard>] = []
        for (part, loop) in loops.enumerated() {
            let shard = try loop.submit {
                LoadShard(plan: plan, part: part, of: threads, clock: clock, on: loop).map {
                    NIOLoopBound($0, eventLoop: loop)
                }
            }.wait()
            guard let shard else { throw LoadFailure(description: "the frames could not be prepared") }
            shards.append(shard)
        }
        self.shards = shards
    }

    /// - Returns: whether every call got its own answer.
    static func run(_ plan: LoadPlan) throws -> Bool {
        let signals = Signals()
        let run = try LoadRun(plan: plan)
        var usage = LoadReport.Usage()
        usage.residentBefore = run.resident()
        let idleSeconds = run.serverSeconds()
        let connectSeconds = try run.bringUp(signals)
        usage.connectServerSeconds = run.serverSeconds().flatMap { after in idleSeconds.map { after - $0 } }
        usage.residentConnected = run.resident()
        let windowSeconds = try run.measure(signals, &usage)
        try run.drain(signals)
        usage.residentEnd = run.resident()
        let counters = try run.counters()
        try run.each { $0.close() }
        try run.group.syncShutdownGracefully()
        let report = LoadReport(
            mix: plan.mix, chargers: plan.chargers.count, connectSeconds: connectSeconds,
            windowSeconds: windowSeconds, counters: counters, usage: usage)
        Output.line(plan.printsJSON ? report.json : report.text)
        return counters.isClean
    }

    /// - Returns: the seconds it took.
    private func bringUp(_ signals: borrowing Signals) throws -> Double {
        let start = ContinuousClock.now
        try each { $0.bringUp() }
        while ContinuousClock.now - start < plan.connectPatience {
            if try gather({ $0.isUp }).allSatisfy({ $0 }) { break }
            if signals.arrive(within: .milliseconds(10)) { throw LoadFailure(description: "interrupted") }
        }
        let seconds = (ContinuousClock.now - start).seconds
        guard try counters().ready > 0 else {
            let reason = try gather { $0.firstRefusal }.compactMap { $0 }.first ?? "no answer"
            throw LoadFailure(description: "no charger could connect: \(reason)")
        }
        return seconds
    }

    /// - Returns: the length of the window in seconds.
    private func measure(_ signals: borrowing Signals, _ usage: inout LoadReport.Usage) throws -> Double {
        try each { $0.run() }
        if signals.arrive(within: plan.warmup) { throw LoadFailure(description: "interrupted") }
        let server = serverSeconds()
        let machine = ProcessUsage.machineSeconds()
        let own = ProcessUsage.ownSeconds()
        let start = ContinuousClock.now
        try each { $0.measure(true) }
        while ContinuousClock.now - start < plan.window {
            usage.residentMaximum = [usage.residentMaximum, resident()].compactMap { $0 }.max()
            let left = plan.window - (ContinuousClock.now - start)
            if signals.arrive(within: max(.zero, min(left, .milliseconds(100)))) { break }
        }
        try each { $0.measure(false) }
        let seconds = (ContinuousClock.now - start).seconds
        let ownSeconds = ProcessUsage.ownSeconds() - own
        usage.ownCores = ownSeconds / seconds
        if let before = server, let after = serverSeconds() { usage.serverSeconds = after - before }
        if let machine, let now = ProcessUsage.machineSeconds() {
            usage.otherCores = (now - machine - ownSeconds - (usage.serverSeconds ?? 0)) / seconds
        }
        return seconds
    }

    /// Waits for the answers that are still out, then ends what is still charging.
    private func drain(_ signals: borrowing Signals) throws {
        try each { $0.halt() }
        try awaitAnswers(signals)
        try each { $0.countUnanswered() }
        try each { $0.endTransactions() }
        try awaitAnswers(signals)
    }

    private func awaitAnswers(_ signals: borrowing Signals) throws {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < plan.answerPatience {
            let outstanding = try gather { $0.outstanding }.reduce(0, +)
            if outstanding == 0 || signals.arrive(within: .milliseconds(10)) { return }
        }
    }

    private func counters() throws -> LoadCounters {
        var sum = LoadCounters()
        for counters in try gather({ $0.counters }) { sum.add(counters) }
        return sum
    }

    private func each(_ action: @escaping @Sendable (LoadShard) -> Void) throws {
        _ = try gather { action($0) }
    }

    private func gather<Value: Sendable>(_ value: @escaping @Sendable (LoadShard) -> Value) throws -> [Value] {
        try zip(loops, shards).map { loop, shard in try loop.submit { value(shard.value) }.wait() }
    }

    private func resident() -> Int? { plan.processID.flatMap { ProcessUsage.residentKiB(of: $0) } }

    private func serverSeconds() -> Double? { plan.processID.flatMap { ProcessUsage.processorSeconds(of: $0) } }
}
