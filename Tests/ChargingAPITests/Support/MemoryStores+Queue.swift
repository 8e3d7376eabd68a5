import Charging

/// Two places at each station, the driver's behind another person's; changes are tested on the database.
extension MemoryStores: QueueReading, QueueWriting {
    func queues(
        ofStations stations: [StationID], fields: Set<QueuePlaceField>, viewer: Viewer
    ) async throws -> RowLists<QueuePlaceField> {
        try call("queues(ofStations)", fields) { world in
            let parents = stations.map { id -> [MemoryRow<QueuePlaceField>] in
                let found = world.stations.first { $0.id == id.rawValue && $0.isVisible(to: viewer) }
                guard let organization = found?.organization else { return [] }
                return [Self.place(1, id.rawValue, organization), Self.place(2, id.rawValue, organization)]
            }
            return RowLists(parents, fields: fields)
        }
    }

    private static func place(
        _ position: Int64, _ station: Int64, _ organization: Int64
    ) -> MemoryRow<QueuePlaceField> {
        MemoryRow(
            id: station * 10 + position, organization: organization,
            values: [
                .userID: .integer(organization * 100 + 3 + position), .position: .integer(position),
                .status: .text("WAITING"), .joinedAt: .time(MemoryWorld.start),
            ])
    }

    func joinQueue(_ wanted: WantedPlace, viewer: Viewer) async throws {
        _ = try call("joinQueue \(wanted.station)", [String]()) { _ in 1 }
    }

    func leaveQueue(of station: StationID, user: UserID?, viewer: Viewer) async throws {
        _ = try call("leaveQueue \(station)", [String]()) { _ in 1 }
    }
}
