import Charging
import GraphQL

/// One dry run, and whether it looked at everything.
struct QuirkDryRunObject: ObjectBatch {
    let run: QuirkDryRun
    let isWhole: Bool
    let applies: Bool
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var quirkDryRuns: [ResolverGroup<APIContext>] {
        var run = ResolverGroup<APIContext>("QuirkDryRun")
        run["appliesToStation"] = .leaf(on: QuirkDryRunObject.self) { runs, _, _ in .booleans([runs.batch.applies]) }
        run["messages"] = .leaf(on: QuirkDryRunObject.self) { runs, _, _ in .integers([runs.batch.run.messages]) }
        run["isWhole"] = .leaf(on: QuirkDryRunObject.self) { runs, _, _ in
            .booleans([runs.batch.isWhole && !runs.batch.run.isCut])
        }
        run["differences"] = .list(on: QuirkDryRunObject.self) { runs, _, _ in
            .all(Items([runs.batch.run.differences]))
        }
        return [run, quirkDifference]
    }

    private static var quirkDifference: ResolverGroup<APIContext> {
        typealias Differences = Items<QuirkDryRun.Difference>
        var difference = ResolverGroup<APIContext>("QuirkDifference")
        difference["receivedAt"] = .leaf(on: Differences.self) { differences, _, _ in
            .timestamps(differences.batch.items.map(\.receivedAt))
        }
        difference["action"] = .leaf(on: Differences.self) { differences, _, _ in
            .strings(differences.batch.items.map(\.action))
        }
        difference["field"] = .leaf(on: Differences.self) { differences, _, _ in
            .strings(differences.batch.items.map(\.field))
        }
        difference["without"] = .leaf(on: Differences.self) { differences, _, _ in
            .strings(differences.batch.items.map(\.without))
        }
        difference["with"] = .leaf(on: Differences.self) { differences, _, _ in
            .strings(differences.batch.items.map(\.with))
        }
        return difference
    }
}
