import Charging
import Postgres

/// Where a field of an import stands in its table.
struct ImportColumn {
    var field: String
    var column: SQL
    /// What a text becomes to stand there.
    var cast: SQL = "text"
    /// What is there, of the row `r`, as imports write it.
    var current: SQL

    private init(_ field: String, _ column: SQL, cast: SQL = "text", current: SQL) {
        self.field = field
        self.column = column
        self.cast = cast
        self.current = current
    }

    static let ofTags = [
        ImportColumn("type", "type", current: "r.type"), ImportColumn("medium", "medium", current: "r.medium"),
        ImportColumn("alias", "alias", current: "nullif(r.alias, '')"),
        ImportColumn("note", "note", current: "nullif(r.note, '')"),
        ImportColumn(
            "expiresAt", "expires_at", cast: "timestamptz",
            current: #"to_char(r.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"#),
        ImportColumn("isBlocked", "is_blocked", cast: "boolean", current: "r.is_blocked::text"),
        ImportColumn("allowConcurrent", "allows_concurrent", cast: "boolean", current: "r.allows_concurrent::text"),
        ImportColumn("parentIdTag", "parent_id_tag", current: "r.parent_id_tag"),
    ]

    static let ofStations =
        StationAttribute.allCases.map {
            ImportColumn($0.rawValue, $0.column, current: "nullif(r." + $0.column + ", '')")
        } + [ImportColumn("admission", "admission", current: "r.admission")]

    /// Names of other rows, which stand in tables of their own; separated by U+001F.
    static let namesOfTags: [(field: String, current: SQL)] = [
        ("userEmail", "(SELECT lower(u.email) FROM users u WHERE u.id = r.user_id)"),
        (
            "groups",
            """
            (SELECT string_agg(g.name, chr(31)) FROM tag_groups m JOIN groups g ON g.id = m.group_id WHERE m.tag_id = r.id)
            """
        ),
        (
            "stations",
            """
            (SELECT string_agg(s.charge_point_id, chr(31)) FROM tag_stations m JOIN stations s ON s.id = m.station_id
            WHERE m.tag_id = r.id)
            """
        ),
    ]

    static let namesOfStations: [(field: String, current: SQL)] = [
        (
            "groups",
            """
            (SELECT string_agg(g.name, chr(31)) FROM station_groups m JOIN groups g ON g.id = m.group_id
            WHERE m.station_id = r.id)
            """
        )
    ]
}

extension ImportTarget {
    var columns: [ImportColumn] { self == .tags ? ImportColumn.ofTags : ImportColumn.ofStations }

    /// Field and what is there, for all that can be compared.
    var currents: [(field: String, current: SQL)] {
        columns.map { ($0.field, $0.current) }
            + (self == .tags ? ImportColumn.namesOfTags : ImportColumn.namesOfStations)
    }
}
