package import Charging
import Postgres

extension DirectoryStore: QuirkProfileWriting {
    package func createQuirkProfile(_ draft: QuirkProfileDraft, viewer: Viewer) async throws -> QuirkProfileRecord {
        try viewer.require(.configureStation)
        return try await database.withTransaction { transaction in
            let organization = viewer.organizationID.rawValue
            // One after the other, so that the count holds.
            try await transaction.query(
                "SELECT r.id FROM organizations r WHERE r.id = \(organization) FOR NO KEY UPDATE")
            let count = try await transaction.query(
                "SELECT count(*) AS count FROM quirk_profiles WHERE organization_id = \(organization)"
            ).single().int64("count")
            let allowed = QuirkProfileRecord.maximumPerOrganization
            guard count < allowed else {
                throw ChargingError(
                    .limitExceeded, "the organization has \(count) quirk profiles; up to \(allowed) are allowed")
            }
            let profile = draft.profile, corrections = profile.corrections
            let rows = try await transaction.query(
                """
                INSERT INTO quirk_profiles AS r (organization_id, name, vendor, model, firmware_version,
                    reverses_id_tag, id_tag_suffix_separator, reports_session_energy, knows_only_stack_level_zero,
                    utc_offset_minutes, is_on)
                VALUES (\(organization), \(draft.name), \(profile.vendor.description), \(profile.model.description),
                    \(profile.firmwareVersion.description), \(corrections.reversesIDTag),
                    \(corrections.idTagSuffixSeparator), \(corrections.reportsSessionEnergy),
                    \(corrections.knowsOnlyStackLevelZero), \(corrections.storedUTCOffset), \(draft.isOn))
                RETURNING \(QuirkProfileRecord.columns)
                """)
            return try QuirkProfileRecord(try rows.single())
        }
    }

    package func updateQuirkProfile(
        _ id: QuirkProfileID, viewer: Viewer, _ change: @Sendable (inout QuirkProfileDraft) throws -> Void
    ) async throws -> QuirkProfileRecord {
        try viewer.require(.configureStation)
        return try await database.withTransaction { transaction in
            // Held, so that two changes at once do not undo each other.
            let found = try await transaction.query(
                """
                SELECT \(QuirkProfileRecord.columns) FROM quirk_profiles r
                WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .quirkProfiles)) FOR UPDATE
                """)
            guard let row = found.first else {
                throw ChargingError(.notFound, "there is no such quirk profile", field: "id")
            }
            var draft = try QuirkProfileRecord(row).draft
            try change(&draft)
            return try QuirkProfileRecord(try await transaction.query(Self.update(draft)).single())
        }
    }

    private static func update(_ draft: QuirkProfileDraft) -> Statement {
        let profile = draft.profile, corrections = profile.corrections
        return """
            UPDATE quirk_profiles r SET name = \(draft.name), vendor = \(profile.vendor.description),
                model = \(profile.model.description), firmware_version = \(profile.firmwareVersion.description),
                reverses_id_tag = \(corrections.reversesIDTag),
                id_tag_suffix_separator = \(corrections.idTagSuffixSeparator),
                reports_session_energy = \(corrections.reportsSessionEnergy),
                knows_only_stack_level_zero = \(corrections.knowsOnlyStackLevelZero),
                utc_offset_minutes = \(corrections.storedUTCOffset), is_on = \(draft.isOn)
            WHERE r.id = \(profile.id.rawValue) RETURNING \(QuirkProfileRecord.columns)
            """
    }

    package func deleteQuirkProfiles(
        _ ids: [QuirkProfileID], viewer: Viewer
    ) async throws -> Set<OrganizationID> {
        try viewer.require(.configureStation)
        let wanted = Set(ids.rawValues).sorted()
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                DELETE FROM quirk_profiles r WHERE r.id = ANY(\(wanted)) AND \(viewer.condition(on: .quirkProfiles))
                RETURNING r.organization_id
                """)
            guard rows.count == wanted.count else {
                throw ChargingError(.notFound, "not all of these quirk profiles exist", field: "ids")
            }
            return Set(try rows.map { OrganizationID(rawValue: try $0.int64("organization_id")) })
        }
    }
}
