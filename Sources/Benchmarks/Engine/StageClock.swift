/// Times short pieces of work: warms up, then takes the median over samples of at least some milliseconds each.
struct StageClock {
    let warmUp: Duration
    let duration: Duration
    private static let sampleTime: Duration = .milliseconds(10)

    func microseconds(of work: () async throws -> Void) async throws -> (median: Double, fastest: Double) {
        let clock = ContinuousClock()
        var repetitions = 1
        let warm = clock.now + warmUp
        repeat {
            let took = try await sample(repetitions, clock, work)
            if took < Self.sampleTime { repetitions *= 2 }
        } while clock.now < warm
        var samples: [Double] = []
        let end = clock.now + duration
        repeat {
            let took = try await sample(repetitions, clock, work)
            samples.append(took / .microseconds(1) / Double(repetitions))
        } while clock.now < end
        samples.sort()
        return (samples[samples.count / 2], samples[0])
    }

    private func sample(
        _ repetitions: Int, _ clock: ContinuousClock, _ work: () async throws -> Void
    ) async throws -> Duration {
        let start = clock.now
        for _ in 0..<repetitions { try await work() }
        return clock.now - start
    }
}
