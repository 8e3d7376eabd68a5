/// `fuzz --iterations N --seed S`: a run as long as wanted. It prints how many inputs were accepted and the longest time,
/// and ends with status 1 and the input at the first that fails; a trap ends the process, and the seed repeats it.
struct FuzzCommand {
    private var iterations = 1_000_000
    private var seed: UInt64 = 1

    init(_ arguments: [String]) {
        for (name, value) in zip(arguments, arguments.dropFirst()) {
            switch name {
            case "--iterations": iterations = Int(value) ?? iterations
            case "--seed": seed = UInt64(value) ?? seed
            default: break
            }
        }
    }

    /// - Returns: the exit status.
    func run() async -> Int32 {
        let start = ContinuousClock.now
        do {
            var fuzzer = try Fuzzer(seed: seed)
            for iteration in 1...max(1, iterations) {
                try await fuzzer.step(longest: .seconds(2))
                if iteration % 100_000 == 0 { tell(fuzzer, iteration, since: start) }
            }
            tell(fuzzer, iterations, since: start)
            return 0
        } catch {
            print(error)
            return 1
        }
    }

    private func tell(_ fuzzer: Fuzzer, _ iteration: Int, since start: ContinuousClock.Instant) {
        let accepted = Fuzzer.Target.allCases.map { "\($0.rawValue) \(fuzzer.accepted[$0] ?? 0)" }
        print(
            "\(iteration) inputs in \(start.duration(to: .now)), accepted: \(accepted.joined(separator: ", "));",
            "longest \(fuzzer.longest)")
    }
}
