import OCPP

/// What a charger says that it can take of profiles; what it has not told is not limited.
///
/// OCPP 1.6 edition 2, section 9.4, the configuration keys of smart charging.
package struct ProfileLimits: Sendable, Hashable {
    /// ChargeProfileMaxStackLevel.
    package var maximumStackLevel: Int?
    /// ChargingScheduleMaxPeriods.
    package var maximumPeriods: Int?
    /// MaxChargingProfilesInstalled.
    package var maximumProfiles: Int?
    /// ChargingScheduleAllowedChargingRateUnit.
    package var units: Set<RateUnit>?

    package init() {}

    /// Reads what a GetConfiguration was answered.
    init(_ keys: [OCPP16.KeyValue]) {
        for key in keys {
            let value = key.value ?? ""
            switch key.key.lowercased() {
            case "chargeprofilemaxstacklevel": maximumStackLevel = Self.number(value)
            case "chargingschedulemaxperiods": maximumPeriods = Self.number(value)
            case "maxchargingprofilesinstalled": maximumProfiles = Self.number(value)
            case "chargingscheduleallowedchargingrateunit": units = Self.units(value)
            default: break
            }
        }
    }

    package var isEmpty: Bool { self == ProfileLimits() }

    /// - Parameter installed: how many profiles the charger holds once this one is among them.
    func check(_ profile: RequestedProfile, installed: Int) throws(ChargingError) {
        if let maximumStackLevel, profile.stackLevel > maximumStackLevel {
            throw Self.refusal(
                "stackLevel is \(profile.stackLevel); this charger allows 0 to \(maximumStackLevel) "
                    + "(ChargeProfileMaxStackLevel).")
        }
        if let maximumPeriods, profile.periods.count > maximumPeriods {
            throw Self.refusal(
                "The schedule has \(profile.periods.count) periods; this charger allows \(maximumPeriods) "
                    + "(ChargingScheduleMaxPeriods).")
        }
        if let units, !units.contains(profile.unit) {
            let allowed = units.map(\.rawValue).sorted().joined(separator: ", ")
            throw Self.refusal(
                "The unit is \(profile.unit.rawValue); this charger allows \(allowed) "
                    + "(ChargingScheduleAllowedChargingRateUnit).")
        }
        if let maximumProfiles, installed > maximumProfiles {
            throw Self.refusal(
                "It would be profile number \(installed); this charger keeps \(maximumProfiles) "
                    + "(MaxChargingProfilesInstalled).")
        }
    }

    private static func refusal(_ message: String) -> ChargingError {
        ChargingError(.badInput, message, field: "profile")
    }

    private static func number(_ text: String) -> Int? {
        Int32(text.filter { $0 != " " }).flatMap { $0 >= 0 ? Int($0) : nil }
    }

    /// The standard's words are Current and Power; some chargers write the units themselves.
    private static func units(_ text: String) -> Set<RateUnit>? {
        let units = text.split { $0 == "," || $0 == " " }.compactMap { word -> RateUnit? in
            switch word.lowercased() {
            case "current", "a": .amperes
            case "power", "w": .watts
            default: nil
            }
        }
        return units.isEmpty ? nil : Set(units)
    }
}
