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

    /// - Throws: ``ChargingError`` `.forbidden` when the viewer's role does not include `action`.
    func require(_ action: Rights.Action) throws {
        guard Rights(of: viewer).allows(action) else {
            throw ChargingError(.forbidden, "The role \(viewer.role.rawValue) does not allow this.")
        }
    }

    /// Those who operate stations, and guests.
    func requireReserving() throws {
        guard !viewer.mayReserveSomewhere else { return }
        try requireSomewhere(.operateStation)
    }

    /// The same for what may be allowed within groups alone; the statement that does it asks where.
    func requireSomewhere(_ action: Rights.Action) throws {
        guard Rights(of: viewer).allowsSomewhere(action) else {
            throw ChargingError(.forbidden, "The role \(viewer.role.rawValue) does not allow this.")
        }
    }
}
