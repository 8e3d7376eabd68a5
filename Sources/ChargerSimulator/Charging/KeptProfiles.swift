import JSON
import OCPP

/// The charging profiles of one charge point, and what follows from them.
///
/// At each moment, of the profiles of one purpose that are valid the one with the highest stack level counts whose
/// schedule has a period then. A TxProfile comes before the TxDefaultProfiles, and those of the connector itself, while
/// one of them is valid, before those of connector 0. The ChargePointMaxProfile limits all besides.
///
/// Computed apart from the central system's own way of it, so that the two can be held against each other. OCPP 1.6
/// edition 2, section 3.13.
struct KeptProfiles: Equatable, Sendable {
    /// MaxChargingProfilesInstalled.
    static let most = 20
    /// ChargeProfileMaxStackLevel.
    static let highestLevel = 10
    /// ChargingScheduleMaxPeriods.
    static let mostPeriods = 24

    private(set) var all: [KeptProfile] = []

    /// What limits are asked about: a connector, and what runs there.
    struct Subject: Equatable, Sendable {
        var connector: Int
        var transaction: TransactionKey?
        /// Where times count from that a profile does not name.
        var anchor: Timestamp
    }

    /// False where there are too many.
    mutating func keep(_ new: KeptProfile) -> Bool {
        var others = all
        others.removeAll { $0.isReplaced(by: new) }
        guard others.count < Self.most else { return false }
        all = others + [new]
        return true
    }

    /// Whether any met the criteria.
    mutating func clear(_ criteria: OCPP16.ClearChargingProfile) -> Bool {
        let before = all.count
        all.removeAll { $0.meets(criteria) }
        return all.count < before
    }

    /// A TxProfile ends with its transaction.
    mutating func forget(_ transaction: TransactionKey) {
        all.removeAll { $0.transaction == transaction }
    }

    /// For a connector alone; nil where nothing limits it.
    func limit(of subject: Subject, at time: Timestamp) -> PowerLimit? {
        let own = defaults(of: subject.connector)
        let defaults = own.contains { $0.isValid(at: time) } ? own : self.defaults(of: 0)
        return Self.limit(by: transactionProfiles(of: subject), at: time, anchor: subject.anchor)
            ?? Self.limit(by: defaults, at: time, anchor: subject.anchor)
    }

    /// For all connectors together; nil where nothing limits them.
    func limitOfAll(at time: Timestamp) -> PowerLimit? {
        for kept in maxima { if let limit = kept.limit(at: time, anchor: kept.keptAt) { return limit } }
        return nil
    }

    /// The next time at which any limit may be another one.
    func nextChange(after time: Timestamp, subjects: [Subject]) -> Timestamp? {
        var changes = maxima.map { $0.nextChange(after: time, anchor: $0.keptAt) }
        for subject in subjects {
            let profiles = transactionProfiles(of: subject) + defaults(of: subject.connector) + defaults(of: 0)
            changes += profiles.map { $0.nextChange(after: time, anchor: subject.anchor) }
        }
        return changes.compactMap { $0 }.min()
    }

    // MARK: By purpose, the highest level first

    private var maxima: [KeptProfile] { sorted { $0.profile.purpose == .chargePointMaxProfile } }

    private func defaults(of connector: Int) -> [KeptProfile] {
        sorted { $0.profile.purpose == .txDefaultProfile && $0.connector == connector }
    }

    private func transactionProfiles(of subject: Subject) -> [KeptProfile] {
        guard let transaction = subject.transaction else { return [] }
        return sorted { $0.profile.purpose == .txProfile && $0.transaction == transaction }
    }

    private func sorted(_ isWanted: (KeptProfile) -> Bool) -> [KeptProfile] {
        all.filter(isWanted).sorted { $0.profile.stackLevel > $1.profile.stackLevel }
    }

    private static func limit(by profiles: [KeptProfile], at time: Timestamp, anchor: Timestamp) -> PowerLimit? {
        for kept in profiles { if let limit = kept.limit(at: time, anchor: anchor) { return limit } }
        return nil
    }
}
