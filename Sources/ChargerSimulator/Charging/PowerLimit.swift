import OCPP

/// How much may be drawn at one moment. Amperes are those of each phase, watts those of all phases together.
struct PowerLimit: Equatable, Sendable {
    /// V between phase and neutral, where amperes and watts are compared.
    static let nominalVoltage = 230.0
    /// A in each phase (IEC 61851-1).
    private static let leastCurrent = 6.0

    var value: Double
    var unit: OCPP16.ChargingRateUnit
    var phases: Int

    init(_ value: Double, _ unit: OCPP16.ChargingRateUnit, phases: Int) {
        self.value = value.isFinite ? max(value, 0) : 0
        self.unit = unit
        self.phases = phases
    }

    /// A period of a profile; three phases unless it says otherwise (OCPP 1.6 edition 2, section 7.14).
    init(_ period: OCPP16.ChargingSchedulePeriod, _ unit: OCPP16.ChargingRateUnit) {
        self.init(period.limit, unit, phases: min(max(period.phases ?? 3, 1), 3))
    }

    var watts: Double { value(in: .watts, phases: phases) }

    /// Both hold at once, so each is taken on the phases that both allow.
    func lower(_ other: PowerLimit) -> PowerLimit {
        let common = min(phases, other.phases)
        let least = min(value(in: unit, phases: common), other.value(in: unit, phases: common))
        return PowerLimit(least, unit, phases: common)
    }

    /// W that it lets a car take. Under the least current that a station can offer a car the station offers none.
    func watts(for vehicle: Vehicle) -> Double {
        guard !vehicle.takesDirectCurrent else { return watts }
        let used = min(phases, vehicle.phases)
        let current = value(in: .amperes, phases: used)
        return current < Self.leastCurrent ? 0 : current * vehicle.voltage * Double(used)
    }

    /// As one period of a schedule in that unit, to the tenth below.
    func period(from start: Int, in unit: OCPP16.ChargingRateUnit) -> OCPP16.ChargingSchedulePeriod {
        // What is a tenth but for the last bits of the division is that tenth.
        let tenths = (value(in: unit, phases: phases) * 10 + 1e-6).rounded(.down)
        return OCPP16.ChargingSchedulePeriod(start: start, limit: tenths / 10, phases: phases)
    }

    private func value(in other: OCPP16.ChargingRateUnit, phases: Int) -> Double {
        let wattsPerAmpere = Self.nominalVoltage * Double(max(phases, 1))
        switch (unit, other) {
        case (.watts, .watts), (.amperes, .amperes): return value
        case (.amperes, .watts): return value * wattsPerAmpere
        case (.watts, .amperes): return value / wattsPerAmpere
        }
    }
}
