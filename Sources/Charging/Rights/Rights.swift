/// What a role may see and do: the one table that every read and write is checked against.
package struct Rights: Sendable, Hashable {
    /// Which rows a viewer sees. The store turns it into the condition that stands in every statement.
    package enum Reach: Sendable, Hashable {
        case everything
        case organization(OrganizationID)
        /// Stations and groups of the organization; only the person's own tags, and sessions made with them.
        case person(UserID, OrganizationID)
    }

    package enum Action: Sendable, Hashable, CaseIterable {
        case onboardStation
        case createTag
        /// Change, block and delete tags, and put away those that nobody knows.
        case changeTag
        case createGroup
        /// Change and delete groups, and what belongs to them.
        case changeGroup
        /// What is written down of a station, its groups, and whether it may be charged at.
        case changeStation
        /// What leaves a station as it was set up: start and stop, restart, unlock, look.
        case operateStation
        /// What changes how a station is set up: settings, lists, profiles, firmware, certificates.
        case configureStation
        /// What charging costs: make and change tariffs, and say where they are in force.
        case manageTariffs
    }

    package let reach: Reach
    package let actions: Set<Action>

    package init(of viewer: Viewer) {
        switch viewer.role {
        case .platformOperator:
            reach = .everything
            actions = Set(Action.allCases)
        case .organizationOwner:
            reach = .organization(viewer.organizationID)
            actions = Set(Action.allCases)
        case .manager:
            reach = .organization(viewer.organizationID)
            actions = Set(Action.allCases).subtracting([.manageTariffs])
        case .installer:
            reach = .organization(viewer.organizationID)
            actions = [.onboardStation, .changeStation, .operateStation, .configureStation]
        case .support:
            reach = .organization(viewer.organizationID)
            actions = [.operateStation]
        case .driver:
            reach = .person(viewer.userID, viewer.organizationID)
            actions = []
        }
    }

    package func allows(_ action: Action) -> Bool { actions.contains(action) }
}
