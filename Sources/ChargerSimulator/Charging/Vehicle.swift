/// The electric side of one charge: what the car is and how the cable feeds it.
struct Vehicle: Equatable, Sendable {
    /// Usable battery capacity in Wh.
    var capacity: Double
    /// 0…1 at the moment of plugging in.
    var stateOfCharge: Double
    var curve: PowerCurve
    /// Volt per phase; between the poles for direct current.
    var voltage: Double
    /// 1 or 3; 1 for direct current too.
    var phases: Int
    var takesDirectCurrent = false

    /// Whether a charge point of that power (W) rectifies, and not the car.
    static func takesDirectCurrent(atRatedPower rated: Double) -> Bool { rated > 43_000 }

    /// A car as it comes to a charge point of that power (W), drawn at random.
    static func arriving(atRatedPower rated: Double, using random: inout SeededRandom) -> Vehicle {
        let isDirectCurrent = takesDirectCurrent(atRatedPower: rated)
        let onBoard: Double = [3_700, 7_400, 11_000, 11_000, 22_000].randomElement(using: &random) ?? 11_000
        let inlet: Double = [50_000, 100_000, 150_000].randomElement(using: &random) ?? 50_000
        let power = min(rated, isDirectCurrent ? inlet : onBoard)
        return Vehicle(
            capacity: Double.random(in: 28_000...82_000, using: &random),
            stateOfCharge: Double.random(in: 0.08...0.7, using: &random),
            curve: PowerCurve(ratedPower: power),
            voltage: isDirectCurrent ? 400 : 230,
            phases: isDirectCurrent || power < 8_000 ? 1 : 3,
            takesDirectCurrent: isDirectCurrent)
    }
}
