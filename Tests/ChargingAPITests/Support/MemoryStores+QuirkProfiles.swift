import Charging
import JSON

extension MemoryStores: QuirkProfileReading {
    func quirkProfiles(
        page: PageRequest, fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowPages<QuirkProfileField> {
        try call("quirkProfiles(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.quirkProfiles.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func quirkProfiles(
        ids: [QuirkProfileID], fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowBatch<QuirkProfileField> {
        try call("quirkProfiles(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            let rows = world.quirkProfiles.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }
            return RowBatch(rows, fields: fields)
        }
    }

    /// What a change begins with; changes are tested on the database.
    func quirkProfile(_ id: QuirkProfileID, viewer: Viewer) async throws -> QuirkProfileRecord? { nil }
}

extension MemoryStores: QuirkProfileWriting {
    func createQuirkProfile(_ draft: QuirkProfileDraft, viewer: Viewer) async throws -> QuirkProfileRecord {
        throw ChargingError(.unavailable, "no quirk profile is made in memory")
    }

    func replaceQuirkProfile(_ draft: QuirkProfileDraft, viewer: Viewer) async throws -> QuirkProfileRecord {
        throw ChargingError(.unavailable, "no quirk profile is changed in memory")
    }

    func deleteQuirkProfiles(_ ids: [QuirkProfileID], viewer: Viewer) async throws -> Set<OrganizationID> {
        throw ChargingError(.unavailable, "no quirk profile is deleted in memory")
    }
}
