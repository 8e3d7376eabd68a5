package import Charging

extension StationRecord {
    /// A station of organization 1, accepted, never connected, without a password.
    package static func sample(
        _ id: Int64 = 1, chargePointID: String = "CP-1", admission: StationAdmission = .accepted,
        password: String? = nil
    ) -> StationRecord {
        StationRecord(
            id: StationID(rawValue: id), organizationID: OrganizationID(rawValue: 1),
            // A constant of a test; a bad one is to be noticed at once.
            chargePointID: ChargePointID(chargePointID)!, isActive: true, admission: admission,
            passwordVerifier: password.map { Array($0.utf8) }, presence: .unknown,
            lastSeenAt: nil, ocppVersion: nil, status: .unknown, errorCode: nil, generation: 0)
    }
}

extension Viewer {
    package static func sample(_ role: Role = .manager) -> Viewer {
        Viewer(
            userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1)
    }
}
