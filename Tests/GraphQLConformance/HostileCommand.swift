import GraphQL
import JSON

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `hostile`: how long each hostile document takes, and how much memory the process has needed at most until then.
struct HostileCommand {
    func run() async throws -> Int32 {
        var isExpected = true
        for document in HostileDocument.all {
            let outcome = try await HostileOutcome(document)
            isExpected = isExpected && outcome.refusal == document.refusal
            print(
                "\(Int(outcome.duration / .microseconds(1))) µs", "\(Self.largestMemory() >> 10) MiB",
                outcome.refusal.isEmpty ? "runs" : outcome.refusal, document.name, separator: "\t")
        }
        return isExpected ? 0 : 1
    }

    /// KiB.
    private static func largestMemory() -> Int {
        #if canImport(Glibc)
            let who = __rusage_who_t(RUSAGE_SELF.rawValue)
        #else
            let who = RUSAGE_SELF
        #endif
        var usage = rusage()
        getrusage(who, &usage)
        return usage.ru_maxrss
    }
}
