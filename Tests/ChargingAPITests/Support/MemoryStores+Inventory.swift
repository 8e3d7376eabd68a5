import Charging
import JSON

extension MemoryStores: InventoryReading, InventoryWriting {
    func inventory(
        _ filter: InventoryFilter, order: InventoryOrder, page: PageRequest, fields: Set<InventoryField>, viewer: Viewer
    ) async throws -> RowPages<InventoryField> {
        try call("inventory \(order.rawValue)", fields) { world in
            let rows = world.stations.filter { $0.isVisible(to: viewer) && viewer.role != .driver }.map { station in
                MemoryRow<InventoryField>(
                    id: station.id, organization: station.organization,
                    values: [
                        .chargePointID: station.values[.chargePointID] ?? .text(nil),
                        .model: station.values[.model] ?? .text(nil), .createdAt: .time(MemoryWorld.start),
                        .modifiedAt: .time(MemoryWorld.start), .isInTimeout: .boolean(true),
                        .inTimeoutSince: .time(MemoryWorld.start), .hasPassword: .boolean(false),
                        .hasAccessCode: .boolean(false), .hasMasterPassword: .boolean(false),
                    ])
            }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.chargePointID) ?? "") }
        }
    }

    func installations(
        ofStations stations: [StationID], fields: Set<InstallationField>, viewer: Viewer
    ) async throws -> RowLists<InstallationField> {
        try call("installations(ofStations)", fields) { world in
            RowLists(
                stations.map { id in
                    world.stations.filter { $0.id == id.rawValue && $0.isVisible(to: viewer) && viewer.role != .driver }
                        .map { station in
                            MemoryRow<InstallationField>(
                                id: station.id, organization: station.organization,
                                values: [
                                    .installer: .text("Installer of \(station.organization)"), .installedAt: .time(nil),
                                    .fuseA: .number(35), .phaseOrder: .text("RST"), .gridLimitW: .number(nil),
                                    .notes: .text(nil),
                                ])
                        }
                }, fields: fields)
        }
    }

    func updateInventory(_ changes: [InventoryChange], viewer: Viewer) async throws -> [StationID] {
        try call("updateInventory \(changes)", [String]()) { _ in
            changes.map { if case .id(let id) = $0.station { id } else { StationID(rawValue: 1_002) } }
        }
    }

    func updateInstallation(_ change: InstallationChange, viewer: Viewer) async throws {
        try call("updateInstallation \(change)", [String]()) { _ in }
    }

    func updateConnector(_ change: ConnectorChange, viewer: Viewer) async throws {
        try call("updateConnector \(change)", [String]()) { _ in }
    }
}
