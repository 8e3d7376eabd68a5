import JSON
import OCPP

/// A charging profile that a charge point has accepted.
struct KeptProfile: Equatable, Sendable {
    /// 0: the whole charge point, or every connector's default.
    let connector: Int
    let profile: OCPP16.ChargingProfile
    let keptAt: Timestamp
    /// Of a TxProfile.
    let transaction: TransactionKey?

    /// Whether the other one takes its place: one of the same id, or one of the same purpose and stack level on the same
    /// connector. OCPP 1.6 edition 2, section 5.16.
    func isReplaced(by other: KeptProfile) -> Bool {
        if profile.id == other.profile.id { return true }
        return connector == other.connector && profile.purpose == other.profile.purpose
            && profile.stackLevel == other.profile.stackLevel
    }

    func meets(_ criteria: OCPP16.ClearChargingProfile) -> Bool {
        if let id = criteria.id { return profile.id == id }
        return (criteria.connectorId ?? connector) == connector
            && (criteria.chargingProfilePurpose ?? profile.purpose) == profile.purpose
            && (criteria.stackLevel ?? profile.stackLevel) == profile.stackLevel
    }

    func isValid(at time: Timestamp) -> Bool {
        if let from = profile.validFrom?.timestamp, time < from { return false }
        if let end = profile.validTo?.timestamp, end <= time { return false }
        return true
    }

    /// Nil in a gap: before the start, after the duration, and outside of the time in which the profile is valid.
    ///
    /// - Parameter anchor: where times count from that the profile does not name.
    func limit(at time: Timestamp, anchor: Timestamp) -> PowerLimit? {
        guard isValid(at: time), let begin = occurrence(at: time, anchor: anchor) else { return nil }
        let offset = begin.duration(to: time).seconds
        if let duration = profile.schedule.duration, offset >= Double(duration) { return nil }
        let period = profile.schedule.periods.last { Double($0.start) <= offset }
        return period.map { PowerLimit($0, profile.schedule.rateUnit) }
    }

    /// The next time at which it may be otherwise.
    func nextChange(after time: Timestamp, anchor: Timestamp) -> Timestamp? {
        var changes = [profile.validFrom?.timestamp, profile.validTo?.timestamp, start(anchor: anchor)]
        if let begin = occurrence(at: time, anchor: anchor) {
            changes += profile.schedule.periods.map { begin.advanced(by: .seconds($0.start)) }
            changes += [profile.schedule.duration, recurrence].map { $0.map { begin.advanced(by: .seconds($0)) } }
        }
        return changes.compactMap { $0 }.filter { $0 > time }.min()
    }

    /// When the occurrence of the schedule began that this time lies in.
    private func occurrence(at time: Timestamp, anchor: Timestamp) -> Timestamp? {
        let start = start(anchor: anchor)
        guard time >= start else { return nil }
        guard let recurrence else { return start }
        let elapsed = start.duration(to: time).components.seconds
        return start.advanced(by: .seconds(elapsed - elapsed % Int64(recurrence)))
    }

    private func start(anchor: Timestamp) -> Timestamp {
        profile.kind == .relative ? anchor : profile.schedule.start?.timestamp ?? anchor
    }

    /// Seconds; by UTC, whatever the clocks of a place do.
    private var recurrence: Int? {
        profile.kind == .recurring ? (profile.recurrency == .weekly ? 604_800 : 86_400) : nil
    }
}
