package import JSON

/// A list that is read whole, as a table of texts.
package enum Export: Sendable, Hashable {
    case stations(StationFilter, StationOrder = .chargePointID)
    case sessions(SessionFilter, SessionOrder = .startedAtDescending)
    case tags(TagFilter)
    case inventory(InventoryFilter, InventoryOrder = .chargePointID)
    case operations(OperationFilter)
    case meterValues(MeterValueFilter)
    case stationEvents(StationLogFilter)
    case heartbeats(StationLogFilter)
    case ocppMessages(StationID, OcppMessageFilter)

    /// What a file of it is called, and the list in the API.
    package var name: String {
        switch self {
        case .stations: "stations"
        case .sessions: "sessions"
        case .tags: "tags"
        case .inventory: "inventory"
        case .operations: "operations"
        case .meterValues: "meterValues"
        case .stationEvents: "stationEvents"
        case .heartbeats: "heartbeats"
        case .ocppMessages: "ocppMessages"
        }
    }
}

/// A list, and which of its columns are asked for.
package struct ExportTable: Sendable, Hashable {
    package var list: Export
    /// Their names, in the order of the file; nil: all that cost little.
    package var columns: [String]?

    package init(_ list: Export, columns: [String]? = nil) {
        self.list = list
        self.columns = columns
    }

    /// - Throws: ``ChargingError`` `.badInput` for one that is not among `all`, and for one that is named twice.
    package func chosen(of all: [ExportColumn]) throws -> [ExportColumn] {
        guard let columns else { return all.filter { !$0.isOnDemand } }
        let known = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard Set(columns).count == columns.count else { throw ChargingError(.badInput, "A column is named twice.") }
        return try columns.map { name in
            if let column = known[name] { return column }
            let names = all.map(\.name).joined(separator: ", ")
            throw ChargingError(.badInput, "\(name) is no column of \(list.name); there are \(names).")
        }
    }
}

/// Of one session, or of all that a station measured in some time, in sessions and outside them.
package enum MeterValueFilter: Sendable, Hashable {
    case session(SessionID)
    case station(StationID, from: Timestamp, to: Timestamp?)
}

/// What stations told of themselves.
package struct StationLogFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    /// Of events.
    package var kinds: [StationEventKind]?
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

package struct ExportColumn: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Written by somebody, who may have meant a formula.
        case text
        /// Written by us.
        case word
        case number
        /// ISO 8601 in UTC.
        case time
    }

    package var name: String
    package var kind: Kind
    /// Reckoned from all of a row's values, and so only there where it is named.
    package var isOnDemand: Bool

    package init(name: String, kind: Kind, isOnDemand: Bool = false) {
        self.name = name
        self.kind = kind
        self.isOnDemand = isOnDemand
    }
}

package protocol Exporting: Sendable {
    /// By whose clock workbooks write times: the organization's; nil: UTC.
    func timeZone(of viewer: Viewer) async throws -> String?
    /// - Throws: ``ChargingError`` `.badInput` for a column that there is not.
    func columns(of table: ExportTable) throws -> [ExportColumn]
    /// Gives the rows that the viewer's rights reach, some thousand at a time, each with as many cells as there are columns,
    /// all from one moment. Times are ISO 8601 in UTC, energy is in Wh.
    func export(
        _ table: ExportTable, viewer: Viewer, _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws
}
