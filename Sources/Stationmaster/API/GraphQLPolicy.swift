import Charging
import GraphQL

/// What the settings leave to whom.
struct GraphQLPolicy: Sendable, Equatable {
    enum Introspection: String, Sendable, CaseIterable {
        case everyone, operators, nobody
    }

    var introspection = Introspection.everyone
    /// Whether only documents from the folder may be run.
    var onlyKnownDocuments = false

    func allowsIntrospection(for viewer: Viewer) -> Bool {
        switch introspection {
        case .everyone: true
        case .operators: viewer.role == .platformOperator
        case .nobody: false
        }
    }

    /// Those who run the platform may look into everything.
    func documents(for viewer: Viewer) -> PersistedDocuments.Access {
        onlyKnownDocuments && viewer.role != .platformOperator ? .known : .any
    }
}
