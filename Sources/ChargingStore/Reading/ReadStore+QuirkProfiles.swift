package import Charging
import Postgres

extension ReadStore: QuirkProfileReading {
    package func quirkProfiles(
        page: PageRequest, fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowPages<QuirkProfileField> {
        try await Listing<QuirkProfileField>(
            source: "quirk_profiles r", conditions: [viewer.condition(on: .quirkProfiles)],
            order: ListOrder(key: "r.name", kind: .text)
        ).page(page, fields: fields, in: database)
    }

    package func quirkProfiles(
        ids: [QuirkProfileID], fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowBatch<QuirkProfileField> {
        try await rows(
            "quirk_profiles r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .quirkProfiles))
    }

    package func quirkProfile(_ id: QuirkProfileID, viewer: Viewer) async throws -> QuirkProfileRecord? {
        try await database.query(
            """
            SELECT \(QuirkProfileRecord.columns) FROM quirk_profiles r WHERE r.id = \(id.rawValue)
            AND \(viewer.condition(on: .quirkProfiles))
            """
        ).first.map { try QuirkProfileRecord($0) }
    }
}
