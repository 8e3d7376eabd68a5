import GraphQL
import Metrics

/// How long queries and mutations take to be answered, by how they ended: `ok`, `partial` where a field failed, `failed`.
struct GraphQLFigures: Sendable {
    private enum Outcome: String, CaseIterable {
        case ok, partial, failed

        init(_ response: GraphQLResponse) {
            self = response.errors.isEmpty ? .ok : response.hasData ? .partial : .failed
        }
    }

    private let queries = GraphQLFigures.timers("query")
    private let mutations = GraphQLFigures.timers("mutation")

    func answered(_ kind: OperationKind, _ response: GraphQLResponse, after duration: Duration) {
        (kind == .mutation ? mutations : queries)[Outcome(response)]?.record(duration: duration)
    }

    private static func timers(_ operation: String) -> [Outcome: Timer] {
        Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map {
                (
                    $0,
                    Timer(
                        label: "graphql_operation_duration",
                        dimensions: [("operation", operation), ("outcome", $0.rawValue)])
                )
            })
    }
}
