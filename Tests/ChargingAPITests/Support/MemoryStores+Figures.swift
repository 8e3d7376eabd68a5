import Charging
import JSON

extension MemoryStores {
    /// One of each value; what they are in parts is tested on the database.
    func points(
        ofSessions sessions: [SessionID], measurands: [String], count: Int, at moment: Timestamp,
        fields: Set<SessionPointField>, viewer: Viewer
    ) async throws -> RowLists<SessionPointField> {
        try call("points(\(sessions.count) sessions, \(measurands.joined(separator: " ")), \(count))", fields) {
            world in
            let visible = world.sessions.filter { $0.isVisible(to: viewer) }
            return RowLists(
                sessions.map { id in
                    visible.filter { $0.id == id.rawValue }.map { row in
                        MemoryRow<SessionPointField>(
                            id: row.id, organization: row.organization,
                            values: [
                                .at: .time(MemoryWorld.start), .measurand: .text(measurands.first), .unit: .text("Wh"),
                                .minimum: .number(1), .maximum: .number(3), .average: .number(2), .count: .integer(2),
                            ])
                    }
                }, fields: fields)
        }
    }

    /// One of each connector; what they are over time is tested on the database.
    func states(
        ofConnectors connectors: [ConnectorID], from: Timestamp, until: Timestamp, last: Int,
        fields: Set<ConnectorStateField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorStateField> {
        try call("states(\(connectors.count) connectors, \(last))", fields) { world in
            let visible = world.connectors.filter { $0.isVisible(to: viewer) }
            return RowLists(
                connectors.map { id in
                    visible.filter { $0.id == id.rawValue }.map { row in
                        MemoryRow<ConnectorStateField>(
                            id: row.id, organization: row.organization,
                            values: [
                                .status: .text("AVAILABLE"), .errorCode: .text(nil), .vendorErrorCode: .text(nil),
                                .from: .time(from), .until: .time(until),
                            ])
                    }
                }, fields: fields)
        }
    }

    /// One of each session; when they were is tested on the database.
    func errors(
        ofSessions sessions: [SessionID], text: String?, page: PageRequest, fields: Set<SessionErrorField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionErrorField> {
        try call("errors(ofSessions)", fields) { world in
            let visible = world.sessions.filter { $0.isVisible(to: viewer) }
            let parents = sessions.map { id in
                visible.filter { $0.id == id.rawValue }.map { row in
                    MemoryRow<SessionErrorField>(
                        id: row.id, organization: row.organization,
                        values: [
                            .at: .time(MemoryWorld.start), .code: .text("OtherError"),
                            .vendorErrorCode: .text("E \(row.text(.idTag) ?? "")"), .info: .text(nil),
                            .connectorNumber: .integer(1),
                        ])
                }
            }
            return RowPages(parents, page: page, fields: fields) { .timestamp($0.time(.at) ?? MemoryWorld.start) }
        }
    }

    /// One of each session; which ones held when is tested on the database.
    func chargingProfiles(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionProfileField>, viewer: Viewer
    ) async throws -> RowPages<SessionProfileField> {
        try call("chargingProfiles(ofSessions)", fields) { world in
            let visible = world.sessions.filter { $0.isVisible(to: viewer) }
            let parents = sessions.map { id in
                visible.filter { $0.id == id.rawValue }.map { row in
                    MemoryRow<SessionProfileField>(
                        id: row.id, organization: row.organization,
                        values: [
                            .profileID: .integer(row.id), .connectorNumber: .integer(1), .stackLevel: .integer(0),
                            .purpose: .text("TX_PROFILE"), .unit: .text("A"), .lowestLimit: .number(6),
                            .highestLimit: .number(16), .from: .time(MemoryWorld.start), .until: .time(nil),
                        ])
                }
            }
            return RowPages(parents, page: page, fields: fields) { .timestamp($0.time(.from) ?? MemoryWorld.start) }
        }
    }
}
