/// How much power a vehicle takes while it charges: a ramp, a plateau, and a taper when the battery gets full.
struct PowerCurve: Equatable, Sendable {
    /// What vehicle and charge point have agreed on, in W.
    var ratedPower: Double
    /// Seconds from the contactor closing to full power.
    var rampSeconds = 15.0
    /// State of charge (0…1) from which on less and less is taken.
    var taperStart = 0.8
    /// Share of the rated power that is still taken just before the battery is full.
    var finalShare = 0.06

    /// Power in W after so many seconds of charging, at that state of charge (0…1). Never negative, 0 when full.
    func power(after seconds: Double, stateOfCharge: Double) -> Double {
        guard stateOfCharge < 1 else { return 0 }
        let ramp = rampSeconds > 0 ? min(1, max(0, seconds) / rampSeconds) : 1
        guard stateOfCharge > taperStart, taperStart < 1 else { return ratedPower * ramp }
        let remaining = (1 - stateOfCharge) / (1 - taperStart)
        return ratedPower * ramp * (finalShare + (1 - finalShare) * remaining)
    }
}
