import JSON
import Testing

@testable import GraphQL
@testable import GraphQLConformance

/// What hostile documents cost: stopped by what is meant to stop them, soon, and with a short answer.
///
/// The bounds of time are for a debug build on a busy machine; `graphql-conformance hostile` of a release build shows
/// what they are worth.
@Suite("What hostile documents cost")
struct HostileCostTests {
    @Test(.timeLimit(.minutes(1)), arguments: HostileDocument.all)
    func `a hostile document is stopped soon, or was harmless`(_ document: HostileDocument) async throws {
        let outcome = try await HostileOutcome(document)
        #expect(outcome.refusal == document.refusal)
        #expect(outcome.duration < .seconds(5))
        #expect(outcome.errors.count <= Limits().errors)
        // A document must not be answered with many times its size.
        if !outcome.refusal.isEmpty { #expect(outcome.responseBytes < 200_000) }
    }

    @Test(arguments: HostileDocument.all.filter { ["levels of nesting", "tokens"].contains($0.refusal) })
    func `the parser looks no further than the limit`(_ document: HostileDocument) async throws {
        let extensions = try #require(try await HostileOutcome(document).errors.first?.extensions)
        #expect(extensions["value"]?.integer == extensions["allowed"]?.integer.map { $0 + 1 })
    }
}
