import Charging
import JSON

extension MemoryStores: StationSharing, ShareReading {
    func share(_ share: NewShare, viewer: Viewer) async throws -> ChangedShare {
        try call("share \(share)", [String]()) { _ in .of(share.station.rawValue, viewer) }
    }

    func updateShare(_ change: ShareChange, viewer: Viewer) async throws -> ChangedShare {
        try call("updateShare \(change)", [String]()) { _ in .of(change.id.rawValue, viewer) }
    }

    func endShare(_ share: ShareID, viewer: Viewer) async throws -> ChangedShare {
        try call("endShare \(share)", [String]()) { _ in .of(share.rawValue, viewer) }
    }

    func shares(ids: [ShareID], fields: Set<ShareField>, viewer: Viewer) async throws -> RowBatch<ShareField> {
        try call("shares", fields) { world in
            RowBatch(world.shares(to: viewer).filter { ids.map(\.rawValue).contains($0.id) }, fields: fields)
        }
    }

    func shares(
        ofStations stations: [StationID], fields: Set<ShareField>, viewer: Viewer
    ) async throws -> RowLists<ShareField> {
        try call("shares(ofStations)", fields) { world in
            let shares = world.shares(to: viewer)
            return RowLists(stations.map { id in shares.filter { $0.id == id.rawValue } }, fields: fields)
        }
    }

    /// Those of Beta, to everybody who may borrow anything.
    func borrowedStations(viewer: Viewer) async throws -> [StationID] {
        try call("borrowedStations", [String]()) { world in
            world.stations.filter { $0.organization == 2 }.map { StationID(rawValue: $0.id) }
        }
    }
}

extension MemoryWorld {
    /// One of each station, with its number.
    fileprivate func shares(to viewer: Viewer) -> [MemoryRow<ShareField>] {
        stations.filter { $0.isVisible(to: viewer) && viewer.role != .driver }.map { station in
            MemoryRow(
                id: station.id, organization: station.organization,
                values: [
                    .level: .text("VIEW"), .createdAt: .time(Self.start), .stationID: .integer(station.id),
                    .organizationName: .text("Gamma"), .endsAt: .time(nil), .endedAt: .time(nil),
                    .userEmail: .text(nil),
                ])
        }
    }
}

extension ChangedShare {
    fileprivate static func of(_ id: Int64, _ viewer: Viewer) -> ChangedShare {
        ChangedShare(
            id: ShareID(rawValue: id), station: StationID(rawValue: id), owner: viewer.organizationID,
            borrower: OrganizationID(rawValue: 2))
    }
}
