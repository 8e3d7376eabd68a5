import Charging
import JSON

/// Nobody has a role within a group here; `GroupRoleTests` asks a database.
extension MemoryStores: GroupRoleReading, GroupRoleWriting {
    func setGroupRole(_ change: GroupRoleChange, viewer: Viewer) async throws {
        try call("setGroupRole \(change)", [String]()) { _ in }
    }

    func members(
        ofGroups groups: [GroupID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField> {
        try call("members(ofGroups)", fields) { _ in RowLists(groups.map { _ in [] }, fields: fields) }
    }

    func groupRoles(
        ofUsers users: [UserID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField> {
        try call("groupRoles(ofUsers)", fields) { _ in RowLists(users.map { _ in [] }, fields: fields) }
    }

    func allowedActions(atStations stations: [StationID], viewer: Viewer) async throws -> [Set<Rights.Action>] {
        try call("allowedActions(atStations)", [String]()) { _ in
            stations.map { _ in Rights(of: viewer).actions.intersection(Rights.Action.atStations) }
        }
    }

    func allowedActions(inGroups groups: [GroupID], viewer: Viewer) async throws -> [Set<Rights.Action>] {
        try call("allowedActions(inGroups)", [String]()) { _ in
            groups.map { _ in Rights(of: viewer).actions.intersection(Rights.Action.inGroups) }
        }
    }

    func stationsWithinGroups(_ stations: [StationID], viewer: Viewer) async throws -> Set<StationID> { [] }
}
