/// What is to change of a group.
package struct GroupChange: Sendable, Hashable {
    /// How many groups may stand above one another.
    package static let deepestNesting = 10

    package var id: GroupID
    package var name: String?
    package var parentID: Change<GroupID?> = .unchanged
    /// In place of those it has.
    package var stationIDs: [StationID]?
    package var tagIDs: [TagID]?

    package init(id: GroupID) { self.id = id }
}
