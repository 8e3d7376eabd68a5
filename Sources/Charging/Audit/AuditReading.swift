package import JSON

package struct AuditEntryID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package enum AuditAction: String, Sendable, Hashable, CaseIterable {
    case created = "CREATED"
    case changed = "CHANGED"
    case deleted = "DELETED"
    /// Somebody looked at a secret.
    case revealed = "REVEALED"
}

package enum AuditEntryField: Sendable, Hashable, CaseIterable {
    case happenedAt, userID, userEmail, address, action, objectType, objectID, objectLabel, before, after, reason
}

package struct AuditFilter: Sendable, Hashable {
    package struct Object: Sendable, Hashable {
        package var type: String
        package var id: Int64

        package init(type: String, id: Int64) {
            self.type = type
            self.id = id
        }
    }

    package var userID: UserID?
    package var actions: [AuditAction]?
    package var objectTypes: [String]?
    package var object: Object?
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

package protocol AuditReading: Sendable {
    /// Newest first; none for those who may not read the trail.
    func auditEntries(
        _ filter: AuditFilter, page: PageRequest, fields: Set<AuditEntryField>, viewer: Viewer
    ) async throws -> RowPages<AuditEntryField>
}

/// Secrets that people may look at, each look recorded before the secret is handed out.
package protocol SecretKeeping: Sendable {
    /// A secret of a station, encrypted.
    ///
    /// - Throws: ``ChargingError`` `.forbidden` for who may not set stations up, `.notFound` for one out of reach, `.conflict`
    ///   for one that has no such secret.
    func forReading(
        _ secret: StationSecret, of station: StationID, because reason: String, viewer: Viewer
    ) async throws -> [UInt8]
}
