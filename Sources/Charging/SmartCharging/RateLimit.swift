/// How much may be drawn at one moment, in tenths of its unit: the finest that the standard knows, and exact.
struct RateLimit: Sendable, Hashable {
    /// Between phase and neutral.
    static let nominalVoltage = 230
    static let voltages = 100...1_000
    /// What a period that says nothing is for (OCPP 1.6 edition 2, section 7.14).
    static let usualPhases = 3
    /// A megawatt; beyond it a number is a mistake, and arithmetic stays far from its limits.
    static let highest = 1_000_000.0

    var tenths: Int64
    var unit: RateUnit
    var phases: Int

    init(tenths: Int64, unit: RateUnit, phases: Int) {
        self.tenths = tenths
        self.unit = unit
        self.phases = phases
    }

    init(_ limit: Double, unit: RateUnit, phases: Int?) {
        self.init(
            tenths: Self.tenths(limit), unit: unit, phases: min(max(phases ?? Self.usualPhases, 1), Self.usualPhases))
    }

    /// To the nearest tenth; what is no limit at all counts as the highest.
    static func tenths(_ limit: Double) -> Int64 {
        guard limit.isFinite, limit < highest else { return Int64(highest) * 10 }
        return Int64((max(limit, 0) * 10).rounded())
    }

    /// The same in another unit. Amperes are those of each phase, watts those of all phases together.
    ///
    /// Where watts become amperes the tenth below is taken, so that nothing more than was allowed is.
    func tenths(in other: RateUnit, phases: Int, voltage: Int) -> Int64 {
        let wattsPerAmpere = Int64(max(phases, 1)) * Int64(max(voltage, 1))
        return switch (unit, other) {
        case (.watts, .watts), (.amperes, .amperes): tenths
        case (.amperes, .watts): tenths * wattsPerAmpere
        case (.watts, .amperes): tenths / wattsPerAmpere
        }
    }
}
