/// What a role may see and do: the one table that every read and write is checked against.
package struct Rights: Sendable, Hashable {
    /// Which rows a viewer sees. The store turns it into the condition that stands in every statement.
    package enum Reach: Sendable, Hashable {
        case everything
        case organization(OrganizationID)
        /// Stations and groups of the organization; only the person's own tags, and sessions made with them.
        case person(UserID, OrganizationID)
    }

    /// The raw values are the words of the schema.
    package enum Action: String, Sendable, Hashable, CaseIterable {
        case onboardStation = "ONBOARD_STATION"
        /// End that a station is in this account.
        case removeStation = "REMOVE_STATION"
        /// Lend stations to other organizations and people.
        case shareStation = "SHARE_STATION"
        case createTag = "CREATE_TAG"
        /// Change, block and delete tags, and put away those that nobody knows.
        case changeTag = "CHANGE_TAG"
        case createGroup = "CREATE_GROUP"
        /// Change and delete groups, and what belongs to them.
        case changeGroup = "CHANGE_GROUP"
        /// What is written down of a station, its groups, and whether it may be charged at.
        case changeStation = "CHANGE_STATION"
        /// What leaves a station as it was set up: start and stop, restart, unlock, look.
        case operateStation = "OPERATE_STATION"
        /// What changes how a station is set up: settings, lists, profiles, firmware, certificates.
        case configureStation = "CONFIGURE_STATION"
        /// Invite people, change their roles, and see how they signed in.
        case manageUsers = "MANAGE_USERS"
        /// What charging costs: make and change tariffs, and say where they are in force.
        case manageTariffs = "MANAGE_TARIFFS"
        /// See who changed what, and who looked at a secret.
        case readAudit = "READ_AUDIT"
        /// Write down what a station is as a piece of equipment.
        case keepInventory = "KEEP_INVENTORY"
        /// Say which other systems are told of what happens, and see what they were told.
        case manageWebhooks = "MANAGE_WEBHOOKS"
        /// Bring firmware to many stations, a wave at a time.
        case rollOutFirmware = "ROLL_OUT_FIRMWARE"
        /// Change what is written down of an organization that one sees.
        case editOrganization = "EDIT_ORGANIZATION"
        /// Make organizations, each with its first owner.
        case manageOrganizations = "MANAGE_ORGANIZATIONS"
    }

    package let reach: Reach
    /// Anywhere in the organization.
    package let actions: Set<Action>
    /// What the viewer has within groups: what these see and do, the viewer does with what belongs to those groups.
    package let groupRoles: Set<Role>
    private let isReadOnly: Bool
    private let scopes: Set<TokenScope>?

    package init(of viewer: Viewer) {
        reach =
            switch viewer.role {
            case .platformOperator: .everything
            case .organizationOwner, .manager, .installer, .support: .organization(viewer.organizationID)
            case .driver: .person(viewer.userID, viewer.organizationID)
            }
        scopes = viewer.scopes
        // What a token with scopes may change is said by these.
        isReadOnly = viewer.isReadOnly && viewer.scopes == nil
        actions = Self.kept(Self.actions(of: viewer.role), isReadOnly: isReadOnly, scopes)
        groupRoles = viewer.groupRoles.intersection(Role.ofGroups)
    }

    package static func actions(of role: Role) -> Set<Action> {
        switch role {
        case .platformOperator: Set(Action.allCases)
        case .organizationOwner: Set(Action.allCases).subtracting([.manageOrganizations])
        case .manager:
            Set(Action.allCases)
                .subtracting([
                    .manageUsers, .manageTariffs, .readAudit, .keepInventory, .manageWebhooks, .editOrganization,
                    .manageOrganizations,
                ])
        case .installer:
            [.onboardStation, .changeStation, .operateStation, .configureStation, .keepInventory]
        case .support: [.operateStation, .keepInventory]
        case .driver: []
        }
    }

    /// Anywhere in the organization.
    package func allows(_ action: Action) -> Bool { actions.contains(action) }

    /// In the organization, or within groups alone: see `Viewer.condition(on:for:)`.
    package func allowsSomewhere(_ action: Action) -> Bool {
        allows(action) || !groupRoles(allowing: action).isEmpty
    }

    package var actionsSomewhere: Set<Action> { Set(Action.allCases.filter(allowsSomewhere)) }

    package func groupRoles(allowing action: Action) -> Set<Role> {
        groupRoles.filter {
            Self.kept(Self.actions(of: $0), isReadOnly: isReadOnly, scopes).contains(action)
        }
    }

    /// What a token leaves of its owner's rights.
    private static func kept(
        _ actions: Set<Action>, isReadOnly: Bool, _ scopes: Set<TokenScope>?
    ) -> Set<Action> {
        if isReadOnly { return [] }
        guard let scopes else { return actions }
        return actions.filter { !$0.scopes.isDisjoint(with: scopes) }
    }
}
