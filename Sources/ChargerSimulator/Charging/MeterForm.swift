import OCPP

/// The ways in which chargers of the field tell the same energy.
struct MeterForm: Equatable, Sendable {
    enum Unit: String, CaseIterable, Sendable {
        case wattHours = "Wh"
        case kilowattHours = "kWh"
        /// Left out, which means Wh. OCPP 1.6 edition 2, section 7.43.
        case none
    }

    var unit = Unit.wattHours
    /// A value for each phase and none for their sum.
    var isPerPhase = false
    /// Begins at 0 with each transaction, although StartTransaction and StopTransaction tell the lifetime register.
    var isSessionRelative = false

    /// The energy register's samples for so many Wh.
    func energy(_ value: Double, context: OCPP16.ReadingContext) -> [OCPP16.SampledValue] {
        guard isPerPhase else { return [sample(value, phase: nil, context)] }
        let all: [OCPP16.Phase] = [.l1, .l2, .l3]
        // Whole Wh, the rest on the last phase, so that their sum is what the register shows.
        let share = (value / 3).rounded(.down)
        return all.map { phase in sample(phase == .l3 ? value - 2 * share : share, phase: phase, context) }
    }

    private func sample(_ value: Double, phase: OCPP16.Phase?, _ context: OCPP16.ReadingContext) -> OCPP16.SampledValue
    {
        let told: OCPP16.UnitOfMeasure? =
            switch unit {
            case .wattHours: .wattHour
            case .kilowattHours: .kilowattHour
            case .none: nil
            }
        let wattHours = Int(exactly: value.rounded(.down)) ?? 0
        return OCPP16.SampledValue(
            value: unit == .kilowattHours ? Self.thousandths(wattHours) : String(wattHours), context: context,
            format: .raw, measurand: .energyActiveImportRegister, phase: phase, location: .outlet, unit: told)
    }

    private static func thousandths(_ number: Int) -> String {
        let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 1000)
        return (number < 0 ? "-" : "") + "\(whole)." + String(1000 + rest).dropFirst()
    }
}
