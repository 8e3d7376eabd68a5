/// Numbers as a meter's display writes them: a fixed number of decimals.
enum FixedPoint {
    /// Rounded down for registers and everything else alike; `0` for what is not finite.
    static func text(_ value: Double, decimals: Int) -> String {
        var scale: Int64 = 1
        for _ in 0..<max(0, min(decimals, 9)) { scale *= 10 }
        guard value.isFinite, let scaled = Int64(exactly: (value * Double(scale)).rounded(.down)) else { return "0" }
        guard scale > 1 else { return String(scaled) }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
        let fraction = String(UInt64(scale) + rest).dropFirst()
        return (scaled < 0 ? "-" : "") + "\(whole).\(fraction)"
    }
}
