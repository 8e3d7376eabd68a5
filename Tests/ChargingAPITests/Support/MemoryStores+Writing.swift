import Charging
import JSON

extension MemoryStores: DirectoryWriting {
    func onboardStation(_ station: NewStation, viewer: Viewer) async throws -> StationRecord {
        try call("onboardStation", [String]()) { world in
            guard !world.stations.contains(where: { $0.text(.chargePointID) == station.chargePointID.text }) else {
                throw ChargingError(.conflict, "The id is taken.", field: "chargePointId")
            }
            let id = (world.stations.map(\.id).max() ?? 0) + 1
            world.stations.append(
                MemoryRow(
                    id: id, organization: viewer.organizationID.rawValue,
                    values: [
                        .chargePointID: .text(station.chargePointID.text), .description: .text(station.description),
                        .admission: .text(station.admission.rawValue), .isActive: .boolean(true),
                        .presence: .text("UNKNOWN"), .status: .text("UNKNOWN"), .onboardedAt: .time(MemoryWorld.start),
                        .modifiedAt: .time(MemoryWorld.start),
                    ]))
            return StationRecord(
                id: StationID(rawValue: id), organizationID: viewer.organizationID,
                chargePointID: station.chargePointID,
                isActive: true, admission: station.admission, passwordVerifier: station.credential?.verifier,
                presence: .unknown, lastSeenAt: nil, ocppVersion: nil, status: .unknown, errorCode: nil, generation: 0)
        }
    }

    func updateStation(_ change: StationChange, viewer: Viewer) async throws -> StationRecord {
        throw ChargingError(.notFound, "There is no such station.", field: "id")
    }

    func setActivity(_ activity: StationActivity, viewer: Viewer) async throws -> [StationRecord] {
        throw ChargingError(.notFound, "There is no such station.", field: "ids")
    }

    func move(_ move: StationMove, viewer: Viewer) async throws -> [StationRecord] {
        throw ChargingError(.notFound, "There is no such station.", field: "ids")
    }

    func updateGroup(_ change: GroupChange, viewer: Viewer) async throws {
        throw ChargingError(.notFound, "There is no such group.", field: "id")
    }

    func deleteGroups(_ groups: [GroupID], viewer: Viewer) async throws {
        throw ChargingError(.notFound, "There is no such group.", field: "ids")
    }

    func note(_ note: Change<String?>, on reservation: ReservationID, viewer: Viewer) async throws {
        try call("note \(words(note)) on reservation \(reservation.rawValue)", [String]()) { _ in }
    }

    func note(_ notes: Change<String?>, on image: FirmwareImageID, viewer: Viewer) async throws {
        try call("note \(words(notes)) on image \(image.rawValue)", [String]()) { _ in }
    }

    private func words(_ change: Change<String?>) -> String {
        if case .to(let text) = change { text ?? "nil" } else { "as it is" }
    }

    func note(_ note: String?, on session: SessionID, viewer: Viewer) async throws -> SessionState {
        throw ChargingError(.notFound, "There is no such session.", field: "id")
    }

    func closeSession(_ session: SessionID, details: JSONObject, viewer: Viewer) async throws -> SessionState {
        throw ChargingError(.notFound, "There is no such session.", field: "id")
    }

    func createTag(_ tag: NewTag, viewer: Viewer) async throws -> TagID {
        try call("createTag", [String]()) { world in
            let id = (world.tags.map(\.id).max() ?? 0) + 1
            world.tags.append(
                MemoryRow(
                    id: id, organization: viewer.organizationID.rawValue, owner: tag.userID?.rawValue, isPersonal: true,
                    values: [
                        .idTag: .text(tag.idTag), .type: .text(tag.type.rawValue), .medium: .text(tag.medium.rawValue),
                        .isBlocked: .boolean(tag.isBlocked), .allowsConcurrent: .boolean(tag.allowsConcurrent),
                        .isRestrictedToStations: .boolean(!tag.stationIDs.isEmpty),
                        .expiresAt: .time(tag.expiresAt), .userID: .integer(tag.userID?.rawValue),
                    ]))
            world.tagStations += tag.stationIDs.map { [id, $0.rawValue] }
            return TagID(rawValue: id)
        }
    }

    func updateTag(_ change: TagChange, viewer: Viewer) async throws {
        try call("updateTag", [String]()) { world in
            guard
                let row = world.tags.firstIndex(where: { $0.id == change.id.rawValue && $0.isVisible(to: viewer) })
            else { throw ChargingError(.notFound, "There is no such tag.", field: "id") }
            if let isBlocked = change.isBlocked { world.tags[row].values[.isBlocked] = .boolean(isBlocked) }
            if case .to(let note) = change.note { world.tags[row].values[.note] = .text(note) }
            if case .to(let time) = change.expiresAt { world.tags[row].values[.expiresAt] = .time(time) }
            if let stations = change.stationIDs {
                world.tags[row].values[.isRestrictedToStations] = .boolean(!stations.isEmpty)
                world.tagStations.removeAll { $0[0] == change.id.rawValue }
                world.tagStations += stations.map { [change.id.rawValue, $0.rawValue] }
            }
        }
    }

    func deleteTags(_ tags: [TagID], viewer: Viewer) async throws {
        try call("deleteTags", tags.map(\.rawValue)) { world in
            world.tags.removeAll { row in tags.contains { $0.rawValue == row.id } && row.isVisible(to: viewer) }
        }
    }

    func dismissUnknownTags(_ tags: [UnknownTagID], viewer: Viewer) async throws {
        try call("dismissUnknownTags", tags.map(\.rawValue)) { world in
            world.unknownTags.removeAll { row in tags.contains { $0.rawValue == row.id } && row.isVisible(to: viewer) }
        }
    }

    func createGroup(_ group: NewGroup, viewer: Viewer) async throws -> GroupID {
        try call("createGroup", [String]()) { world in
            let id = (world.groups.map(\.id).max() ?? 0) + 1
            world.groups.append(
                MemoryRow(
                    id: id, organization: viewer.organizationID.rawValue,
                    values: [.name: .text(group.name), .parentID: .integer(group.parentID?.rawValue)]))
            return GroupID(rawValue: id)
        }
    }
}

/// A vault that shows what was put in.
struct OpenVault: CredentialVault {
    func store(_ password: [UInt8]) throws -> StoredCredential {
        StoredCredential(verifier: password, encrypted: password)
    }
    func reveal(_ encrypted: [UInt8]) throws -> [UInt8] { encrypted }
    func verifies(_ password: [UInt8], against verifier: [UInt8]) -> Bool { password == verifier }
}
