import Charging
import JSON

extension MemoryStores: AuditReading {
    /// One entry for each station.
    func auditEntries(
        _ filter: AuditFilter, page: PageRequest, fields: Set<AuditEntryField>, viewer: Viewer
    ) async throws -> RowPages<AuditEntryField> {
        try call("auditEntries \(filter)", fields) { world in
            let stations = world.stations.filter {
                $0.isVisible(to: viewer) && Rights.actions(of: viewer.role).contains(.readAudit)
            }
            let rows = stations.map { station -> MemoryRow<AuditEntryField> in
                .init(
                    id: station.id, organization: station.organization,
                    values: [
                        .happenedAt: .time(MemoryWorld.start), .userID: .integer(station.organization * 100 + 2),
                        .userEmail: .text("MANAGER@\(station.text(.chargePointID) ?? "")"), .action: .text("CHANGED"),
                        .objectType: .text("Station"), .objectID: .integer(station.id),
                        .objectLabel: station.values[.chargePointID] ?? .text(nil),
                        .after: .document(["description": .string(station.text(.description) ?? "")]),
                    ])
            }
            return RowPages([rows], page: page, fields: fields) {
                .timestamp($0.time(.happenedAt) ?? MemoryWorld.start)
            }
        }
    }
}

extension MemoryStores: SecretKeeping {
    /// Of the first station text, of the second bytes.
    func forReading(
        _ secret: StationSecret, of station: StationID, because reason: String, viewer: Viewer
    ) async throws -> [UInt8] {
        try call(
            "\(secret.rawValue) of \(station) because \(reason), for \(Doer.current?.userID.rawValue ?? 0)", [String]()
        ) {
            world in
            guard world.stations.contains(where: { $0.id == station.rawValue && $0.isVisible(to: viewer) }) else {
                throw ChargingError(.notFound, "this station does not exist", field: "stationId")
            }
            return station.rawValue % 10 == 1 ? Array("secret".utf8) : [0, 255, 10]
        }
    }
}
