import Charging
import Postgres

/// What people change: stations, tags, groups, accounts and operations.
///
/// Conformances stand in one file for each protocol. Every call is one transaction.
package struct DirectoryStore: Sendable {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }
}

/// Which rows a new one refers to.
enum Reference {
    case groups([GroupID])
    case stations([StationID])
    case tags([TagID])

    fileprivate var ids: [Int64] {
        switch self {
        case .groups(let ids): ids.rawValues
        case .stations(let ids): ids.rawValues
        case .tags(let ids): ids.rawValues
        }
    }

    fileprivate var table: (name: SQL, reached: ReachedTable) {
        switch self {
        case .groups: ("groups r", .groups)
        case .stations: ("stations r", .stations)
        case .tags: ("tags r", .tags)
        }
    }

    fileprivate var field: String {
        switch self {
        case .groups: "groupIds"
        case .stations: "stationIds"
        case .tags: "tagIds"
        }
    }
}

/// The links between two kinds of rows: the table, and the column of the row that is being made.
struct LinkTable {
    let columns: SQL

    static let stationGroupsOfStation = LinkTable(columns: "station_groups (organization_id, station_id, group_id)")
    static let stationGroupsOfGroup = LinkTable(columns: "station_groups (organization_id, group_id, station_id)")
    static let tagGroupsOfTag = LinkTable(columns: "tag_groups (organization_id, tag_id, group_id)")
    static let tagGroupsOfGroup = LinkTable(columns: "tag_groups (organization_id, group_id, tag_id)")
    static let tagStationsOfTag = LinkTable(columns: "tag_stations (organization_id, tag_id, station_id)")
}

extension Database.Transaction {
    /// Links a new row to others, all of which the viewer must reach for this action in their own organization.
    ///
    /// - Parameters:
    ///   - action: nil where ``requireReach(of:for:viewer:organization:)`` has asked before.
    ///   - organization: of the row, where it is not the viewer's own.
    /// - Throws: ``ChargingError`` `.badInput` when one of them is out of reach.
    func link(
        _ row: Int64, to reference: Reference, in table: LinkTable, for action: Rights.Action?, viewer: Viewer,
        organization: Int64? = nil
    ) async throws {
        let ids = Set(reference.ids).sorted()
        guard !ids.isEmpty else { return }
        let (name, reached) = reference.table
        let linked = try await query(
            """
            INSERT INTO \(table.columns) SELECT r.organization_id, \(row), r.id FROM \(name)
            WHERE r.id = ANY(\(ids)) AND r.organization_id = \(organization ?? viewer.organizationID.rawValue)
            AND \(action.map { viewer.condition(on: reached, for: $0) } ?? "true") RETURNING 1 AS one
            """)
        guard linked.count == ids.count else {
            throw ChargingError(.badInput, "not all of these exist in your organization", field: reference.field)
        }
    }

    /// - Throws: ``ChargingError`` `.badInput` when one of them is out of reach for this action.
    func requireReach(
        of reference: Reference?, for action: Rights.Action, viewer: Viewer, organization: Int64
    ) async throws {
        guard let reference, !Rights(of: viewer).allows(action) else { return }
        let ids = Set(reference.ids).sorted()
        let (name, reached) = reference.table
        let found = try await query(
            """
            SELECT r.id FROM \(name) WHERE r.id = ANY(\(ids)) AND r.organization_id = \(organization)
            AND \(viewer.condition(on: reached, for: action))
            """)
        guard found.count == ids.count else {
            throw ChargingError(.badInput, "not all of these exist in your organization", field: reference.field)
        }
    }

    /// Takes a row out of what it is linked to, as far as the viewer reaches that for this action.
    func unlink(
        _ links: Statement, from target: ReachedTable, for action: Rights.Action, viewer: Viewer
    ) async throws {
        let others: Statement
        switch target {
        case _ where Rights(of: viewer).allows(action): others = ""
        case .groups:
            others = """
                 AND group_id IN (SELECT r.id FROM groups r WHERE \(viewer.condition(on: .groups, for: action)))
                """
        default:
            others = """
                 AND station_id IN (SELECT r.id FROM stations r WHERE \(viewer.condition(on: .stations, for: action)))
                """
        }
        try await query("DELETE FROM \(links)\(others)")
    }
}
