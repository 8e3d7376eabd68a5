package import Charging
import Postgres

extension DirectoryStore: OrganizationWriting {
    package func createOrganization(
        _ name: String, owner: NewUser, viewer: Viewer
    ) async throws -> (organization: OrganizationID, owner: UserID) {
        try viewer.require(.manageOrganizations)
        try requireMight(viewer, over: owner.role)
        return try await database.withTransaction { transaction in
            let made = try await transaction.query("INSERT INTO organizations (name) VALUES (\(name)) RETURNING id")
            let organization = OrganizationID(rawValue: try made.single().int64("id"))
            return (organization, try await transaction.add(owner, to: organization))
        }
    }

    package func updateOrganization(
        _ id: OrganizationID, _ change: OrganizationChange, viewer: Viewer
    ) async throws {
        try viewer.require(.editOrganization)
        if let zone = change.timeZone.value ?? nil {
            let known = try await database.query("SELECT 1 AS one FROM pg_timezone_names WHERE name = \(zone)")
            guard !known.isEmpty else {
                throw ChargingError(
                    .badInput, "the time zone is not one of the IANA database, such as Europe/Berlin", field: "timeZone"
                )
            }
        }
        let changed = try await database.query(
            """
            UPDATE organizations r SET name = coalesce(\(change.name)::text, r.name),
                time_zone = CASE WHEN \(change.timeZone.isChange) THEN \(change.timeZone.value ?? nil)::text
                    ELSE r.time_zone END,
                currency = CASE WHEN \(change.currency.isChange) THEN \((change.currency.value ?? nil)?.code)::text
                    ELSE r.currency END
            WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .organizations)) RETURNING r.id
            """)
        guard !changed.isEmpty else {
            throw ChargingError(.notFound, "this organization does not exist", field: "id")
        }
    }
}
