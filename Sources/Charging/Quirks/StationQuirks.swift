/// What is set right for one charger: the profiles of its organization, as far as they are about its make.
package struct StationQuirks: Sendable, Equatable, Codable {
    private var profiles: [QuirkProfile]
    private var make: StationMake
    /// Nil for a charger that needs none, as most do.
    package private(set) var corrections: QuirkCorrections?

    init(
        _ profiles: [QuirkProfile] = [], make: StationMake = StationMake(vendor: nil, model: nil, firmwareVersion: nil)
    ) {
        self.profiles = profiles
        self.make = make
        combine()
    }

    /// Whether the charger has ever told what it is.
    package var knowsMake: Bool { make.vendor != nil || make.model != nil }

    mutating func use(_ profiles: [QuirkProfile]) {
        self.profiles = profiles
        combine()
    }

    /// It introduces itself, perhaps with a newer firmware than it had.
    mutating func booted(_ boot: BootReport) {
        make = StationMake(boot)
        combine()
    }

    private mutating func combine() {
        let sum = QuirkCorrections.combined(profiles, for: make)
        corrections = sum.isEmpty ? nil : sum
    }
}
