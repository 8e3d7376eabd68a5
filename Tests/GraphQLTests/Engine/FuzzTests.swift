import Testing

@testable import GraphQLConformance

/// A short run of what `graphql-conformance fuzz` does for millions of inputs.
@Suite("Engine under fire")
struct FuzzTests {
    @Test(.timeLimit(.minutes(2)), arguments: [1, 2] as [UInt64])
    func `no input traps, hangs or is written otherwise than it was read`(_ seed: UInt64) async throws {
        var fuzzer = try Fuzzer(seed: seed)
        // Other tests keep the threads busy that an execution waits for; the command holds inputs to less.
        for _ in 0..<4_000 { try await fuzzer.step(longest: .seconds(60)) }
        // Were nearly all inputs refused, this would test little.
        for target in Fuzzer.Target.allCases { #expect(fuzzer.accepted[target, default: 0] >= 10, "\(target)") }
    }
}
