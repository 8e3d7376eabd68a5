package import JSON

/// What is to become of one value.
package enum Change<Value: Sendable & Hashable>: Sendable, Hashable {
    case unchanged
    case to(Value)

    package var isChange: Bool { self != .unchanged }
    /// Nil where it stays.
    package var value: Value? {
        if case .to(let value) = self { value } else { nil }
    }
}

/// What is to change of a tag.
package struct TagChange: Sendable, Hashable {
    package var id: TagID
    package var idTag: String?
    package var type: TagType?
    package var medium: TagMedium?
    package var isBlocked: Bool?
    package var allowsConcurrent: Bool?
    package var alias: Change<String?> = .unchanged
    package var note: Change<String?> = .unchanged
    package var expiresAt: Change<Timestamp?> = .unchanged
    package var parentIDTag: Change<String?> = .unchanged
    package var userID: Change<UserID?> = .unchanged
    /// In place of those it has; empty: valid everywhere in its organization.
    package var stationIDs: [StationID]?
    package var groupIDs: [GroupID]?

    package init(id: TagID) { self.id = id }
}
