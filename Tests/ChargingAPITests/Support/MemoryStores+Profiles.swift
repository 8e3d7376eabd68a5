import Charging
import JSON

extension MemoryStores: ChargingProfileReading {
    func chargingProfiles(
        ofStations stations: [StationID], page: PageRequest, fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowPages<ChargingProfileField> {
        try call("chargingProfiles(ofStations)", fields) { world in
            let rows = world.chargingProfiles.filter { $0.isVisible(to: viewer) }
            let parents = stations.map { station in rows.filter { $0.integer(.stationID) == station.rawValue } }
            return RowPages(parents, page: page, fields: fields) {
                .timestamp($0.time(.acceptedAt) ?? MemoryWorld.start)
            }
        }
    }

    func chargingProfiles(
        ids: [ChargingProfileID], fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowBatch<ChargingProfileField> {
        try call("chargingProfiles(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.chargingProfiles.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    func smartChargingState(of station: StationID, viewer: Viewer) async throws -> SmartChargingState? {
        try call("smartChargingState", [String]()) { world in
            guard world.stations.contains(where: { $0.id == station.rawValue && $0.isVisible(to: viewer) }) else {
                return nil
            }
            let profiles = world.chargingProfiles.filter { $0.integer(.stationID) == station.rawValue }.map { row in
                InstalledProfile(
                    id: ChargingProfileID(rawValue: row.id), connector: Int(row.integer(.connectorNumber) ?? 0),
                    profile: RequestedProfile(
                        id: Int(row.integer(.profileID) ?? 0), purpose: .transactionDefault, kind: .relative,
                        unit: .amperes, periods: [.init(startSeconds: 0, limit: 16, phases: nil)]),
                    acceptedAt: MemoryWorld.start)
            }
            return SmartChargingState(profiles: profiles, connectors: [1, 2])
        }
    }

    func scheduleComparisons(
        ofOperations operations: [OperationID], fields: Set<ScheduleComparisonField>, viewer: Viewer
    ) async throws -> RowLists<ScheduleComparisonField> {
        try call("scheduleComparisons(ofOperations)", fields) { world in
            let rows = world.comparisons.filter { $0.isVisible(to: viewer) }
            return RowLists(operations.map { id in rows.filter { $0.id == id.rawValue } }, fields: fields)
        }
    }
}
