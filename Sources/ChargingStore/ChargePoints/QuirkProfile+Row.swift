import Charging
import Postgres

extension QuirkProfile {
    /// Of a row `r` of quirk_profiles.
    static let columns: SQL = """
        r.id, r.organization_id, r.vendor, r.model, r.firmware_version, r.reverses_id_tag, r.id_tag_suffix_separator,
        r.reports_session_energy, r.knows_only_stack_level_zero, r.utc_offset_minutes
        """

    init(_ row: PostgresRow) throws {
        var corrections = QuirkCorrections()
        corrections.reversesIDTag = try row.bool("reverses_id_tag")
        corrections.idTagSuffixSeparator = try row.optional.string("id_tag_suffix_separator")
        corrections.reportsSessionEnergy = try row.bool("reports_session_energy")
        corrections.knowsOnlyStackLevelZero = try row.bool("knows_only_stack_level_zero")
        corrections.utcOffsetMinutes = try row.optional.int64("utc_offset_minutes").map(Int.init(clamping:))
        self.init(
            id: QuirkProfileID(rawValue: try row.int64("id")), vendor: QuirkPattern(try row.string("vendor")),
            model: QuirkPattern(try row.string("model")),
            firmwareVersion: QuirkPattern(try row.string("firmware_version")), corrections: corrections)
    }
}

extension QuirkProfileRecord {
    static let columns: SQL = QuirkProfile.columns + ", r.name, r.is_on"

    init(_ row: PostgresRow) throws {
        self.init(
            organizationID: OrganizationID(rawValue: try row.int64("organization_id")),
            draft: QuirkProfileDraft(
                name: try row.string("name"), profile: try QuirkProfile(row), isOn: try row.bool("is_on")))
    }
}

extension QuirkCorrections {
    var storedUTCOffset: Int32? { utcOffsetMinutes.map { Int32(clamping: $0) } }
}

extension StationMake {
    /// Of a row of stations.
    init(_ row: PostgresRow) throws {
        self.init(
            vendor: try row.optional.string("vendor"), model: try row.optional.string("model"),
            firmwareVersion: try row.optional.string("firmware_version"))
    }
}
