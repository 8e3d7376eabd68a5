package import Charging

/// What a resolver may use: who asks, and the server's parts.
package struct APIContext: Sendable {
    package let viewer: Viewer
    package let services: APIServices
    package let requester: Requester
    /// Rows that this execution may still ask for.
    let rows: RowBudget

    package init(viewer: Viewer, services: APIServices, requester: Requester) {
        self.viewer = viewer
        self.services = services
        self.requester = requester
        rows = RowBudget()
    }

    var stores: APIStores { services.stores }
    var language: Language { requester.origin.language }
}
