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

    package func renameOrganization(_ id: OrganizationID, to name: String, viewer: Viewer) async throws {
        try viewer.require(.editOrganization)
        let renamed = try await database.query(
            """
            UPDATE organizations r SET name = \(name) WHERE r.id = \(id.rawValue)
                AND \(viewer.condition(on: .organizations)) RETURNING r.id
            """)
        guard !renamed.isEmpty else {
            throw ChargingError(.notFound, "this organization does not exist", field: "id")
        }
    }
}
