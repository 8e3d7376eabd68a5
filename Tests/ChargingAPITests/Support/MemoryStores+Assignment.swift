import Charging
import JSON

extension MemoryStores: StationAssigning {
    /// The code of a station is `code of ` and its id; none has anybody else's.
    func attemptClaim(of chargePointID: ChargePointID, viewer: Viewer) async throws -> ClaimAttempt {
        try call("attemptClaim \(chargePointID)", [String]()) { world in
            let station = world.stations.first { $0.text(.chargePointID) == chargePointID.text }
            return ClaimAttempt(
                id: 1,
                target: station.map {
                    .init(station: StationID(rawValue: $0.id), accessCode: Array("code of \(chargePointID)".utf8))
                })
        }
    }

    func claim(_ attempt: ClaimAttempt, viewer: Viewer) async throws -> ClaimedStation {
        try call("claim \(attempt.target?.station.rawValue ?? 0)", [String]()) { world in
            guard let station = attempt.target?.station, let id = ChargePointID("claimed") else {
                throw ChargingError(.conflict, "There is no target.")
            }
            var former = StationRecord(
                id: station, organizationID: OrganizationID(rawValue: 2), chargePointID: id, isActive: false,
                admission: .accepted, passwordVerifier: nil, presence: .unknown, lastSeenAt: nil, ocppVersion: nil,
                status: .unknown, errorCode: nil, generation: 0)
            let gone = former
            former.id = StationID(rawValue: 1_001)
            former.organizationID = viewer.organizationID
            return ClaimedStation(station: former, former: gone)
        }
    }

    func removeStation(_ station: StationID, viewer: Viewer) async throws -> StationRecord {
        try call("removeStation \(station)", [String]()) { world in
            guard world.stations.contains(where: { $0.id == station.rawValue && $0.isVisible(to: viewer) }),
                let id = ChargePointID("removed")
            else { throw ChargingError(.notFound, "There is no such station.", field: "id") }
            return StationRecord(
                id: station, organizationID: viewer.organizationID, chargePointID: id, isActive: false,
                admission: .accepted, passwordVerifier: nil, presence: .unknown, lastSeenAt: nil, ocppVersion: nil,
                status: .unknown, errorCode: nil, generation: 0)
        }
    }
}
