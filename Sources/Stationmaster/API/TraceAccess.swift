import Charging
import GraphQL

/// Who may see in `extensions.trace` what each field of a request cost.
enum TraceAccess: String, Sendable, CaseIterable {
    case operators, everyone, nobody

    /// A trace is made when the client asks for it and may see it; otherwise the question is passed over.
    func isTraced(_ request: GraphQLRequest, for viewer: Viewer) -> Bool {
        guard request.asksForTrace else { return false }
        return switch self {
        case .operators: viewer.role == .platformOperator
        case .everyone: true
        case .nobody: false
        }
    }
}
