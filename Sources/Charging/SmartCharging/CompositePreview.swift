import JSON
import OCPP

/// What a station would allow if a profile were accepted, or others were taken away.
package struct CompositePreview: Sendable, Hashable {
    package var schedule: CompositeSchedule
    /// Those that the sources of the schedule are places in.
    package var profiles: [InstalledProfile]
    /// Those that the new one takes the place of.
    package var replaced: [InstalledProfile]
}

extension SmartChargingState {
    /// - Parameters:
    ///   - new: the profile that is about to be sent.
    ///   - removed: those that are to be cleared.
    package func preview(
        _ question: CompositeQuestion, with new: InstalledProfile?, without removed: Set<ChargingProfileID>
    ) throws(ChargingError) -> CompositePreview {
        var state = self
        state.profiles.removeAll { $0.id.map(removed.contains) ?? false }
        var replaced: [InstalledProfile] = []
        if let new {
            let filled = try state.checked(new.profile, connector: new.connector)
            replaced = state.install(
                InstalledProfile(connector: new.connector, profile: filled, acceptedAt: new.acceptedAt))
        }
        return CompositePreview(
            schedule: state.compositeSchedule(question), profiles: state.profiles, replaced: replaced)
    }

    /// A profile as it is sent: one for a transaction names it.
    ///
    /// - Throws: why the charger could not accept it, as far as that is known.
    package func checked(_ profile: RequestedProfile, connector: Int) throws(ChargingError) -> RequestedProfile {
        _ = try profile.onTheWire(connector: connector)
        var profile = profile
        if knowsOnlyStackLevelZero { profile.stackLevel = 0 }
        if profile.purpose == .transaction {
            guard let running = transaction(on: connector) else {
                throw ChargingError(.conflict, "No charge runs on connector \(connector).", field: "connector")
            }
            if let wanted = profile.transactionID, wanted != Int(running.id) {
                throw ChargingError(
                    .conflict, "Transaction \(wanted) does not run on connector \(connector); \(running.id) does.",
                    field: "profile")
            }
            profile.transactionID = Int(running.id)
        }
        let installed = InstalledProfile(connector: connector, profile: profile, acceptedAt: .init(microseconds: 0))
        try limits.check(profile, installed: profiles.filter { !$0.isReplaced(by: installed) }.count + 1)
        return profile
    }
}

extension SmartChargingState {
    /// A profile that a remote start carries, for a transaction that does not run yet.
    ///
    /// - Throws: why the charger could not accept it, as far as that is known.
    func checkRemoteStart(_ profile: RequestedProfile, connector: Int?) throws(ChargingError) {
        var profile = profile
        if knowsOnlyStackLevelZero { profile.stackLevel = 0 }
        // A charge that is over took its profiles with it, and where the charger chooses the connector nobody can count.
        let others = profiles.filter { $0.profile.purpose != .transaction || $0.connector != connector }
        try limits.check(profile, installed: connector == nil ? 1 : others.count + 1)
    }
}

extension RequestedProfile {
    /// - Throws: what makes no sense on that connector. OCPP 1.6 edition 2, section 3.13.1.
    func onTheWire(connector: Int) throws(ChargingError) -> OCPP16.SetChargingProfile {
        let request = OCPP16.SetChargingProfile(connectorId: connector, csChargingProfiles: try onTheWire())
        _ = try OperationCall(checked: request)
        if purpose == .chargePointMax, connector != 0 {
            throw ChargingError(
                .badInput, "connector is \(connector); a CHARGE_POINT_MAX_PROFILE is for connector 0.",
                field: "connector")
        }
        if purpose == .transaction, connector == 0 {
            throw ChargingError(
                .badInput, "connector is 0; a TX_PROFILE is for the connector of its transaction.", field: "connector")
        }
        return request
    }
}
