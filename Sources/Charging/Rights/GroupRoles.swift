// Roles within groups: the third part of the table of rights, beside roles in the organization and shares.

extension Rights.Action {
    /// What is done with one station.
    package static let atStations: [Self] = [
        .removeStation, .shareStation, .changeStation, .operateStation, .configureStation, .keepInventory,
        .rollOutFirmware,
    ]
    /// What is done with one group, and with what belongs to it.
    package static let inGroups: [Self] = [.onboardStation, .createTag, .changeTag, .createGroup, .changeGroup]
}

/// Gives a person a role within a group, or takes it away.
package struct GroupRoleChange: Sendable, Hashable {
    /// How many one group has, and one person.
    package static let limit = 100

    package let group: GroupID
    package let user: UserID
    /// Nil takes away what was given at this very group.
    package let role: Role?

    package init(group: GroupID, user: UserID, role: Role?) {
        self.group = group
        self.user = user
        self.role = role
    }
}

package enum GroupMemberField: Sendable, Hashable, CaseIterable {
    case userID, role, groupID, isInherited
}

package protocol GroupRoleWriting: Sendable {
    /// The same again changes nothing.
    ///
    /// - Throws: ``ChargingError`` `.forbidden`; `.notFound` for a group or person out of reach; `.badInput` for a role that
    ///   is not given within groups; `.limitExceeded`.
    func setGroupRole(_ change: GroupRoleChange, viewer: Viewer) async throws
}

/// Shown to those who manage people, and to everybody of themselves.
package protocol GroupRoleReading: Sendable {
    /// Given at each group or above it, up to ``GroupRoleChange/limit``.
    func members(
        ofGroups groups: [GroupID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField>
    func groupRoles(
        ofUsers users: [UserID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField>
    /// What the viewer may do at each; nothing at one that is out of reach.
    func allowedActions(atStations stations: [StationID], viewer: Viewer) async throws -> [Set<Rights.Action>]
    func allowedActions(inGroups groups: [GroupID], viewer: Viewer) async throws -> [Set<Rights.Action>]
    /// Those of the stations that belong to groups in which the viewer has a role.
    func stationsWithinGroups(_ stations: [StationID], viewer: Viewer) async throws -> Set<StationID>
}
