/// What the server knows of a station that somebody wants to take over, once the attempt is counted.
package struct ClaimAttempt: Sendable, Hashable {
    /// The station whose access code has to be shown, and that code, encrypted.
    package struct Target: Sendable, Hashable {
        package var station: StationID
        package var accessCode: [UInt8]

        package init(station: StationID, accessCode: [UInt8]) {
            self.station = station
            self.accessCode = accessCode
        }
    }

    package var id: Int64
    /// Nil where there is nothing to take over.
    package var target: Target?

    package init(id: Int64, target: Target?) {
        self.id = id
        self.target = target
    }

    /// Failed attempts within an hour, of one organization and for one charge point id, after which no more are looked at.
    package static let limit = 10
}

package struct ClaimedStation: Sendable, Hashable {
    /// In the account that it is in now.
    package var station: StationRecord
    /// As it stays in the account that it was in.
    package var former: StationRecord

    package init(station: StationRecord, former: StationRecord) {
        self.station = station
        self.former = former
    }
}

/// In which account a station is.
///
/// A station that leaves one stays there as it was, with its sessions, and is out of use; where it goes to it is a new row
/// of the same charge point id, which takes with it what belongs to the device: its codes, and the password it connects with.
package protocol StationAssigning: Sendable {
    /// Counts the attempt, committed, before anything is looked at.
    ///
    /// - Throws: ``ChargingError`` `.forbidden`, or `.limitExceeded` after too many that failed.
    func attemptClaim(of chargePointID: ChargePointID, viewer: Viewer) async throws -> ClaimAttempt
    /// Moves the station of an attempt whose access code was shown into the viewer's organization. Its running sessions are
    /// closed at their last values and stay where they are, its reservations are cancelled.
    ///
    /// - Throws: ``ChargingError`` `.forbidden`, or `.conflict` where the station is in the viewer's organization, or was
    ///   changed since the attempt.
    func claim(_ attempt: ClaimAttempt, viewer: Viewer) async throws -> ClaimedStation
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for a station out of reach.
    func removeStation(_ station: StationID, viewer: Viewer) async throws -> StationRecord
}
