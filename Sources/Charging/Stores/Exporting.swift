package import JSON

/// A list that is read whole, as a table of texts.
package enum Export: Sendable, Hashable {
    case stations(StationFilter)
    case sessions(SessionFilter)
    case tags(TagFilter)
    case inventory(InventoryFilter)
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

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

package protocol Exporting: Sendable {
    /// By whose clock workbooks write times: the organization's; nil: UTC.
    func timeZone(of viewer: Viewer) async throws -> String?
    func columns(of export: Export) -> [ExportColumn]
    /// Gives the rows that the viewer's rights reach, some thousand at a time, each with as many cells as there are columns,
    /// all from one moment. Times are ISO 8601 in UTC, energy is in Wh.
    func export(
        _ export: Export, viewer: Viewer, _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws
}
